"""The book of alerts: what the page, the feed and CAP messages are made from."""

from tests.pipeline.delivery.making import NOON, alert_of
from tocsin.delivery.book import AlertBook
from tocsin.engine.messages import Incoming
from tocsin.records.codec import encode


def put(book: AlertBook, **fields: object) -> None:
    book.put(alert_of(**fields), NOON)


def test_a_later_revision_takes_the_place_of_an_earlier_one_and_remembers_it() -> None:
    book = AlertBook()
    put(book, id="a", revision=1, sent="2012-03-08")
    put(book, id="a", revision=2, sent="2012-03-09")
    put(book, id="a", revision=3, sent="2012-03-10")

    found = book.get("a")

    assert found is not None
    assert found.alert.revision == 3
    assert [name for name, _ in found.earlier] == ["a.1", "a.2"]


def test_a_revision_told_again_does_not_refer_to_itself() -> None:
    book = AlertBook()
    for revision in (1, 2, 2):
        put(book, id="a", revision=revision)

    found = book.get("a")

    assert found is not None
    assert [name for name, _ in found.earlier] == ["a.1"]


def test_the_last_sent_alerts_come_first() -> None:
    book = AlertBook()
    for alert_id, sent in (("old", "2012-03-01"), ("new", "2012-03-20"), ("mid", "2012-03-10"), ("mid2", "2012-03-10")):
        put(book, id=alert_id, sent=sent)

    assert [entry.alert.id for entry in book.latest(3)] == ["new", "mid2", "mid"]


def test_only_so_many_are_kept_and_the_longest_unchanged_go_first() -> None:
    book = AlertBook(most=2)
    for alert_id in ("a", "b", "a", "c"):
        put(book, id=alert_id)

    assert (book.get("a") is None, book.get("b") is None, len(book)) == (False, True, 2)


def test_a_tombstone_takes_an_alert_out_and_what_is_unreadable_changes_nothing() -> None:
    book = AlertBook()

    assert book.take(Incoming("alerts", 0, 0, b"a", encode(alert_of(id="a")), timestamp_ms=1))
    assert not book.take(Incoming("alerts", 0, 1, b"b", b"no json"))
    assert len(book) == 1
    assert book.take(Incoming("alerts", 0, 2, b"a", None))
    assert len(book) == 0


async def test_a_listener_hears_of_changes_and_one_that_is_too_far_behind_is_let_go() -> None:
    book = AlertBook()
    with book.listener() as listener:
        put(book, id="a")
        heard = await listener.next()
        for revision in range(1, 500):
            put(book, id="b", revision=revision)
        waiting = [await listener.next() for _ in range(201)]

    assert heard is not None
    assert heard.alert.id == "a"
    assert waiting[-1] is None
    assert listener.closed
