"""From files, archives and standard input to articles on Kafka: found, read, paced, published, remembered."""
