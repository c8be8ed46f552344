"""What an article reports: its claims sorted by place and time, with their figures, sources, names and kind of event."""
