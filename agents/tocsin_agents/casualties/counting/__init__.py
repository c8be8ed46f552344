"""Which harm a number counts: mentions, each a trigger with a group of people."""
