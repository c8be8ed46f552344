"""Requests to other machines over HTTP: webhooks and feeds. The one way out, so that it is guarded in one place.

`GuardedTransport` (for any httpx client) and `Fetcher` (a whole answer within limits) never connect to an address that is not
the Internet's, unless told; see `address` for what that means and `transport` for how names that change are dealt with.
"""
