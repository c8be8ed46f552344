"""Whether what was written by one schema can be read by another: JSON Schemas, compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

__all__ = ["Comparison", "breaking_changes", "unreadable"]

Schema = dict[str, Any]

GROWING = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
SHRINKING = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")


def breaking_changes(old: Schema, new: Schema) -> list[str]:
    """Say what in a new schema breaks with an old one: removed fields, narrowed types, newly required fields.

    What remains is additive: what was written by the old schema can be read by the new one, and who reads what the new one
    writes finds every field that there was.
    """
    return list(Comparison(old, new, removals=True).differences())


def unreadable(written: Schema, read: Schema) -> list[str]:
    """Say why a reader with a schema of its own could not read what is written; fields it does not name do not matter."""
    return list(Comparison(written, read, removals=False).differences())


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents, each a schema that the references in it are resolved against."""

    old: Schema
    new: Schema
    removals: bool
    """Whether a field that is gone counts, and a field that is merely optional does not satisfy who requires it."""

    def differences(self) -> Iterator[str]:
        """Go through both, from the top."""
        yield from self._compare(self.old, self.new, "", frozenset())

    def _compare(self, old: Any, new: Any, path: str, seen: frozenset[tuple[str, str]]) -> Iterator[str]:  # noqa: ANN401
        pair = (_reference(old), _reference(new))
        if all(pair):
            if pair in seen:
                return
            seen |= {pair}
        old, new = _resolved(old, self.old), _resolved(new, self.new)
        if new is True or not new:
            return
        if "anyOf" in old or "anyOf" in new:
            yield from self._alternatives(old, new, path, seen)
            return
        yield from _types(old, new, path)
        yield from _values(old, new, path)
        yield from _bounds(old, new, path)
        yield from self._fields(old, new, path, seen)
        if isinstance(old.get("items"), dict) and "items" in new:
            yield from self._compare(old["items"], new["items"], f"{path}[]", seen)
        if isinstance(old.get("additionalProperties"), dict) and isinstance(new.get("additionalProperties"), dict):
            yield from self._compare(old["additionalProperties"], new["additionalProperties"], f"{path}.*", seen)

    def _alternatives(self, old: Schema, new: Schema, path: str, seen: frozenset[tuple[str, str]]) -> Iterator[str]:
        choices = new.get("anyOf", [new])
        for each in old.get("anyOf", [old]):
            tries = [list(self._compare(each, choice, path, seen)) for choice in choices]
            if all(tries):
                yield min(tries, key=len)[0] if len(tries) == 1 else f"{_at(path)} may no longer be {_named(each)}"

    def _fields(self, old: Schema, new: Schema, path: str, seen: frozenset[tuple[str, str]]) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name in before:
            if name in after:
                yield from self._compare(before[name], after[name], f"{path}.{name}", seen)
            elif self.removals:
                yield f"{_at(f'{path}.{name}')} is gone"
        given = set(old.get("required", ())) if self.removals else set(before)
        for name in new.get("required", ()):
            computed = isinstance(after.get(name), dict) and after[name].get("readOnly")
            if name not in given and not computed:
                yield f"{_at(f'{path}.{name}')} is required" + ("" if name in before else ", and was not there")


def _reference(schema: Any) -> str:  # noqa: ANN401 - true, false or an object
    return str(schema.get("$ref", "")) if isinstance(schema, dict) else ""


def _resolved(schema: Any, document: Schema) -> Any:  # noqa: ANN401 - true, false or an object
    while reference := _reference(schema):
        found: Any = document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    return schema


def _types(old: Schema, new: Schema, path: str) -> Iterator[str]:
    allowed = _type_names(new)
    if allowed is None:
        return
    before = _type_names(old)
    if before is None:
        yield f"{_at(path)} was anything, and is {' or '.join(sorted(allowed))}"
    elif lost := before - allowed - ({"integer"} if "number" in allowed else set()):
        yield f"{_at(path)} was {' or '.join(sorted(lost))}, and is {' or '.join(sorted(allowed))}"


def _type_names(schema: Schema) -> set[str] | None:
    names = schema.get("type")
    return None if names is None else {names} if isinstance(names, str) else set(names)


def _values(old: Schema, new: Schema, path: str) -> Iterator[str]:
    allowed = _enumerated(new)
    if allowed is None:
        return
    before = _enumerated(old)
    if before is None:
        yield f"{_at(path)} was any value, and is one of {len(allowed)}"
    elif lost := [value for value in before if value not in allowed]:
        yield f"{_at(path)} may no longer be {', '.join(map(repr, lost))}"


def _enumerated(schema: Schema) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _bounds(old: Schema, new: Schema, path: str) -> Iterator[str]:
    for names, sign in ((GROWING, 1), (SHRINKING, -1)):
        for name in names:
            if name in new and (name not in old or sign * new[name] > sign * old[name]):
                yield f"{_at(path)} has the {name} {new[name]}, and had {old.get(name, 'none')}"
    if "pattern" in new and new["pattern"] != old.get("pattern"):
        yield f"{_at(path)} must match another pattern"


def _named(schema: Schema) -> str:
    return str(schema.get("type") or _reference(schema).rpartition("/")[2] or "what it was")


def _at(path: str) -> str:
    return path.removeprefix(".") or "the record"
