"""The torture run: load, faults drawn from a seed, and an auditor that shares no code with the engine."""
