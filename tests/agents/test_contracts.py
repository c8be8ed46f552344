"""The built-in agents keep what every agent owes."""

from collections.abc import Sequence

from pydantic import BaseModel

from tocsin import Toll
from tocsin.plugins.agent import AnyAgent
from tocsin.testing import AgentContract, claims, run
from tocsin_agents.alerts import Alerts
from tocsin_agents.casualties import Casualties
from tocsin_agents.dedup import Dedup
from tocsin_agents.entities import EntityTagger
from tocsin_agents.stories import Stories
from tocsin_agents.tolls import Tolls


class TestDedup(AgentContract):
    def agent(self) -> AnyAgent:
        return Dedup()


class TestEntities(AgentContract):
    def agent(self) -> AnyAgent:
        return EntityTagger()


class TestCasualties(AgentContract):
    def agent(self) -> AnyAgent:
        return Casualties()


class TestStories(AgentContract):
    def agent(self) -> AnyAgent:
        return Stories()


class TestTolls(AgentContract):
    def agent(self) -> AnyAgent:
        return Tolls()


class TestAlerts(AgentContract):
    def agent(self) -> AnyAgent:
        return Alerts()

    def records(self) -> Sequence[BaseModel]:
        return run(Tolls(), claims()).of(Toll)
