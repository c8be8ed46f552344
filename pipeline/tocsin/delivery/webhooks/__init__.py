"""Webhooks: each alert posted to endpoints, signed, until they have it. Follows Standard Webhooks."""
