from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tocsin.ingest.ledger import Entry, Ledger
from tocsin.ingest.reads import Found, Malformed, Position, Read
from tocsin.records import Article

ARTICLE = Article(text="Body.")


def read(line: int, *, malformed: bool = False) -> Read:
    after = Position(0, 0, line * 10, line)
    return Malformed(where="", reason="", after=after) if malformed else Found(article=ARTICLE, where="", after=after)


@given(st.permutations(range(12)), st.integers(0, 12))
def test_the_position_passes_a_record_only_after_all_before_it(order: list[int], acknowledged: int) -> None:
    ledger = Ledger()
    entries = [ledger.issue(read(line)) for line in range(1, 13)]
    done = set(order[:acknowledged])
    for number in order[:acknowledged]:
        ledger.acknowledge(entries[number])
    prefix = next((number for number in range(12) if number not in done), 12)
    assert ledger.position.line == prefix
    assert ledger.articles == prefix
    assert len(ledger) == 12 - prefix


@given(st.lists(st.booleans()), st.data())
def test_sending_and_acknowledging_may_interleave(steps: list[bool], data: st.DataObject) -> None:
    ledger = Ledger()
    entries: list[Entry] = []
    acknowledged: set[int] = set()
    for send in steps:
        open_ones = [number for number in range(len(entries)) if number not in acknowledged]
        if send or not open_ones:
            entries.append(ledger.issue(read(len(entries) + 1)))
            continue
        number = data.draw(st.sampled_from(open_ones))
        acknowledged.add(number)
        ledger.acknowledge(entries[number])
        prefix = next((n for n in range(len(entries)) if n not in acknowledged), len(entries))
        assert ledger.position.line == prefix


def test_articles_and_malformed_inputs_are_counted_apart() -> None:
    ledger = Ledger()
    for entry in [ledger.issue(read(1)), ledger.issue(read(2, malformed=True)), ledger.issue(read(3))]:
        ledger.acknowledge(entry)
    assert (ledger.articles, ledger.malformed) == (2, 1)


def test_it_goes_on_from_where_an_earlier_run_stopped() -> None:
    assert Ledger(Position(1, 2, 3, 4)).position == Position(1, 2, 3, 4)
