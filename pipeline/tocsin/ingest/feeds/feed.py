"""Which feeds are followed: the `[[feeds]]` tables of `tocsin.toml`, and addresses given by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tocsin.errors import SettingsError
from tocsin.mistakes import place, wording
from tocsin.settings import Settings, read_tables

__all__ = ["Feed", "feeds_of"]


class Feed(BaseModel):
    """One `[[feeds]]` table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str = Field(description="Address of the feed: http or https.")
    name: str = Field(
        default="", max_length=200, description="The outlet, as `source` of its articles; the feed's title."
    )
    interval_minutes: float = Field(
        default=15, ge=1, le=24 * 60, description="How long to wait before the feed is asked again."
    )
    allow_private: bool = Field(default=False, description="Whether the address may be within a private network.")

    @field_validator("url")
    @classmethod
    def _plain_address(cls, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            message = "must be an http or https address"
            raise ValueError(message)
        if parts.username or parts.password:
            message = "must hold no user or password"
            raise ValueError(message)
        _ = parts.port  # raises ValueError when it is none
        return url

    @field_validator("name")
    @classmethod
    def _printable(cls, name: str) -> str:
        if not name.isprintable():
            message = "must be on one line"
            raise ValueError(message)
        return name


def feeds_of(settings: Settings, urls: Sequence[str] = (), **given: object) -> tuple[Feed, ...]:
    """Give the feeds at some addresses, with what is given for all of them; without addresses those of `[[feeds]]`.

    Raises SettingsError that names what is wrong, and for an address that is named twice.
    """
    found = [_at(url, given) for url in urls] or list(read_tables(settings, "feeds", Feed, given))
    known = [feed.url for feed in found]
    for url in known:
        if known.count(url) > 1:
            raise SettingsError(f"A feed is named twice: {url}.", hint="Name it once.")
    return tuple(found)


def _at(url: str, given: Mapping[str, object]) -> Feed:
    try:
        return Feed.model_validate({"url": url, **given})
    except ValidationError as error:
        detail = error.errors()[0]
        raise SettingsError(f"{url} is not right: {place(detail['loc'])}: {wording(detail)}.") from None
