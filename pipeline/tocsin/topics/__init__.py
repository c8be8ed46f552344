"""The table of topics, and its creation and verification on a broker."""
