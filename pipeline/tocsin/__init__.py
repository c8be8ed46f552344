"""Tocsin turns a stream of news articles into alerts about people killed, injured, missing or displaced.

This is the public door: what is named in `__all__` here and in `tocsin.testing` is public, nothing else is. Importing it
loads neither Faust nor spaCy.
"""

from __future__ import annotations

from tocsin.errors import (
    BrokerError,
    InputError,
    PluginError,
    RecordError,
    SettingsError,
    StateError,
    TocsinError,
    TopicError,
    WiringError,
)
from tocsin.plugins.agent import Agent, BatchAgent, Emit, Output, StatefulAgent
from tocsin.plugins.spec import Spec
from tocsin.plugins.state import State, Store, View
from tocsin.records import (
    Alert,
    AlertValues,
    Article,
    Attribution,
    Claim,
    DeadLetter,
    Duplicate,
    Entities,
    Entity,
    Estimate,
    EventTime,
    Evidence,
    Extractor,
    IsoTime,
    Measure,
    Mention,
    Part,
    Place,
    Previous,
    Record,
    Statement,
    Toll,
    Victim,
    iso_date,
    iso_datetime,
)
from tocsin.records.codec import content_id
from tocsin.topics.table import Topic, alerts_of

__all__ = [
    "Agent",
    "Alert",
    "AlertValues",
    "Article",
    "Attribution",
    "BatchAgent",
    "BrokerError",
    "Claim",
    "DeadLetter",
    "Duplicate",
    "Emit",
    "Entities",
    "Entity",
    "Estimate",
    "EventTime",
    "Evidence",
    "Extractor",
    "InputError",
    "IsoTime",
    "Measure",
    "Mention",
    "Output",
    "Part",
    "Place",
    "PluginError",
    "Previous",
    "Record",
    "RecordError",
    "SettingsError",
    "Spec",
    "State",
    "StateError",
    "StatefulAgent",
    "Statement",
    "Store",
    "TocsinError",
    "Toll",
    "Topic",
    "TopicError",
    "Victim",
    "View",
    "WiringError",
    "alerts_of",
    "content_id",
    "iso_date",
    "iso_datetime",
]

__version__ = "0.1.0"
