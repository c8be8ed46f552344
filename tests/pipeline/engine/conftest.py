"""Commands, for what they show of an agent that fails."""

from tests.commands import folder, tocsin

__all__ = ["folder", "tocsin"]
