"""The text of an article as the stages read it: sentences and tokens with offsets, and the words that may say harm."""
