"""Reading the settings: the file that is meant, the environment over it, and names in either that are none."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

from pydantic import AliasChoices, ValidationError
from pydantic_settings import SettingsError as UnreadableSettingError

from tocsin.access.secrets import refuse_secrets
from tocsin.errors import SettingsError
from tocsin.settings.model import Settings
from tocsin.settings.refusing import Source, refusal
from tocsin.settings.strangers import refuse_misspelt_variables

__all__ = ["load_settings", "setting_variable"]


AGENTS_HINT = "Settings of an agent stand in a table of its own: [agents.NAME], such as [[agents.alerts.rules]]."


def load_settings(config: Path | None = None) -> Settings:
    """Read the settings; raise SettingsError that names each wrong one.

    `config` is a TOML file; without it TOCSIN_CONFIG, then `tocsin.toml` in the working directory if there is one.
    """
    chosen = config or (Path(os.environ["TOCSIN_CONFIG"]) if os.environ.get("TOCSIN_CONFIG") else None)
    path = chosen or (Path("tocsin.toml") if Path("tocsin.toml").is_file() else None)
    values = _read_toml(path) if path else {}
    refuse_secrets(values, Settings, setting_variable, str(path))
    refuse_misspelt_variables(["TOCSIN_CONFIG", *map(setting_variable, Settings.model_fields)])
    try:
        return Settings(_path=path, **values)
    except ValidationError as error:
        details = error.errors()
        unknown = [detail["input"] for detail in details if detail["type"] == "extra_forbidden"]
        hint = AGENTS_HINT if any(isinstance(value, list | dict) for value in unknown) else ""
        raise refusal(Settings, details, Source(path, variable=setting_variable), hint) from None
    except UnreadableSettingError as error:  # a variable that should hold JSON and does not
        raise SettingsError(f"Settings are not right: {error}.", hint="Look at the environment.") from None


def setting_variable(name: str) -> str:
    """Name the environment variable of a setting; of no setting, its own name."""
    field = Settings.model_fields.get(name)
    if field is None:
        return name
    alias = field.validation_alias
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else f"TOCSIN_{name.upper()}"


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}.") from None
    except RecursionError:  # tomllib reads what is nested by calling itself
        raise SettingsError(f"{path} is nested too deeply.") from None
