"""A document keeps its number and its place in the order, however many come and go."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin import StateError
from tocsin_agents.dedup import serials as module
from tocsin_agents.dedup.serials import NOBODY, Owners, Serials


@given(st.lists(st.integers(0, 3), max_size=400))
@settings(max_examples=60, deadline=None)
def test_numbers_stay_and_serials_grow_while_documents_come_and_go(lots: list[int]) -> None:
    serials = Serials()
    living: dict[int, int] = {}
    every: Owners = np.zeros(0, np.uint32)
    for lot in lots:
        if lot == 0 and living:
            number = next(iter(living))
            serials.take_back(number)
            del living[number]
        if serials.is_crowded:
            serials.widen(every)
        serial = serials.give()
        assert not every.size or serial > every.max()
        every = np.append(every, np.uint32(serial))
        assert serials.number(serial) not in living
        living[serials.number(serial)] = every.size - 1

    assert serials.living(every).tolist() == list(living)
    assert set(serials.are_alive(every).nonzero()[0].tolist()) == set(living.values())
    assert not serials.are_alive(np.array([NOBODY], np.uint32)).any()


def test_when_serials_run_out_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    serials = Serials()
    monkeypatch.setattr(module, "LAST", 3)
    serials.give()
    serials.give()
    serials.give()

    with pytest.raises(StateError, match="four billion"):
        serials.give()
