"""Every error is a TocsinError, with a message for what happened and a hint for what to do."""

import pytest

import tocsin
from tocsin import InputError, PluginError, TocsinError, WiringError, errors

TREE = [getattr(errors, name) for name in errors.__all__]


@pytest.mark.parametrize("error_class", TREE)
def test_an_error_says_what_happened_and_what_to_do(error_class: type[TocsinError]) -> None:
    error = error_class("It broke.", hint="Mend it.")
    assert (error.message, error.hint, str(error)) == ("It broke.", "Mend it.", "It broke. Mend it.")
    assert issubclass(error_class, TocsinError)


@pytest.mark.parametrize("error_class", TREE)
def test_a_hint_may_be_missing(error_class: type[TocsinError]) -> None:
    assert str(error_class("It broke.")) == "It broke."


@pytest.mark.parametrize(("said", "message"), [("a: b..", "a: b."), ("a: b...", "a: b..."), ("..", ".")])
def test_a_sentence_ends_with_one_full_stop(said: str, message: str) -> None:
    error = TocsinError(said)
    assert (error.message, str(error)) == (message, message)


def test_an_input_error_begins_with_the_place() -> None:
    error = InputError("not JSON.", where="feed.jsonl:17")
    assert (error.message, error.where) == ("feed.jsonl:17: not JSON.", "feed.jsonl:17")


def test_a_wiring_error_is_a_plugin_error() -> None:
    assert issubclass(WiringError, PluginError)


def test_the_tree_in_the_docstring_names_every_error() -> None:
    drawn = [line.strip(" │├└─").split()[0] for line in (errors.__doc__ or "").splitlines() if "Error " in line]
    assert sorted(drawn) == sorted(errors.__all__)


def test_every_error_is_public() -> None:
    assert set(errors.__all__) <= set(tocsin.__all__)
