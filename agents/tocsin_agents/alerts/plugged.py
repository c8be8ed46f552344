"""Rules of other packages: the function that a package announces becomes a rule with a topic of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tocsin import RuleFunction, Toll, current, load_rule
from tocsin_agents.alerts.rules import Rule
from tocsin_agents.alerts.settings import AlertSettings

__all__ = ["plugged"]


def plugged(names: Iterable[str], without: Iterable[str]) -> tuple[Rule, ...]:
    """Import the rules of these names, less those that the settings leave out; raise PluginError when one cannot be."""
    return tuple(_rule(name, load_rule(name)) for name in sorted(set(names) - set(without)))


def _rule(name: str, function: RuleFunction) -> Rule:
    def asked(toll: Toll) -> bool | Mapping[str, str] | None:
        try:
            return function(toll)
        except Exception as error:  # noqa: BLE001 - one rule that fails must not keep the others from ringing
            current().log.warning("rule_failed", rule=name, event_key=toll.event_key, error=repr(error))
            return None

    def holds(toll: Toll, _settings: AlertSettings) -> bool:
        answer = asked(toll)
        # Labels, even none at all, are a yes.
        return answer is not None and answer is not False

    def labels(toll: Toll) -> Mapping[str, str]:
        answer = asked(toll)
        return {str(label): str(value) for label, value in answer.items()} if isinstance(answer, Mapping) else {}

    return Rule(name, holds, labels_for=labels)
