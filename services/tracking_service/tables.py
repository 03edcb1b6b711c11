"""The metadata of the schema ``tracking``: the kit's tables, and what the features' ``store.py`` files add."""

from shared.kit.tables import service_metadata

metadata = service_metadata("tracking")
