"""What is posted, as articles: each kind of body, and every way in which one can be wrong."""

import json

import pytest

from tocsin import InputError
from tocsin.ingest.http.body import kind_of, reads_of, said_in
from tocsin.ingest.manifest import Metadata
from tocsin.ingest.reads import Found, Limits, Malformed, Read

LIMITS = Limits(article_bytes=1_000)
NOTHING = Metadata()


def titles(reads: list[Read]) -> list[str]:
    return [read.article.title if isinstance(read, Found) else read.where for read in reads]


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("application/json", "json"),
        ("Application/JSON; charset=UTF-8", "json"),
        ("application/x-ndjson", "lines"),
        ("application/jsonl", "lines"),
        ('text/plain; charset="utf-8"', "text"),
        ("text/plain; charset=latin-1", None),
        ("application/x-www-form-urlencoded", None),
        ("multipart/form-data; boundary=x", None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_a_content_type_says_what_a_body_holds(content_type: str, kind: str | None) -> None:
    assert kind_of(content_type) == kind


def test_a_json_object_is_one_article() -> None:
    [read] = reads_of("json", b'\xef\xbb\xbf{"title": "One", "text": "First."}', NOTHING, LIMITS)
    assert isinstance(read, Found)
    assert (read.article.title, read.article.text) == ("One", "First.")


def test_each_line_is_an_article_and_blank_ones_are_passed_over() -> None:
    body = b'\xef\xbb\xbf{"title": "One"}\r\n\n{"title": "Two"}\nnot json\n  \n{"title": "Three"}'
    reads = reads_of("lines", body, NOTHING, LIMITS)
    assert titles(reads) == ["One", "Two", "POST /articles:4", "Three"]


def test_text_is_one_article_with_what_the_query_says() -> None:
    said = said_in({"source": "Wire", "published": "2012-03-09", "url": "https://e.org/1"})
    [read] = reads_of("text", b"Clashes in Homs\n\nTwo men were killed.", said, LIMITS)
    assert isinstance(read, Found)
    article = read.article
    assert (article.title, article.text, article.source) == ("Clashes in Homs", "Two men were killed.", "Wire")
    assert (article.published, article.url) == ("2012-03-09", "https://e.org/1")


def test_the_query_fills_in_what_json_does_not_say() -> None:
    said = said_in({"source": "Wire", "published": "2012-03-09"})
    body = b'{"title": "One"}\n{"title": "Two", "source": "Other"}'
    assert [r.article.source for r in reads_of("lines", body, said, LIMITS) if isinstance(r, Found)] == [
        "Wire",
        "Other",
    ]


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        ("json", b"", "not JSON"),
        ("json", b"[1]", "an array, where an object should be"),
        ("json", b'{"title": 5}', "title"),
        ("json", b'{"text": "' + b"x" * 1_000 + b'"}', "longer than 1,000 bytes"),
        ("json", b'{"text": "\xff"}', "not UTF-8"),
        ("text", b"", "both empty"),
        ("text", b"\x00binary", "binary"),
        ("lines", b"\n \n", "no lines"),
        ("lines", b'{"text": "' + b"x" * 1_000 + b'"}', "longer than 1,000 bytes"),
    ],
)
def test_what_is_wrong_with_a_body_is_told(kind: str, body: bytes, words: str) -> None:
    [read] = reads_of(kind, body, NOTHING, LIMITS)  # type: ignore[arg-type]
    assert isinstance(read, Malformed)
    assert words in read.reason
    assert read.original == body[: len(read.original)]


@pytest.mark.parametrize(
    "query",
    [{"sauce": "x"}, {"published": "yesterday"}, {"published": "0001-01-01T00:00:00+14:00"}, {"source": "a\nb"}],
)
def test_what_a_query_cannot_say_is_told(query: dict[str, str]) -> None:
    with pytest.raises(InputError):
        said_in(query)


def test_a_body_of_many_lines_keeps_all_of_them() -> None:
    body = b"\n".join(json.dumps({"title": f"t{n}"}).encode() for n in range(5_000))
    assert titles(reads_of("lines", body, NOTHING, LIMITS)) == [f"t{n}" for n in range(5_000)]
