"""The spaCy model: loaded for named entities alone, and asked for the names in texts of any length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tocsin import PluginError
from tocsin_agents.entities.pieces import pieces

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["NAMES", "Model", "Tagged", "load"]

NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
"""The OntoNotes 5 labels that are names; the others are dates and quantities."""
SPARE = ("parser", "senter", "tagger", "morphologizer", "attribute_ruler", "lemmatizer", "textcat")
"""What spaCy's English pipelines hold besides; without it they are twice as fast."""

Tagged = tuple[int, int, str]
"""Start, end and label of a name in a text, half-open, in characters."""


class Model:
    """A loaded model. `version` names it and its version."""

    def __init__(self, pipeline: Language, batch: int) -> None:
        self._pipeline = pipeline
        self._batch = batch
        meta = pipeline.meta
        self.version = f"{meta['lang']}_{meta['name']} {meta['version']}"

    def tag(self, texts: Sequence[str]) -> list[list[Tagged]]:
        """Give the names of each text, in order."""
        cut = [(index, offset, piece) for index, text in enumerate(texts) for offset, piece in pieces(text)]
        found: list[list[Tagged]] = [[] for _ in texts]
        documents = self._pipeline.pipe((piece for _, _, piece in cut), batch_size=self._batch)
        for (index, offset, _), document in zip(cut, documents, strict=True):
            found[index].extend(
                (offset + name.start_char, offset + name.end_char, name.label_)
                for name in document.ents
                if name.label_ in NAMES
            )
        return found


def load(name: str, batch: int) -> Model:
    """Load an installed model by its package's name, or one from a folder by its path."""
    import spacy  # noqa: PLC0415 - it takes a second and 100 MB, which only a running tagger should pay

    try:
        pipeline = spacy.load(name, exclude=SPARE)
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
    return Model(pipeline, batch)
