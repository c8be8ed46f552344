"""Articles from RSS and Atom feeds: fetched at a polite pace, read apart, each entry handed over once."""
