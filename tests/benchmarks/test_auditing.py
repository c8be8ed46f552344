"""The auditor of the torture run finds what is wrong: each test spoils one thing."""

import json
from collections import Counter

import pytest

from benchmarks.ordeal.audit import Audit, audit_feed, audit_letters, audit_state, audit_topic, prints
from benchmarks.ordeal.feed import NUMBER
from benchmarks.ordeal.incarnations import audit_incarnations
from benchmarks.ordeal.news import Item
from benchmarks.ordeal.reading import Line
from benchmarks.ordeal.reckoning import Derived, Reckoning, print_of, reckon
from benchmarks.ordeal.recreation import Recreation
from benchmarks.ordeal.tally import POISON, Tally
from tocsin import Article

PLACE = ("t.articles", 0)


def line(offset: int, key: str, value: object, *headers: tuple[str, bytes]) -> Line:
    return Line(0, offset, key.encode(), json.dumps(value).encode(), headers)


def derived(offset: int, key: str, value: object) -> Derived:
    return Derived("claims", key.encode(), print_of(value), ("articles", 0, offset))


WANTED = [derived(0, "a", 1), derived(1, "b", 2), derived(2, "a", 3)]
RIGHT = [line(0, "a", 1), line(1, "b", 2), line(2, "a", 3)]


def compared(lines: list[Line]) -> Audit:
    audit = Audit()
    audit_topic(audit, "claims", WANTED, prints({0: lines}, None))
    return audit


def test_a_topic_that_is_as_it_should_be_is_well() -> None:
    assert compared(RIGHT).is_well


@pytest.mark.parametrize(
    ("lines", "finding"),
    [
        (RIGHT[:2], "lost"),
        ([*RIGHT, RIGHT[1]], "repeated"),
        ([*RIGHT, line(3, "b", 9)], "unexpected"),
        ([*RIGHT, line(3, "c", 1)], "unexpected"),
        ([RIGHT[2], RIGHT[1], RIGHT[0]], "disordered"),
    ],
)
def test_one_record_amiss_is_found_and_named(lines: list[Line], finding: str) -> None:
    audit = compared(lines)
    assert not audit.is_well
    assert {kind: getattr(audit, kind) for kind in audit.examples} == {finding: 1}


def test_records_of_different_keys_may_stand_in_any_order() -> None:
    assert compared([RIGHT[1], RIGHT[0], RIGHT[2]]).is_well


def test_an_audit_of_nothing_is_not_well() -> None:
    assert not Audit().is_well


def test_an_item_that_was_fed_twice_or_never_is_found() -> None:
    audit = Audit()
    items = [Item(number, "new", b"", b"") for number in range(3)]
    audit_feed(audit, items, [line(n, "", 0, (NUMBER, str(n).encode())) for n in (0, 1, 1)])
    assert (audit.lost, audit.repeated) == (1, 1)


def test_a_dead_letter_too_many_or_too_few_is_found() -> None:
    audit = Audit()
    first, second = ("articles", 0, 1, "dedup"), ("articles", 0, 1, "stories")
    audit_letters(audit, Counter([first]), Counter([second]))
    assert audit.letters == 2


@pytest.mark.parametrize(
    ("changelog", "differences"),
    [
        ([line(0, "count:a", 1), line(1, "count:a", 2), line(2, "count:b", None)], 0),
        ([line(0, "count:a", 1)], 1),
        ([line(0, "count:a", 2), line(1, "count:c", 3)], 1),
    ],
)
def test_state_is_what_the_last_of_each_key_amounts_to(changelog: list[Line], differences: int) -> None:
    audit = Audit()
    lines = {0: [item if item.value != b"null" else Line(0, item.offset, item.key, None, ()) for item in changelog]}
    audit_state(audit, "tally", Reckoning(states={0: {"count:a": 2}}), lines)
    assert audit.state == differences


def recreated(old: list[Line], now: list[Line], *, before: int, after: int) -> Audit:
    audit = Audit()
    made = Recreation("t.claims", "t.casualties", {0: old}, {PLACE: before}, {PLACE: after})
    found = prints({0: now}, None)
    left = audit_incarnations(audit, "claims", WANTED, found, sampled=None, recreations=[made])
    audit_topic(audit, "claims", left, found)
    return audit


@pytest.mark.parametrize(
    ("old", "now", "gone"), [(RIGHT[:2], RIGHT[2:], 0), (RIGHT[:1], RIGHT[1:], 0), (RIGHT[:1], RIGHT[2:], 1)]
)
def test_what_was_under_way_when_a_topic_was_made_anew_is_on_either_side_or_gone(
    old: list[Line], now: list[Line], gone: int
) -> None:
    audit = recreated(old, now, before=1, after=2)
    assert audit.is_well
    assert audit.went_with_topic == gone


@pytest.mark.parametrize(
    ("old", "now", "finding"),
    [
        ([], RIGHT[1:], "lost"),
        (RIGHT[:2], [], "lost"),
        (RIGHT[:2], RIGHT[1:], "repeated"),
        (RIGHT[:1], [RIGHT[0], RIGHT[2]], "repeated"),
    ],
)
def test_what_was_settled_before_or_after_must_stand_where_it_belongs(
    old: list[Line], now: list[Line], finding: str
) -> None:
    assert getattr(recreated(old, now, before=1, after=2), finding) == 1


def test_an_agent_is_reckoned_from_the_log_and_a_record_that_fails_leaves_only_a_letter() -> None:
    articles = [
        Article(title="One", text="x"),
        Article(title=f"{POISON} 2", text="x"),
        Article(title="Three", text="x"),
    ]
    lines = [line(number, article.id, article.model_dump(mode="json")) for number, article in enumerate(articles)]
    found = reckon(Tally(), {"articles.unique": {0: lines}}, {"articles.unique": Article})
    assert [json.loads(each.print)["number"] for each in found.derived] == [1, 2]
    assert found.letters == Counter([("articles.unique", 0, 1, "tally")])
    assert found.states[0]["count:articles"] == 2
