"""The alerts agent: rings the bell when a toll is worth it, and says what changed when it changes."""

from __future__ import annotations

from tocsin_agents.alerts.agent import Alerts
from tocsin_agents.alerts.rules import RULES, Rule
from tocsin_agents.alerts.settings import AlertSettings, RuleSettings
from tocsin_agents.alerts.silences import SILENCES, Silence

__all__ = ["RULES", "SILENCES", "AlertSettings", "Alerts", "Rule", "RuleSettings", "Silence"]
