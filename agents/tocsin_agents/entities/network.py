"""The arithmetic of spaCy's name tagger, as three matrix products a word: the same answers as spaCy's own, several times as fast.

spaCy's tagger looks at each word and four words to either side (four layers of a window of three), and then decides word by word,
with nothing else in mind than where the name that it is in began. So any stretch of a text can be read for itself, with
four words around it, and all words of a batch at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["REACH", "Features", "Indexes", "Matrix", "Network"]

Matrix = NDArray[np.float32]
Indexes = NDArray[np.intp]
Features = tuple[Matrix, Matrix, Matrix]
"""What each word adds to a decision: as the word decided on, as the first of the open name, as the one before."""

REACH = 4
"""Words to either side that one word's decision depends on: the depth of spaCy's encoder times its window of one."""
WINDOW = 1
EPSILON = 1e-8
WORD_FEATURES = frozenset({"NORM", "PREFIX", "SUFFIX", "SHAPE", "LOWER", "ORTH", "IS_SPACE"})
"""Features of a word that are the same wherever it stands."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the encoder: a maxout of three neighbours, normalised. Its pieces stand one after the other in `weights`."""

    weights: Matrix
    bias: Matrix
    gain: Matrix
    shift: Matrix


class Network:
    """The weights of one model. `moves` are what it can decide, such as "B-ORG"."""

    def __init__(self, pipeline: Language) -> None:
        tagger: Any = pipeline.get_pipe("ner")
        reading = tagger.model.get_ref("tok2vec")
        words, encoder = reading.layers[0].layers
        self.embedding: Any = words
        self.width: int = words.get_dim("nO")
        self._layers = [_layer(residual) for residual in encoder.layers[0].layers]
        self._narrow, self._narrow_bias = reading.layers[-1].get_param("W").T.copy(), reading.layers[-1].get_param("b")
        lower, upper = tagger.model.get_ref("lower"), tagger.model.get_ref("upper")
        self._hidden = lower.get_dim("nO")
        self._parts = [_pieces_apart(weights).T.copy() for weights in lower.get_param("W")]
        self._bias = _pieces_apart(lower.get_param("b")[..., None])[:, 0]
        _, first, before = (_pieces_apart(row[..., None])[:, 0] for row in lower.get_param("pad")[0])
        self._closed = first + before + self._bias
        self._upper, self._upper_bias = upper.get_param("W").T.copy(), upper.get_param("b")
        # `move_names` leaves one out and so has other numbers.
        self.moves = tuple(tagger.moves.get_class_name(move) for move in range(tagger.moves.n_moves))

    @staticmethod
    def reads(pipeline: Language) -> bool:
        """Tell whether a pipeline's tagger is built as this one is, as those of spaCy's small, medium and large models are."""
        config = pipeline.config["components"].get("ner", {})
        model = config.get("model", {})
        reading = model.get("tok2vec", {})
        embed, encode = reading.get("embed", {}), reading.get("encode", {})
        return (
            config.get("factory") == "ner"
            and pipeline.pipe_names == ["ner"]
            and str(model.get("@architectures")).startswith("spacy.TransitionBasedParser.v2")
            and bool(model.get("use_upper"))
            and not model.get("extra_state_tokens")
            and model.get("maxout_pieces", 0) > 1
            and embed.get("@architectures") == "spacy.MultiHashEmbed.v2"
            and WORD_FEATURES.issuperset(embed.get("attrs", ("?",)))
            and encode.get("@architectures") == "spacy.MaxoutWindowEncoder.v2"
            and (encode.get("depth"), encode.get("window_size")) == (REACH, WINDOW)
        )

    def features(self, words: Matrix) -> Features:
        """Read words, one row each, in a line: those fewer than `REACH` rows from where the line is broken are not read rightly."""
        for layer in self._layers:
            words = words + _normalised(layer, _maxout(layer, words))
        narrow = words @ self._narrow + self._narrow_bias
        return narrow @ self._parts[0], narrow @ self._parts[1], narrow @ self._parts[2]

    def at(self, words: Matrix, chosen: Indexes) -> Features:
        """Read words as `features` does, and keep the rows `chosen`."""
        now, first, before = self.features(words)
        return now[chosen], first[chosen], before[chosen]

    def opening(self, features: Features) -> Matrix:
        """Score every move for every word, as long as no name is open; the higher the surer."""
        return self._scores(features[0] + self._closed)

    def inside(self, features: Features, first: Indexes, at: Indexes) -> Matrix:
        """Score every move for the words `at`, each inside a name that began with the word `first`."""
        return self._scores(features[0][at] + features[1][first] + features[2][at - 1] + self._bias)

    def _scores(self, hidden: Matrix) -> Matrix:
        scores: Matrix = np.maximum(hidden[:, : self._hidden], hidden[:, self._hidden :]) @ self._upper
        scores += self._upper_bias
        return scores


def _layer(residual: Any) -> Layer:  # noqa: ANN401 - thinc's models are untyped
    parts = {part.name: part for part in residual.walk()}
    maxout, norm = parts["maxout"], parts["layernorm"]
    return Layer(
        weights=_pieces_apart(maxout.get_param("W")).T.copy(),
        bias=_pieces_apart(maxout.get_param("b")[..., None])[:, 0],
        gain=norm.get_param("G"),
        shift=norm.get_param("b"),
    )


def _pieces_apart(weights: Matrix) -> Matrix:
    """Give weights of shape (outputs, pieces, inputs) as (pieces x outputs, inputs)."""
    outputs, pieces, inputs = weights.shape
    return np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * outputs, inputs))


def _maxout(layer: Layer, words: Matrix) -> Matrix:
    count, width = words.shape
    beside = np.zeros((count, 3 * width), np.float32)
    beside[1:, :width] = words[:-1]
    beside[:, width : 2 * width] = words
    beside[:-1, 2 * width :] = words[1:]
    pieces = beside @ layer.weights
    pieces += layer.bias
    best = pieces[:, :width]
    for start in range(width, pieces.shape[1], width):
        best = np.maximum(best, pieces[:, start : start + width])
    return best


def _normalised(layer: Layer, words: Matrix) -> Matrix:
    words -= words.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", words, words) / words.shape[1] + EPSILON
    words *= (1 / np.sqrt(spread))[:, None]
    words *= layer.gain
    words += layer.shift
    return words
