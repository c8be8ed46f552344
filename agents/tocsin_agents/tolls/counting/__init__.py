"""What counts of all that was said about one measure of one event: later figures, rivals, increments, denials."""
