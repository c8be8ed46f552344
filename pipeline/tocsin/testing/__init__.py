"""Run agents without Kafka, with the same partitions, keys, batches, state and dead letters.

from tocsin.testing import article, run

def test_a_flood_is_noticed():
    assert run(Floods(), [article("The flood took the bridge.")]).of(Flood)
"""

from __future__ import annotations

from tocsin.testing.builders import article, articles, claim, claims, odd_articles
from tocsin.testing.clock import Clock
from tocsin.testing.contract import AgentContract
from tocsin.testing.running import Emitted, Run, run

__all__ = ["AgentContract", "Clock", "Emitted", "Run", "article", "articles", "claim", "claims", "odd_articles", "run"]
