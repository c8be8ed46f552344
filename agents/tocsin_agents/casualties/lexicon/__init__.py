"""The words that the extractor knows, as data: what to add to when a text is read wrongly."""
