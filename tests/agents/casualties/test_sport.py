from __future__ import annotations

from collections.abc import Callable

from tocsin import Claim

Read = Callable[..., list[Claim]]
PAGE = "The league match was settled by a late goal, and the coach praised his striker. "


def test_injured_players_are_no_casualties(read: Read) -> None:
    assert read(PAGE + "Two defenders were injured.") == []


def test_the_dead_at_a_match_are(read: Read) -> None:
    assert [claim.low for claim in read(PAGE + "Nine fans were killed in a stampede.")] == [9]
