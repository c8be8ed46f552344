"""Rules that watch for people, organisations and places named beside a toll."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from tocsin import Alert, Entities, Entity
from tocsin.testing import run
from tocsin_agents.alerts import Alerts, AlertSettings

ANNAN = Entity(key="person:kofi annan", name="Kofi Annan", type="PERSON", mentions=2)
DAMASCUS = Entity(key="geonames:170654", name="Damascus", type="GPE", mentions=1, linked=True)


def watching(*names: str, settings: dict[str, Any] | None = None, **rule: Any) -> AlertSettings:
    watch = {"name": "annan", "kind": "entity-watch", "entities": names, "least": 1, **rule}
    return AlertSettings.model_validate({"thresholds": {}, "rules": [watch], **(settings or {})})


def naming(article: str, *entities: Entity) -> Entities:
    return Entities(article_id=article, published="2012-03-10", entities=entities)


def told(settings: AlertSettings, *records: Any, restart: bool = False) -> list[Alert]:
    outcome = run(Alerts(settings), records, restart_between=restart)
    assert outcome.failed == ()
    return [alert for alert in outcome.on("alerts.entity-watch") if isinstance(alert, Alert)]


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("first", ["names", "toll"])
def test_it_rings_whichever_comes_first(toll: Any, said: Any, first: str, restart: bool) -> None:  # noqa: FBT001
    records = [naming("a", ANNAN, DAMASCUS), toll(said(6))]
    if first == "toll":
        records.reverse()
    (alert,) = told(watching("Kofi Annan"), *records, restart=restart)
    assert (alert.state, alert.rules, alert.rule_labels) == ("firing", ("annan",), {"entity": "Kofi Annan"})


@pytest.mark.parametrize("name", ["kofi annan", "KOFI  ANNÁN", "person:kofi annan", "geonames:170654"])
def test_names_and_keys_are_compared_without_capitals_and_marks(toll: Any, said: Any, name: str) -> None:
    assert told(watching(name), naming("a", ANNAN, DAMASCUS), toll(said(6)))


def test_it_rings_for_no_other_article_and_no_other_name(toll: Any, said: Any) -> None:
    assert told(watching("Kofi Annan"), naming("b", ANNAN), toll(said(6))) == []
    assert told(watching("Annan"), naming("a", ANNAN), toll(said(6))) == []


def test_its_other_conditions_hold_too(toll: Any, said: Any) -> None:
    assert told(watching("Kofi Annan", least=7), naming("a", ANNAN), toll(said(6))) == []
    assert told(watching("Kofi Annan", places=["TR"]), naming("a", ANNAN), toll(said(6))) == []


def test_an_alert_that_rang_is_updated_when_the_name_is_found(toll: Any, said: Any) -> None:
    both = watching("Kofi Annan", settings={"thresholds": {"killed": 1}})
    alerts = [
        alert
        for alert in run(Alerts(both), [toll(said(6)), naming("a", ANNAN)]).on("alerts")
        if isinstance(alert, Alert)
    ]
    assert [(alert.revision, alert.rules) for alert in alerts] == [
        (1, ("toll-threshold",)),
        (2, ("annan", "toll-threshold")),
    ]
    assert len({alert.id for alert in alerts}) == 1


def test_it_ends_when_the_article_that_names_them_no_longer_counts(toll: Any, said: Any) -> None:
    later = toll(said(6, superseded=True), said(9, article_id="b"), updated="2012-03-11T08:00:00Z")
    alerts = told(watching("Kofi Annan"), naming("a", ANNAN), toll(said(6)), naming("b"), later)
    assert [alert.state for alert in alerts] == ["firing", "resolved"]


def test_what_is_awaited_is_bounded(toll: Any, said: Any) -> None:
    settings = watching("Kofi Annan", settings={"most_remembered": 10})
    tolls = [toll(said(6, article_id=f"{n}"), event_key=f"e{n}/killed") for n in range(40)]
    agent = Alerts(settings)
    outcome = run(agent, [*tolls, naming("39", ANNAN)])
    assert [alert.event_key for alert in outcome.of(Alert)][:1] == ["e39/killed"]


@pytest.mark.parametrize(
    "wrong",
    [{"name": "x", "kind": "entity-watch"}, {"name": "x", "kind": "toll-threshold", "entities": ["Kofi Annan"]}],
)
def test_whom_it_watches_for_must_be_said_and_only_there(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="entit"):
        AlertSettings.model_validate({"rules": [wrong]})
