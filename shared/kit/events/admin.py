"""Topics: made once per environment, before anything produces."""

from __future__ import annotations

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import TopicAlreadyExistsError, for_code

from shared.kit.events.envelope import topic_of
from shared.kit.settings import Settings


async def create_topic(service: str, settings: Settings) -> bool:
    """Create the service's topic where it is absent. Returns whether it was made now."""
    admin = AIOKafkaAdminClient(bootstrap_servers=settings.kafka_bootstrap)
    await admin.start()
    try:
        topic = NewTopic(topic_of(service), settings.kafka_partitions, settings.kafka_replication)
        answer = await admin.create_topics([topic])
        code = answer.topic_errors[0][1]
        if code == TopicAlreadyExistsError.errno:
            return False
        if code:
            raise for_code(code)(f"topic {topic.name} not created")
        return True
    finally:
        await admin.close()
