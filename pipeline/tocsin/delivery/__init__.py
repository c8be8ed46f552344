"""From topics to people and other programs."""
