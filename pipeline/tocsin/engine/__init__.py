"""From wiring to running agents: in memory, and on Kafka with Faust."""
