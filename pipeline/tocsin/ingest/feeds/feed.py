"""Which feeds are followed: the `[[feeds]]` tables of `tocsin.toml`, and addresses given by hand."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tocsin.errors import SettingsError
from tocsin.settings import Settings

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
    tables = [{"url": url, **given} for url in urls] or [{**table, **given} for table in settings.feeds]
    found = []
    for number, table in enumerate(tables, 1):
        try:
            found.append(Feed.model_validate(table))
        except ValidationError as error:
            detail = error.errors(include_url=False, include_input=False)[0]
            what = urls[number - 1] if urls else f"[[feeds]] number {number}"
            place = ".".join(map(str, detail["loc"]))
            raise SettingsError(f"{what} is not right: {place}: {detail['msg']}.") from None
    known = [feed.url for feed in found]
    for url in known:
        if known.count(url) > 1:
            raise SettingsError(f"A feed is named twice: {url}.", hint="Name it once.")
    return tuple(found)
