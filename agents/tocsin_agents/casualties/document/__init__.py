"""The article as a whole: figures told twice, replaced, divided into parts, or of people whose fate went on."""
