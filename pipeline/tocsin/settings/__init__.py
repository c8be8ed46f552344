"""Settings: from the environment, from `tocsin.toml`, from defaults, in this order.

Kafka's own settings keep the names the world uses (`KAFKA_BOOTSTRAP_SERVERS`); everything else is `TOCSIN_...`. Secrets
come from the environment or from files, never from the command line.
"""

from tocsin.settings.agents import agent_settings, variable_of
from tocsin.settings.loading import load_settings
from tocsin.settings.model import MEBIBYTE, Settings
from tocsin.settings.tables import read_tables

__all__ = ["MEBIBYTE", "Settings", "agent_settings", "load_settings", "read_tables", "variable_of"]
