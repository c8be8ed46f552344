from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.ingest.manifest import Metadata
from tocsin.ingest.reads import FillIn
from tocsin.ingest.textfile import article_of_text, encoding_problem, split_title


def test_a_first_line_before_a_blank_line_is_the_title() -> None:
    assert split_title("Ferry sinks off Zanzibar\n\nThe ferry left at dawn.\n") == (
        "Ferry sinks off Zanzibar",
        "The ferry left at dawn.",
    )


@pytest.mark.parametrize(
    "text",
    [
        "The ferry left at dawn.\n\nIt sank by noon.",
        'She said: "Nobody is left."\n\nThen she went.',
        "Ferry sinks off Zanzibar\nThe ferry left at dawn.",
        "x" * 201 + "\n\nThe ferry left at dawn.",
        "Only one line",
    ],
    ids=["a sentence", "a quoted sentence", "no blank line", "too long", "nothing else"],
)
def test_a_first_line_that_is_no_headline_stays_in_the_body(text: str) -> None:
    assert split_title(text) == ("", text)


def test_line_ends_of_windows_and_old_macs_become_newlines() -> None:
    assert split_title("Title\r\n\r\nOne.\rTwo.") == ("Title", "One.\nTwo.")


def test_white_space_on_the_blank_line_does_not_hide_the_title() -> None:
    assert split_title("Title  \n \t \n\n  Body.") == ("Title", "Body.")


def test_a_known_title_is_taken_off_the_body_when_it_is_the_first_line() -> None:
    assert split_title("It is over.\nBody.", "It is over.") == ("It is over.", "Body.")
    assert split_title("Body.", "It is over.") == ("It is over.", "Body.")


def test_the_manifest_wins_over_what_the_caller_fills_in() -> None:
    metadata = Metadata(source="Daily News", published="2020-01-02", published_inferred=True, url="https://x.example/1")
    article = article_of_text(b"Body.", metadata, FillIn(source="Other", published="1999-01-01"))
    assert (article.source, article.published, article.published_inferred) == ("Daily News", "2020-01-02", True)
    assert article.url == "https://x.example/1"


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert article_of_text(b"\xef\xbb\xbfBody.", Metadata(), FillIn()).text == "Body."


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "title and text are both empty"),
        (b" \n\t\n", "title and text are both empty"),
        (b"ab\0cd", "byte 3 is zero"),
        ("Schüsse in Köln\nfielen".encode("utf-16"), "binary"),
        (b"One line.\nCaf\xe9 bombed", "byte 14 (line 2) is 0xe9"),
    ],
    ids=["empty", "blank", "binary", "UTF-16", "latin-1"],
)
def test_a_file_that_is_no_text_says_why(content: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        article_of_text(content, Metadata(), FillIn())
    assert said in caught.value.message


def test_latin_1_is_told_how_to_be_converted() -> None:
    problem = encoding_problem(b"Caf\xe9")
    assert problem is not None
    assert "iconv" in problem.hint


@given(st.text())
def test_no_character_of_a_text_is_lost(text: str) -> None:
    title, body = split_title(text)
    assert "".join(f"{title}{body}".split()) == "".join(text.split())


@given(st.binary())
def test_bytes_are_an_article_or_an_input_error(content: bytes) -> None:
    problem = encoding_problem(content)
    if problem is None and content.decode("utf-8-sig").strip():
        assert article_of_text(content, Metadata(), FillIn()).id
    else:
        with pytest.raises(InputError):
            article_of_text(content, Metadata(), FillIn())
