"""Who is counted: numbers, names and noun phrases, read into groups of people."""
