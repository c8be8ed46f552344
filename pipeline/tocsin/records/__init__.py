"""The records that travel on topics, one module each, and their JSON Schemas."""

from __future__ import annotations

from tocsin.records.alert import Alert, AlertValues
from tocsin.records.anyrecord import AnyRecord
from tocsin.records.article import Article
from tocsin.records.base import IsoTime, Part, Record, iso_date, iso_datetime
from tocsin.records.claim import (
    Attribution,
    Claim,
    EventTime,
    Evidence,
    Extractor,
    Measure,
    Place,
    Previous,
    SourceType,
    Victim,
    VictimClass,
)
from tocsin.records.deadletter import DeadLetter, Handled
from tocsin.records.duplicate import Change, Duplicate, Passage
from tocsin.records.entities import Entities, Entity, Mention, PlaceCandidate, Role
from tocsin.records.story import Story
from tocsin.records.toll import Estimate, Statement, Toll

__all__ = [
    "Alert",
    "AlertValues",
    "AnyRecord",
    "Article",
    "Attribution",
    "Change",
    "Claim",
    "DeadLetter",
    "Duplicate",
    "Entities",
    "Entity",
    "Estimate",
    "EventTime",
    "Evidence",
    "Extractor",
    "Handled",
    "IsoTime",
    "Measure",
    "Mention",
    "Part",
    "Passage",
    "Place",
    "PlaceCandidate",
    "Previous",
    "Record",
    "Role",
    "SourceType",
    "Statement",
    "Story",
    "Toll",
    "Victim",
    "VictimClass",
    "iso_date",
    "iso_datetime",
]
