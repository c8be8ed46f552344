"""Access to a Kafka cluster: secrets, TLS, which rights each agent needs, and why one is refused.

Importing this package loads no aiokafka; the modules that need it say so.
"""
