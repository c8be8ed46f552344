"""A report of the flood from another desk: the same event, in other words."""

from __future__ import annotations

import pytest

ELSEWHERE = """\
More than two dozen people have died in floods in the Anlo valley, where the river swept through Keral early on \
Wednesday and took its bridge and market with it, regional officials confirmed.

Soldiers and rescue teams in boats brought families down from roofs in Keral. The hospital counted 140 injured, and the \
school on the hill has become a shelter. Residents said the flood came without warning.

The energy ministry denied that the dam above the town was damaged, though the reservoir is close to full."""


@pytest.fixture
def flood_elsewhere() -> str:
    return ELSEWHERE
