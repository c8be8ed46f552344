"""Articles by HTTP POST: what a body holds, and the application that takes it."""
