"""Countries by the names that English news gives them."""

from __future__ import annotations

from functools import cache

from tocsin_agents.places.folding import key_of
from tocsin_agents.places.lexicon import rows

__all__ = ["country_code"]


def country_code(name: str) -> str | None:
    """Give the ISO 3166-1 alpha-2 code of a country that is named, in any case and with any accents; None for others."""
    return _codes().get(key_of(name))


@cache
def _codes() -> dict[str, str]:
    return {key_of(name): code for code, _, _, names, *_ in rows("countries.tsv") for name in names.split("|")}
