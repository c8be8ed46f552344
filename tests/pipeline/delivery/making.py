"""Alerts for tests: plain ones, and any that Hypothesis can think of, text that means harm included."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from tocsin import Alert, AlertValues, Attribution, EventTime, Place, Statement

__all__ = ["HOSTILE", "NOON", "alert_of", "any_alerts"]

NOON = dt.datetime(2012, 3, 10, 12, 0, tzinfo=dt.UTC)

HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("\x00\x0b\x1b\x85\ufffe\uffff\ud800\u202e\u2028<>&\"']], ")), max_size=40
)
numbers = st.none() | st.integers(0, 10**7)
days = st.none() | st.dates().map(lambda day: day.isoformat())

statements = st.builds(
    Statement,
    claim_id=HOSTILE,
    article_id=HOSTILE,
    low=numbers,
    attribution=st.lists(st.builds(Attribution, name=HOSTILE, type=st.just("police")), max_size=2).map(tuple),
    source=st.none() | HOSTILE,
    title=HOSTILE,
    quote=HOSTILE,
    superseded=st.booleans(),
)
places = st.builds(
    Place,
    text=HOSTILE,
    country=st.none() | HOSTILE | st.just("SY"),
    adm1=st.none() | HOSTILE,
    lat=st.none() | st.floats(),
    lon=st.none() | st.floats(),
    where_prec=st.none() | st.integers(1, 7),
)
any_alerts = st.builds(
    Alert,
    id=HOSTILE.map(lambda text: text.encode("utf-8", "replace").decode()),  # no record takes a surrogate there
    labels=st.dictionaries(HOSTILE, HOSTILE, min_size=1, max_size=2),
    rule=HOSTILE,
    rules=st.lists(HOSTILE, max_size=2).map(tuple),
    state=st.sampled_from(["firing", "updated", "resolved", "cancelled"]),
    revision=st.integers(1, 9),
    status=st.sampled_from(["Actual", "Exercise", "Test"]),
    severity=st.sampled_from(["Extreme", "Severe", "Moderate", "Minor", "Unknown"]),
    certainty=st.sampled_from(["Observed", "Likely", "Possible", "Unlikely", "Unknown"]),
    headline=HOSTILE,
    description=HOSTILE,
    event_key=HOSTILE,
    measure=st.sampled_from([None, "killed", "displaced"]),
    values=st.builds(AlertValues, low=numbers, best=numbers, high=numbers),
    previous=st.none() | st.builds(AlertValues, low=numbers, best=numbers, high=numbers),
    policy=st.sampled_from([None, "latest"]),
    alternatives=st.dictionaries(st.sampled_from(["latest", "conservative"]), numbers),
    grade=st.sampled_from([None, "weak", "contested"]),
    place=st.none() | places,
    event_time=st.none() | st.builds(EventTime, start=days),
    sent=st.sampled_from([None, "2012-03-09", "2012-03-09T18:30:00+02:00", "0500-01-01"]),
    statements=st.lists(statements, max_size=3).map(tuple),
    parts=st.lists(statements, max_size=2).map(tuple),
)


def alert_of(**fields: Any) -> Alert:
    """Give an alert of two outlets that disagree, with some fields otherwise."""
    said = [
        Statement(
            claim_id=f"c{low}",
            article_id=f"a{low}",
            low=low,
            best=low,
            attribution=(Attribution(name=who, type="opposition"),),
            source=outlet,
            published="2012-03-10",
            quote=f"{who} said {low} people died in shelling.",
        )
        for low, who, outlet in ((12, "Residents", "The Courier"), (19, "A monitor", "Morning Post"))
    ]
    plain: dict[str, Any] = {
        "labels": {"event": "sy/homs/2012-03-09", "measure": "killed"},
        "rule": "toll-conflict",
        "rules": ("toll-conflict", "toll-threshold"),
        "severity": "Severe",
        "certainty": "Possible",
        "headline": "Homs, Friday 9 March 2012: 12 to 19 reported killed",
        "description": "Residents: 12 killed\nA monitor: 19 killed",
        "event_key": "sy/homs/2012-03-09",
        "measure": "killed",
        "values": AlertValues(low=12, best=12),
        "policy": "latest",
        "grade": "contested",
        "sources": 2,
        "place": Place(text="Homs", country="SY", lat=34.73, lon=36.72, where_prec=2),
        "event_time": EventTime(start="2012-03-09", end="2012-03-09"),
        "sent": "2012-03-10",
        "statements": tuple(said),
    }
    return Alert(**(plain | fields))
