"""Events between services: CloudEvents 1.0 on Kafka, binary mode, out of an outbox and into an inbox."""
