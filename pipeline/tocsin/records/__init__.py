"""The records that travel on topics, one module each, and their JSON Schemas."""

from __future__ import annotations

from tocsin.records.alert import Alert, AlertValues
from tocsin.records.article import Article
from tocsin.records.base import IsoTime, Part, Record, iso_date, iso_datetime
from tocsin.records.claim import Attribution, Claim, EventTime, Evidence, Extractor, Measure, Place, Previous, Victim
from tocsin.records.deadletter import DeadLetter
from tocsin.records.duplicate import Duplicate
from tocsin.records.entities import Entities, Entity, Mention
from tocsin.records.toll import Estimate, Statement, Toll

__all__ = [
    "Alert",
    "AlertValues",
    "Article",
    "Attribution",
    "Claim",
    "DeadLetter",
    "Duplicate",
    "Entities",
    "Entity",
    "Estimate",
    "EventTime",
    "Evidence",
    "Extractor",
    "IsoTime",
    "Measure",
    "Mention",
    "Part",
    "Place",
    "Previous",
    "Record",
    "Statement",
    "Toll",
    "Victim",
    "iso_date",
    "iso_datetime",
]
