"""The live page: alerts in a browser as they change, and the same as JSON, CAP and Atom over HTTP."""
