"""Events close by event time, so that the state stays small however long the stream."""

from __future__ import annotations

from typing import Any

from tocsin.plugins.state import State
from tocsin_agents.tolls import Tolls, TollSettings


def after(claims: list[Any], **settings: Any) -> State:
    agent, state = Tolls(TollSettings(**{"keep_claims": 0, **settings})), State(Tolls.spec.state)
    for each in claims:
        list(agent.process(each, state))
        state.settle()
    return state


def on(claim: Any, day: int, **said: Any) -> Any:
    date = f"2021-05-{day:02}"
    return claim(f"article of {day}", day, day=date, published=f"{date}T12:00:00Z", **said)


def test_an_event_closes_after_the_quiet_time(claim: Any) -> None:
    state = after([on(claim, 1), on(claim, 3), on(claim, 9)], quiet_days=7)
    assert list(state["tolls"]) == ["am-arnav/2021-05-03/killed", "am-arnav/2021-05-09/killed"]
    assert len(state["claims"]) == 2


def test_an_event_that_is_still_written_about_stays_open(claim: Any) -> None:
    first, last = on(claim, 1), on(claim, 9)
    again = claim("again", 2, day="2021-05-01", published="2021-05-05T12:00:00Z")
    assert "am-arnav/2021-05-01/killed" in after([first, again, last], quiet_days=7)["tolls"]


def test_a_part_whose_total_never_came_is_let_go_of(claim: Any) -> None:
    orphan = on(claim, 1, kind="breakdown", part_of="unheard")
    assert len(after([orphan, on(claim, 3), on(claim, 9)], quiet_days=7)["claims"]) == 2


def test_one_article_from_the_far_future_closes_nothing(claim: Any) -> None:
    future = claim("x", 5, place="Berd", day=None, published="2099-01-01T00:00:00Z")
    state = after([on(claim, 1), future, on(claim, 2)], quiet_days=7)
    assert "am-arnav/2021-05-01/killed" in state["tolls"]


def test_a_second_article_confirms_a_leap_of_the_clock(claim: Any) -> None:
    later = [claim(f"x{n}", 5, place="Berd", day=None, published="2022-01-01T00:00:00Z") for n in range(2)]
    assert list(after([on(claim, 1), *later], quiet_days=7)["tolls"]) == ["am-berd/published-2022-01-01/killed"]


def test_closing_tells_nothing(claim: Any, emitted: Any) -> None:
    tolls = emitted([on(claim, 1), on(claim, 9)], TollSettings(quiet_days=7, keep_claims=0))
    assert [toll.low for toll in tolls] == [1, 9]


def test_no_more_statements_are_shown_than_are_asked_for(claim: Any, fused: Any) -> None:
    said = [claim(f"{n:02}", n, published=f"2021-05-05T{n:02}:00:00Z", by="police") for n in range(1, 20)]
    (toll,) = fused(said, TollSettings(most_statements=5)).values()
    assert (toll.best, len(toll.statements), toll.articles) == (19, 5, 19)
    assert toll.statements[-1].best == 19


def test_an_archive_out_of_order_closes_no_event_that_it_is_still_telling_of(claim: Any, fused: Any) -> None:
    first = claim("first", 26, by="police")
    much_later = [claim(f"x{n}", 5, place="Berd", day=None, published="2022-01-01T00:00:00Z") for n in range(2)]
    again = claim("again", 31, by="opposition")
    toll = fused([first, *much_later, again])["am-arnav/2021-05-04/killed"]
    assert (toll.low, toll.high, toll.conflict) == (26, 31, True)


def test_a_late_or_repeated_claim_about_a_closed_event_tells_nothing(claim: Any, emitted: Any) -> None:
    first, *later = on(claim, 1), on(claim, 3), on(claim, 9)
    late = claim("late", 9, day="2021-05-01", published="2021-05-02T12:00:00Z")
    told = emitted([first, *later, first, late], TollSettings(quiet_days=7, keep_claims=0))
    assert [toll.low for toll in told] == [1, 3, 9]


def test_only_so_many_closed_events_are_known_for_such(claim: Any) -> None:
    state = after([on(claim, day) for day in range(1, 29)], quiet_days=1, most_closed=10)
    assert len(state["closed"]) <= 10
    assert "am-arnav/2021-05-26/killed" in state["closed"]


def test_what_is_closed_is_gone_after_a_restart_too(claim: Any, emitted: Any) -> None:
    claims = [on(claim, 1), on(claim, 3), on(claim, 9), on(claim, 1), on(claim, 4)]
    settings = TollSettings(quiet_days=3, keep_claims=1)
    assert emitted(claims, settings, restart=True) == emitted(claims, settings)
