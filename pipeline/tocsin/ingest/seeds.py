"""Where the two articles of the demo lie: within the package, so that they are there wherever it is installed."""

from pathlib import Path

__all__ = ["SEEDS"]

SEEDS = Path(__file__).parents[1] / "seeds"
"""The folder with the articles and their `manifest.toml`."""
