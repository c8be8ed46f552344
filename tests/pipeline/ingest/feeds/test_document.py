"""One feed document as articles: what an entry becomes, and what happens to what is none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pipeline.ingest.feeds.documents import ATOM, RSS, rss
from tocsin.ingest.feeds.document import is_cut_off, key_of, read_back, reads_of, whole, written
from tocsin.ingest.reads import Found, Malformed, Read
from tocsin.records import Article
from tocsin.records.codec import parse_json

URL = "https://e.org/news.xml"


def read(content: bytes, **options: str) -> list[Read]:
    return reads_of(content, url=URL, **options)


def articles(content: bytes, **options: str) -> list[Article]:
    return [each.article for each in read(content, **options) if isinstance(each, Found)]


def test_an_entry_becomes_an_article_with_the_text_that_the_feed_has() -> None:
    [article] = articles(rss(1))
    assert (article.title, article.text) == ("Story 1", "Story 1 in full.\n\nTwo men were killed.")
    assert (article.source, article.url) == ("Example & News", "https://e.org/1")
    assert article.published == "2012-03-09T17:30:01Z"
    assert article.model_extra == {"feed": URL, "guid": "tag:e.org,1"}


def test_an_atom_entry_becomes_one_too() -> None:
    [article] = articles(ATOM.encode())
    assert (article.title, article.text) == ("A bold title", "One & two <killed>.")
    assert (article.source, article.url, article.published) == ("Atom News", "https://a.org/1", "2012-03-09T18:30:00Z")


def test_entries_come_the_oldest_first_of_a_feed_that_has_the_newest_first() -> None:
    assert [article.title for article in articles(rss(3, 2, 1))] == ["Story 1", "Story 2", "Story 3"]


def test_a_name_of_ones_own_is_the_source() -> None:
    assert articles(rss(1), name="Wire")[0].source == "Wire"


def test_an_entry_has_the_same_key_as_long_as_it_says_the_same() -> None:
    [one], [same], [changed] = (read(content) for content in (rss(1), rss(1), rss(1, title="Changed")))
    assert key_of(one) == key_of(same) != key_of(changed)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_what_a_feed_says_of_its_encoding_is_believed(encoding: str) -> None:
    document = rss(1, title="Caf\u00e9").decode().replace('encoding="UTF-8"', f'encoding="{encoding}"')
    assert articles(document.encode(encoding))[0].title == "Caf\u00e9 1"


@pytest.mark.parametrize(
    "date",
    [
        "yesterday",
        "Fri, 99 Mar 2012",
        "-1",
        "9999999999999",
        "",
        "99:99:99",
        "12:00",
        "2012-13-45T99:99:99Z",
        "Fri, 09 Mar 99999",
    ],
)
def test_a_date_that_is_none_is_left_out(date: str) -> None:
    document = rss(1).decode().replace("Fri, 09 Mar 2012 18:30:01 +0100", date)
    assert articles(document.encode())[0].published is None


def test_an_entry_that_says_nothing_is_told_and_the_others_are_read() -> None:
    document = rss(1).decode().replace("</channel>", "<item><link>https://e.org/2</link></item></channel>")
    nothing, found = read(document.encode())
    assert isinstance(nothing, Malformed)
    assert isinstance(found, Found)
    assert "title and text are both empty" in nothing.reason
    assert nothing.where == f"{URL} https://e.org/2"
    assert b"https://e.org/2" in nothing.original


@pytest.mark.parametrize(
    "content", [b"", b"<html><body>no</body></html>", b"\x00\xff\xfe", b"{}", b"<rss", b"/etc/passwd"]
)
def test_what_is_no_feed_is_told_as_a_whole(content: bytes) -> None:
    [problem] = read(content)
    assert isinstance(problem, Malformed)
    assert problem.where == URL
    assert problem.original == content


def test_a_feed_without_entries_is_one(tmp_path: Path) -> None:
    del tmp_path
    assert read(RSS.format(items="").encode()) == []


def test_a_document_is_never_taken_for_an_address_or_a_file(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes(rss(1))
    assert articles(str(path).encode()) == []
    assert articles(f"file://{path}".encode()) == []


BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss version="2.0"><channel><title>&b;</title><item><title>&b;</title></item></channel></rss>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("prolog", ["", "<!-- a comment -->", "<?xml-stylesheet href='x'?>", "\n\n   "])
def test_a_feed_that_declares_entities_is_not_read(encoding: str, prolog: str) -> None:
    [problem] = read(BOMB.replace("<!DOCTYPE", f"{prolog}<!DOCTYPE").encode(encoding))
    assert isinstance(problem, Malformed)
    assert "entities of its own" in problem.reason


def test_a_file_named_by_an_entity_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words")
    document = f'<!DOCTYPE rss SYSTEM "file://{tmp_path}/secret">' + rss(1).decode().split("?>", 1)[1]
    assert all("secret words" not in article.text for article in articles(document.encode()))


def test_a_feed_that_quotes_a_doctype_is_read() -> None:
    document = rss(1, title="&lt;!DOCTYPE x [ &lt;!ENTITY y 'z'&gt; ]&gt;")
    assert len(articles(document)) == 1


def test_a_feed_that_breaks_off_gives_what_it_has() -> None:
    document = rss(2, 1)
    assert [article.title for article in articles(document[: document.index(b"</item>") + 7])] == ["Story 2"]


@given(st.data())
def test_whatever_is_cut_out_of_a_feed_nothing_raises(data: st.DataObject) -> None:
    document = rss(2, 1)
    start = data.draw(st.integers(0, len(document)))
    end = data.draw(st.integers(start, len(document)))
    filling = data.draw(
        st.binary(max_size=12) | st.sampled_from([b"<![CDATA[", b"&#xD800;", b"&#0;", b"<item>", b"]]>"])
    )
    for each in read(document[:start] + filling + document[end:]):
        assert read_back(parse_json(next(written([each])))) == each


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entry_in_which_a_feed_is_cut_off_is_no_article_and_the_others_are(encoding: str) -> None:
    document = rss(3, 2, 1).decode().replace("UTF-8", encoding)
    end = document.index("<pubDate>", document.index("Story 1"))
    cut, *whole_ones = read(document[:end].encode(encoding))
    assert isinstance(cut, Malformed)
    assert cut.reason == "the feed is cut off in this entry."
    assert [each.article.title for each in whole_ones if isinstance(each, Found)] == ["Story 2", "Story 3"]


def test_an_atom_feed_may_be_cut_off_too() -> None:
    (cut,) = read(ATOM[: ATOM.index("<updated>")].encode())
    assert isinstance(cut, Malformed)


@given(st.integers(0, len(rss(2, 1))))
def test_wherever_a_feed_is_cut_off_no_entry_but_a_whole_one_is_an_article(end: int) -> None:
    whole_ones = {article.id for article in articles(rss(2, 1))}
    assert {article.id for article in articles(rss(2, 1)[:end])} <= whole_ones


@pytest.mark.parametrize("content", [rss(1), ATOM.encode(), rss(1).replace(b"</channel></rss>", b""), b"", b"<html>"])
def test_a_feed_that_ends_after_an_entry_is_not_cut_off_in_one(content: bytes) -> None:
    assert not is_cut_off(content)


def test_only_a_document_of_which_nothing_could_be_read_is_told_as_a_whole() -> None:
    page = b"<html><body><p>A page.</p></body></html>"
    assert whole(read(page), page) == read(page)[0]
    empty = rss(1).replace(rss(1)[rss(1).index(b"<title>Story") : rss(1).index(b"</item>")], b"")
    assert whole(read(rss(1)), rss(1)) is None
    assert whole(read(empty), empty) is None
