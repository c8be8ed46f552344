"""Every way in takes what nobody would send, in small; and whoever judges that notices what goes wrong."""

import time
from pathlib import Path
from random import Random

import pytest

from benchmarks.fuzz import running
from benchmarks.fuzz.mutating import mutated, mutated_json
from benchmarks.fuzz.running import WAYS, run_way, summary
from benchmarks.fuzz.way import LossError, Way, lines_in

INPUTS = {"entities": 20, "settings": 100, "records": 150, "readers": 100, "changelog": 150, "feed": 150}
"""Of the ways that take longer; 500 of the others."""


@pytest.mark.parametrize("name", WAYS)
def test_a_way_in_deals_with_whatever_comes(name: str) -> None:
    count = run_way(name, INPUTS.get(name, 500), seed=7)
    assert count.wrong == 0, "\n".join(count.found)


def test_an_input_is_the_same_for_a_seed() -> None:
    corpus = [b'{"a": [1, 2, "three"]}', b'{"b": null}']
    for make in (mutated, mutated_json):
        made = [[make(corpus, Random(f"1/{number}")) for number in range(300)] for _ in range(2)]
        assert made[0] == made[1]
        assert len(set(made[0])) > 150


class Bad(Way):
    """Goes wrong in every way."""

    name, share, corpus = "bad", 1.0, (b"x",)

    def feed(self, content: bytes, chance: Random) -> None:
        what = chance.randrange(4)
        if what == 0:
            raise KeyError(content)
        if what == 1:
            message = "gone"
            raise LossError(message)
        if what == 2:
            while True:
                time.sleep(0.001)


def test_what_goes_wrong_is_counted_and_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    del tmp_path
    monkeypatch.setitem(WAYS, "bad", Bad)
    monkeypatch.setattr(running, "PATIENCE", 1)
    count = run_way("bad", 12, seed=1, hang_seconds=1)
    chances = [Random(f"1/bad/{number}") for number in range(12)]
    kinds = [(mutated(Bad.corpus, chance), chance.randrange(4))[1] for chance in chances]
    assert (count.crashes, count.losses, count.hangs) == (kinds.count(0), kinds.count(1), kinds.count(2))
    assert min(kinds.count(kind) for kind in range(4)) > 0
    assert len(count.found) == running.KEPT
    assert summary([count], 1).startswith(f"12 inputs, seed 1: {kinds.count(0)} crashes, {kinds.count(2)} hangs")


@pytest.mark.parametrize(
    ("content", "count"),
    [(b"", 0), (b"\n\r\n  \n", 0), (b"a", 1), (b"a\nb\n", 2), (b"\xef\xbb\xbf\n", 0), (b"\0\n\xff", 2)],
)
def test_lines_are_counted_as_a_reader_should(content: bytes, count: int) -> None:
    assert lines_in(content) == count
