"""The models: spaCy's, loaded for named entities alone and once in a process, and asked for the names in texts of any length."""

from __future__ import annotations

import functools
import importlib.util
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tocsin import PluginError
from tocsin_agents.entities.pieces import pieces

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["NAMES", "SPARE", "Model", "Pipeline", "Tagged", "folder_of", "load"]

NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
"""The OntoNotes 5 labels that are names; the others are dates and quantities."""
SPARE = ("tok2vec", "parser", "senter", "tagger", "morphologizer", "attribute_ruler", "lemmatizer", "textcat")
"""What spaCy's English pipelines hold besides; the names do without it."""
OLDER = r"\[W095\]"
"""spaCy's remark that a model was made for an earlier version; those of 3.7 find the same names in 3.8."""
AT_ONCE = 8
"""Pieces that spaCy's own pipeline reads together; more are hardly faster, and take memory (64: 0.8 GB)."""

Tagged = tuple[int, int, str]
"""Start, end and label of a name in a text, half-open, in characters."""


class Reads(Protocol):
    """Whatever finds the names in short texts."""

    def tag(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Give the names of each text, in order."""


class Model:
    """One or several loaded models. `version` names them and their versions."""

    def __init__(self, reader: Reads, version: str) -> None:
        self._reader = reader
        self.version = version

    def tag(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Give the names of each text, in order."""
        cut = [(index, offset, piece) for index, text in enumerate(texts) for offset, piece in pieces(text)]
        found: list[list[Tagged]] = [[] for _ in texts]
        tagged = self._reader.tag([piece for _, _, piece in cut])
        for (index, offset, _), names in zip(cut, tagged, strict=True):
            found[index].extend((offset + start, offset + end, label) for start, end, label in names if label in NAMES)
        return found


class Pipeline:
    """A pipeline that only spaCy itself can run, such as one with a transformer."""

    def __init__(self, pipeline: Language) -> None:
        self._pipeline = pipeline

    def tag(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Give the names of each text, in order."""
        documents = self._pipeline.pipe(texts, batch_size=AT_ONCE)
        return [[(name.start_char, name.end_char, name.label_) for name in document.ents] for document in documents]


@functools.cache
def load(names: tuple[str, ...]) -> Model:
    """Load models by their packages' names, or from folders by their paths; whoever asks again gets the same."""
    from tocsin_agents.entities.network import Network  # noqa: PLC0415 - only a running tagger should load numpy
    from tocsin_agents.entities.reader import Reader  # noqa: PLC0415

    pipelines = [_pipeline(name) for name in names]
    version = " + ".join(f"{own.meta['lang']}_{own.meta['name']} {own.meta['version']}" for own in pipelines)
    if all(Network.reads(pipeline) for pipeline in pipelines):
        return Model(Reader(pipelines), version)
    if len(pipelines) > 1:
        raise PluginError(
            f"The spaCy models {', '.join(names)} cannot be used together.",
            hint="Only models built like spaCy's small, medium and large English ones can; set `model` to one of them.",
        )
    return Model(Pipeline(pipelines[0]), version)


def _pipeline(name: str) -> Language:
    import spacy  # noqa: PLC0415 - it takes a second and 100 MB, which only a running tagger should pay

    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=OLDER)
            folder = folder_of(name)
            pipeline = spacy.load(folder or name, exclude=SPARE if folder and _stands_alone(folder) else ())
    except (OSError, ValueError) as error:
        raise PluginError(
            f"The spaCy model {name!r} cannot be loaded.",
            hint='Install it (pip install "tocsin[model]"), or set `model` to one that is installed or to its folder.',
        ) from error
    if "ner" not in pipeline.pipe_names:
        raise PluginError(
            f"The spaCy model {name!r} finds no named entities.",
            hint=f"It needs a component called ner; it has {', '.join(pipeline.pipe_names) or 'none'}.",
        )
    return pipeline


def _stands_alone(folder: Path) -> bool:
    """Tell whether the tagger of a model has a network of its own, and does not listen to another component's."""
    from spacy.util import load_config  # noqa: PLC0415 - as above

    return "Listener" not in str(load_config(folder / "config.cfg")["components"].get("ner"))


def folder_of(name: str) -> Path | None:
    """Find the folder of a model, which some packages keep further inside than spaCy looks."""
    if (Path(name) / "config.cfg").is_file():
        return Path(name)
    try:
        found = importlib.util.find_spec(name) if name.isidentifier() else None
    except (ImportError, ValueError):
        return None
    places = (found.submodule_search_locations or ()) if found else ()
    return next((config.parent for place in places for config in sorted(Path(place).glob("*/config.cfg"))), None)
