"""Agents as plugins: what they declare, how they are found, and whether they fit together."""
