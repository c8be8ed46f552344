"""Which reports are of one event: evidence for and against, looked for among the few that may be."""
