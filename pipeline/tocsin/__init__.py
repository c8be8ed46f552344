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
    RetryableError,
    SettingsError,
    StateError,
    TocsinError,
    TopicError,
    WiringError,
)
from tocsin.plugins.agent import Agent, BatchAgent, Emit, Explains, Output, StatefulAgent
from tocsin.plugins.context import Context, current, current_batch
from tocsin.plugins.function import agent
from tocsin.plugins.spec import Spec
from tocsin.plugins.state import State, Store, View
from tocsin.records import (
    Alert,
    AlertValues,
    AnyRecord,
    Article,
    Attribution,
    Change,
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
    Passage,
    Place,
    Previous,
    Record,
    SourceType,
    Statement,
    Story,
    Toll,
    Victim,
    VictimClass,
    iso_date,
    iso_datetime,
)
from tocsin.records.codec import content_id
from tocsin.topics.table import Topic, alerts_of

__all__ = [
    "Agent",
    "Alert",
    "AlertValues",
    "AnyRecord",
    "Article",
    "Attribution",
    "BatchAgent",
    "BrokerError",
    "Change",
    "Claim",
    "Context",
    "DeadLetter",
    "Duplicate",
    "Emit",
    "Entities",
    "Entity",
    "Estimate",
    "EventTime",
    "Evidence",
    "Explains",
    "Extractor",
    "InputError",
    "IsoTime",
    "Measure",
    "Mention",
    "Output",
    "Part",
    "Passage",
    "Place",
    "PluginError",
    "Previous",
    "Record",
    "RecordError",
    "RetryableError",
    "SettingsError",
    "SourceType",
    "Spec",
    "State",
    "StateError",
    "StatefulAgent",
    "Statement",
    "Store",
    "Story",
    "TocsinError",
    "Toll",
    "Topic",
    "TopicError",
    "Victim",
    "VictimClass",
    "View",
    "WiringError",
    "agent",
    "alerts_of",
    "content_id",
    "current",
    "current_batch",
    "iso_date",
    "iso_datetime",
]

__version__ = "0.1.0"
