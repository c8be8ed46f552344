"""When a notice waits, for what, and what is told in the end; each case also with a restart after every record."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tocsin import Alert, EventTime, Place
from tocsin.testing import run
from tocsin_agents.alerts import Alerts, AlertSettings, Silence

Story = list[tuple[str, str, int]]

SEVERE = {"killed": {"Severe": 100, "Moderate": 1}}


@pytest.fixture(params=[False, True], ids=["steady", "restarted after every record"])
def told(request: pytest.FixtureRequest, toll: Any, said: Any) -> Any:
    def play(story: list[Any], **settings: Any) -> list[tuple[str, str, str, int]]:
        records = [each if isinstance(each, Silence) else at(toll, said, *each) for each in story]
        chosen = AlertSettings.model_validate({"severities": SEVERE, **settings})
        outcome = run(Alerts(chosen), records, restart_between=request.param)
        assert outcome.failed == ()
        alerts = [alert for alert in outcome.on("alerts") if isinstance(alert, Alert)]
        return [
            (alert.event_key or alert.rule, alert.state, (alert.sent or "")[11:16], alert.values.low or 0)
            for alert in alerts
        ]

    return play


def at(toll: Any, said: Any, time: str, event: str, number: int) -> Any:
    place = (
        Place(text="Syria", country="SY", where_prec=6)
        if event == "sy"
        else Place(text=event, country="SY", where_prec=1)
    )
    known: dict[str, Any] = {"event_key": f"{event}/killed", "place": place, "updated": f"2012-03-09T{time}:00Z"}
    return toll(said(number), **known) if number else toll(**known, grade="discounted")


CASES: dict[str, tuple[dict[str, Any], Story, list[tuple[str, str, str, int]]]] = {
    "without waits everything is told at once": (
        {},
        [("10:00", "a", 5), ("10:01", "a", 6), ("10:02", "b", 7)],
        [("a/killed", "firing", "10:00", 5), ("a/killed", "updated", "10:01", 6), ("b/killed", "firing", "10:02", 7)],
    ),
    "the first alert goes out at once, its updates wait and come as one": (
        {"group_interval_minutes": 30},
        [("10:00", "a", 5), ("10:05", "a", 6), ("10:10", "a", 8), ("10:31", "b", 1)],
        [("a/killed", "firing", "10:00", 5), ("a/killed", "updated", "10:10", 8), ("b/killed", "firing", "10:31", 1)],
    ),
    "an update after the interval does not wait": (
        {"group_interval_minutes": 30},
        [("10:00", "a", 5), ("10:30", "a", 6)],
        [("a/killed", "firing", "10:00", 5), ("a/killed", "updated", "10:30", 6)],
    ),
    "a change that is undone while it waits is never told": (
        {"group_interval_minutes": 30},
        [("10:00", "a", 5), ("10:05", "a", 6), ("10:10", "a", 5), ("11:00", "b", 1)],
        [("a/killed", "firing", "10:00", 5), ("b/killed", "firing", "11:00", 1)],
    ),
    "news that comes late is not made later still": (
        {"group_interval_minutes": 30},
        [("10:00", "a", 5), ("09:50", "a", 6)],
        [("a/killed", "firing", "10:00", 5), ("a/killed", "updated", "09:50", 6)],
    ),
    "a high severity is never held": (
        {"group_interval_minutes": 30},
        [("10:00", "a", 5), ("10:01", "a", 100)],
        [("a/killed", "firing", "10:00", 5), ("a/killed", "updated", "10:01", 100)],
    ),
    "an end is never held": (
        {"group_interval_minutes": 30},
        [("10:00", "a", 5), ("10:01", "a", 0)],
        [("a/killed", "firing", "10:00", 5), ("a/killed", "resolved", "10:01", 0)],
    ),
    "what still holds is repeated": (
        {"repeat_interval_minutes": 60},
        [("10:00", "a", 5), ("10:59", "b", 1), ("11:00", "b", 1), ("12:00", "c", 1)],
        [
            ("a/killed", "firing", "10:00", 5),
            ("b/killed", "firing", "10:59", 1),
            ("a/killed", "updated", "11:00", 5),
            ("b/killed", "updated", "12:00", 1),
            ("a/killed", "updated", "12:00", 5),
            ("c/killed", "firing", "12:00", 1),
        ],
    ),
    "a repeat is not forgotten over a change that is undone": (
        {"repeat_interval_minutes": 60, "group_interval_minutes": 30},
        [("10:00", "a", 5), ("10:05", "a", 6), ("10:10", "a", 5), ("11:00", "b", 1)],
        [("a/killed", "firing", "10:00", 5), ("a/killed", "updated", "11:00", 5), ("b/killed", "firing", "11:00", 1)],
    ),
    "what is over is not repeated": (
        {"repeat_interval_minutes": 60},
        [("10:00", "a", 5), ("10:30", "a", 0), ("12:00", "c", 1)],
        [("a/killed", "firing", "10:00", 5), ("a/killed", "resolved", "10:30", 0), ("c/killed", "firing", "12:00", 1)],
    ),
    "a country's alert keeps back its smaller parts": (
        {},
        [("10:00", "sy", 40), ("10:05", "homs", 12), ("10:06", "hama", 41)],
        [("sy/killed", "firing", "10:00", 40), ("hama/killed", "firing", "10:06", 41)],
    ),
    "a part is told when the country's alert ends": (
        {},
        [("10:00", "sy", 40), ("10:05", "homs", 12), ("10:09", "sy", 0)],
        [("sy/killed", "firing", "10:00", 40), ("sy/killed", "resolved", "10:09", 0), ("homs/killed", "firing", "10:05", 12)],
    ),
    "inhibition can be left out": (
        {"inhibit": False},
        [("10:00", "sy", 40), ("10:05", "homs", 12)],
        [("sy/killed", "firing", "10:00", 40), ("homs/killed", "firing", "10:05", 12)],
    ),
    "a flood ends in a digest": (
        {"flood_limit": 2, "flood_minutes": 60},
        [("10:00", "a", 1), ("10:01", "b", 2), ("10:02", "c", 3), ("10:03", "d", 4), ("10:04", "e", 100), ("11:00", "f", 5)],
        [
            ("a/killed", "firing", "10:00", 1),
            ("b/killed", "firing", "10:01", 2),
            ("e/killed", "firing", "10:04", 100),
            ("flood-digest", "firing", "11:00", 0),
            ("f/killed", "firing", "11:00", 5),
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_notice_is_sent_when_it_should_be(told: Any, case: str) -> None:
    settings, story, expected = CASES[case]
    assert told(story, **settings) == expected


def test_further_alerts_of_an_event_wait_for_the_group(toll: Any, said: Any) -> None:
    known = {"event_key": "e/injured", "measure": "injured", "updated": "2012-03-09T10:01:00Z"}
    records = [
        at(toll, said, "10:00", "e", 5), toll(said(20), **known), at(toll, said, "10:05", "e", 5),
        at(toll, said, "10:11", "other", 1),
    ]  # fmt: skip
    alerts = run(Alerts(AlertSettings(group_wait_minutes=10)), records).on("alerts")
    assert [alert.event_key for alert in alerts if isinstance(alert, Alert)] == [
        "e/killed",
        "e/injured",
        "other/killed",
    ]


def test_an_older_article_about_another_measure_rings_at_once(toll: Any, said: Any) -> None:
    older = toll(said(20), event_key="e/missing", measure="missing", updated="2012-03-08T10:00:00Z")
    assert len(run(Alerts(), [at(toll, said, "10:00", "e", 5), older]).on("alerts")) == 2


def test_a_dispute_is_not_held(toll: Any, said: Any) -> None:
    first = at(toll, said, "10:00", "e", 5)
    disputed = toll(
        said(5), said(9), event_key="e/killed", updated="2012-03-09T10:01:00Z", conflict=True, grade="contested"
    )
    alerts = run(Alerts(AlertSettings(group_interval_minutes=60)), [first, disputed]).on("alerts.toll-conflict")
    assert len(alerts) == 1


def silence(ends: str, **of: Any) -> Silence:
    return Silence(starts="2012-03-09T09:00:00Z", ends=f"2012-03-09T{ends}:00Z", **of)


def test_a_silence_keeps_back_until_it_ends(told: Any) -> None:
    quiet = silence("11:00", place="homs")
    story = [quiet, ("10:00", "homs", 5), ("10:30", "homs", 6), ("10:40", "hama", 3), ("11:00", "hama", 4)]
    assert told(story) == [
        ("hama/killed", "firing", "10:40", 3),
        ("homs/killed", "firing", "10:30", 6),
        ("hama/killed", "updated", "11:00", 4),
    ]


def far_ahead(toll: Any, said: Any, event: str, article: str) -> Any:
    statement = said(9, article_id=article, published="2099-01-01T00:00:00Z")
    place = Place(text=event, country="NO", where_prec=1)
    return toll(statement, event_key=f"{event}/killed", place=place, updated="2099-01-01T00:00:00Z")


def test_an_article_dated_far_ahead_ends_no_silence_and_no_wait(toll: Any, said: Any) -> None:
    stories = [at(toll, said, "10:00", "homs", 5), at(toll, said, "10:30", "homs", 6)]
    after = [at(toll, said, "10:50", "hama", 3), at(toll, said, "10:51", "homs", 7)]
    records = [silence("11:00", place="homs"), *stories, far_ahead(toll, said, "oslo", "wrong"), *after]
    alerts = run(Alerts(AlertSettings.model_validate({"severities": SEVERE})), records).on("alerts")
    told = [alert.event_key for alert in alerts if isinstance(alert, Alert)]
    assert told == ["oslo/killed", "hama/killed"]


def test_a_second_article_confirms_that_so_much_time_went_by(toll: Any, said: Any) -> None:
    records = [silence("11:00", place="homs"), at(toll, said, "10:00", "homs", 5)]
    records += [far_ahead(toll, said, "oslo", "one"), far_ahead(toll, said, "bergen", "another")]
    alerts = run(Alerts(AlertSettings.model_validate({"severities": SEVERE})), records).on("alerts")
    told = [alert.event_key for alert in alerts if isinstance(alert, Alert)]
    assert told == ["oslo/killed", "homs/killed", "bergen/killed"]


def test_two_tolls_of_one_article_confirm_nothing(toll: Any, said: Any) -> None:
    records = [silence("11:00", place="homs"), at(toll, said, "10:00", "homs", 5)]
    records += [far_ahead(toll, said, "oslo", "one"), far_ahead(toll, said, "bergen", "one")]
    alerts = run(Alerts(AlertSettings.model_validate({"severities": SEVERE})), records).on("alerts")
    assert "homs/killed" not in [alert.event_key for alert in alerts if isinstance(alert, Alert)]


def test_a_silence_that_is_cut_short_lets_go_at_once(told: Any) -> None:
    story = [silence("23:00", event="homs"), ("10:00", "homs", 5), silence("10:30", event="homs")]
    assert told(story) == [("homs/killed", "firing", "10:00", 5)]


def test_what_ended_under_a_silence_is_told_after_it(told: Any) -> None:
    story = [("08:00", "homs", 5), silence("11:00", measure="killed"), ("10:00", "homs", 0), ("12:00", "homs", 0)]
    assert told(story) == [("homs/killed", "firing", "08:00", 5), ("homs/killed", "resolved", "12:00", 0)]


def test_a_silence_has_one_id_however_it_ends() -> None:
    assert silence("11:00", place="Homs").id == silence("10:30", place="Homs").id


def test_a_digest_says_how_many_and_which(toll: Any, said: Any) -> None:
    records = [at(toll, said, f"10:{n:02}", f"town {n}", 1) for n in range(30)] + [at(toll, said, "12:00", "z", 1)]
    (counted,) = [
        alert for alert in run(Alerts(AlertSettings(flood_limit=3)), records).of(Alert) if alert.rule == "flood-digest"
    ]
    assert counted.headline.startswith("27 more alerts between 2012-03-09T10:00")
    assert counted.description.splitlines()[0].startswith("town 3")
    assert counted.description.endswith("and 7 more")


@pytest.mark.parametrize(
    ("status", "published", "expected"),
    [
        ("auto", "2012-03-09T10:00:00Z", "Exercise"),
        ("auto", "2026-11-01T10:00:00Z", "Actual"),
        ("Actual", "2012-03-09T10:00:00Z", "Actual"),
        ("Test", "2026-11-01T10:00:00Z", "Test"),
    ],
)
def test_old_news_is_an_exercise(toll: Any, said: Any, status: Any, published: str, expected: str) -> None:
    agent = Alerts(AlertSettings(status=status), today=dt.date(2026, 11, 20))
    alerts = run(agent, [toll(said(6), updated=published)]).of(Alert)
    assert {alert.status for alert in alerts} == {expected}


def test_a_part_of_other_days_is_not_kept_back(toll: Any, said: Any) -> None:
    whole = at(toll, said, "10:00", "sy", 40)
    day = EventTime(start="2012-03-05", end="2012-03-05", date_prec=1)
    part = toll(said(12), event_key="homs/killed", place=Place(text="Homs", country="SY", where_prec=1), event_time=day)
    assert len(run(Alerts(), [whole, part]).on("alerts")) == 2
