"""What a mention means: whether and how it happened, when, where, and who says so."""
