from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.errors import InputError
from tocsin.ingest.inputs import find_inputs
from tocsin.ingest.reader import Reader
from tocsin.ingest.reads import FillIn, Found, Limits, Malformed, Position, Read
from tocsin.records import Article
from tocsin.records.codec import encode


def read_lines(content: bytes | str, fill: FillIn | None = None) -> list[Read]:
    stdin = io.BytesIO(content.encode() if isinstance(content, str) else content)
    return list(Reader(find_inputs(["-"]), fill=fill, stdin=stdin).read())


def only_problem(content: bytes | str) -> Malformed:
    (problem,) = read_lines(content)
    assert isinstance(problem, Malformed)
    return problem


def only_article(content: bytes | str, fill: FillIn | None = None) -> Article:
    (found,) = read_lines(content, fill)
    assert isinstance(found, Found)
    return found.article


def test_an_article_knows_where_it_stood(tmp_path: Path) -> None:
    path = tmp_path / "feed.jsonl"
    path.write_text('{"title": "One"}\n\n{"title": "Two"}\n')
    one, two = Reader(find_inputs([str(path)])).read()
    assert (one.where, two.where) == (f"{path}:1", f"{path}:3")
    assert (one.after, two.after) == (Position(0, 0, 17, 1), Position(0, 0, 35, 3))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"title": ', "not JSON"),
        ("nonsense", "not JSON"),
        ("[1, 2]", "an array, where an object should be"),
        ("17", "a number, where"),
        ("null", "null, where"),
        ('"text"', "a string, where"),
        ("{}", "no field at all"),
        ('{"headline": "x", "body": "y"}', "it has headline, body"),
        ('{"title": " ", "text": ""}', "both empty"),
        ('{"title": 7}', "title:"),
        ('{"title": "x", "published": "last Friday"}', "ISO 8601"),
        ('{"title": "x", "published": 1331251200}', "published:"),
        ('{"title": "x", "id": 9}', "id:"),
        ('{"title": "\\ud800"}', "not JSON"),
        (b'{"title": "Caf\xe9"}', "byte 15 is 0xe9"),
        (b'{"title": "a\x00b"}', "binary"),
        ('{"title": "x", "deep": ' + "[" * 600 + "]" * 600 + "}", "nested too deeply"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_line_that_is_no_article_says_why(line: str | bytes, said: str) -> None:
    problem = only_problem(line)
    assert said in problem.reason
    assert problem.where == "stdin:1"
    assert problem.original == (line.encode() if isinstance(line, str) else line)[: 64 * 1024]


@pytest.mark.parametrize("line", ["[", '[{"title": "x"},', '[{"title": "x"}]'])
def test_a_json_array_is_told_with_how_to_take_it_apart(line: str) -> None:
    assert "jq -c '.[]'" in only_problem(line).hint


def test_a_malformed_line_does_not_stop_the_next_ones() -> None:
    reads = read_lines(b'{"title": "One"}\n{"title": "\xff"}\n\n{"title": "Two"}\r\nlast')
    assert [type(read) for read in reads] == [Found, Malformed, Found, Malformed]
    assert [read.where for read in reads] == ["stdin:1", "stdin:2", "stdin:4", "stdin:5"]


def test_a_byte_order_mark_before_the_first_line_is_passed_over() -> None:
    assert only_article(b'\xef\xbb\xbf{"title": "One"}').title == "One"


def test_the_same_article_twice_is_found_twice_with_one_id() -> None:
    one, two = read_lines('{"title": "One"}\n{"title": "One"}\n')
    assert isinstance(one, Found)
    assert isinstance(two, Found)
    assert one.article.id == two.article.id


def test_fields_of_the_archive_travel_on_and_an_id_is_kept() -> None:
    article = only_article('{"id": "a-1", "title": "One", "section": {"name": "World"}}')
    assert article.id == "a-1"
    assert json.loads(encode(article))["section"] == {"name": "World"}


def test_the_caller_fills_in_only_what_is_lacking() -> None:
    fill = FillIn(published="2020-01-01", source="Daily News")
    assert only_article('{"title": "One"}', fill).published == "2020-01-01"
    assert only_article('{"title": "One", "source": null}', fill).source == "Daily News"
    stated = only_article('{"title": "One", "source": "Other", "published": "2021-02-03"}', fill)
    assert (stated.source, stated.published) == ("Other", "2021-02-03")


@pytest.mark.parametrize("fill", [{"published": "Friday"}, {"source": "a\nb"}, {"source": "caf\udce9"}])
def test_what_no_article_may_hold_cannot_be_filled_in(fill: dict[str, str]) -> None:
    with pytest.raises(InputError):
        FillIn(**fill)


def test_an_empty_archive_holds_no_articles(tmp_path: Path) -> None:
    (tmp_path / "feed.jsonl").touch()
    assert list(Reader(find_inputs([str(tmp_path)])).read()) == []


def test_a_text_file_over_the_limit_is_malformed_with_its_size(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text("word " * 1000)
    (problem,) = Reader(find_inputs([str(tmp_path)]), limits=Limits(article_bytes=100)).read()
    assert isinstance(problem, Malformed)
    assert (problem.reason, problem.size) == ("longer than 100 bytes.", 5000)


def test_a_file_that_vanishes_is_malformed_and_the_next_is_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.jsonl", "c.txt"):
        (tmp_path / name).write_text("Body.")
    inputs = find_inputs([str(tmp_path)])
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.jsonl").unlink()
    gone, gone_too, found = Reader(inputs).read()
    assert isinstance(gone, Malformed)
    assert isinstance(gone_too, Malformed)
    assert gone.reason == "cannot be read: No such file or directory."
    assert isinstance(found, Found)


def test_each_pass_gives_the_same_ids(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "One"}\n{"title": "Two"}\n')
    (tmp_path / "b.txt").write_text("Three.")
    reads = list(Reader(find_inputs([str(tmp_path)]), passes=3).read())
    ids = [read.article.id for read in reads if isinstance(read, Found)]
    assert ids == ids[:3] * 3
    assert [read.after.turn for read in reads] == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_reading_can_go_on_from_any_place_of_any_pass(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"title": "One"}\nbroken\n{"title": "Two"}\n')
    (tmp_path / "b.txt").write_text("Three.")
    (tmp_path / "c.jsonl").write_text('{"title": "Four"}')
    reader = Reader(find_inputs([str(tmp_path)]), passes=2)
    reads = list(reader.read())
    assert len(reads) == 10
    for number, read in enumerate(reads):
        assert list(reader.read(read.after)) == reads[number + 1 :]


def test_the_bytes_done_end_at_the_size_of_all_inputs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.jsonl").write_text('{"title": "Two"}\n')
    inputs = find_inputs([str(tmp_path)])
    assert [read.done_bytes for read in Reader(inputs).read()] == [4, inputs.size]


WORDS = st.text(st.characters(exclude_categories=["Cs"]))


@given(
    st.lists(
        st.builds(
            Article,
            title=WORDS,
            text=WORDS.filter(str.strip),
            published=st.none() | st.datetimes().map(lambda time: time.isoformat()),
            source=st.none() | WORDS,
        )
    )
)
def test_articles_written_as_lines_are_read_back(articles: list[Article]) -> None:
    reads = read_lines(b"\n".join(encode(article) for article in articles))
    assert [read.article for read in reads if isinstance(read, Found)] == articles


@given(st.binary())
def test_a_text_file_of_any_bytes_is_one_article_or_one_malformed(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.txt"
    path.write_bytes(content)
    (read,) = Reader(find_inputs([str(path)])).read()
    assert isinstance(read, Found) or read.original == content
