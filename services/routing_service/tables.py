"""The metadata of the schema ``routing``: the kit's tables, and what the features' ``store.py`` files add."""

from shared.kit.tables import service_metadata

metadata = service_metadata("routing")
