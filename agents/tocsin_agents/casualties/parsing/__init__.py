"""The shallow parse of one sentence: its verbs, and the people before and after them."""
