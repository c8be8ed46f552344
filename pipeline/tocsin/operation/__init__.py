"""Running it: what an agent's process answers when asked how it is, who asks, and an article's way through all of them."""
