"""Commands, for what they say of settings."""

from tests.commands import folder, tocsin

__all__ = ["folder", "tocsin"]
