"""The metadata of the schema ``intake``: the kit's tables, and what the features' ``store.py`` files add."""

from sqlalchemy import Sequence

from shared.kit.tables import service_metadata

metadata = service_metadata("intake")

agreement_numbers = Sequence("agreement_number", metadata=metadata)
application_numbers = Sequence("application_number", metadata=metadata)
acceptance_numbers = Sequence("acceptance_number", metadata=metadata)
"""Business numbers come from sequences: unique and rising; gaps are allowed."""
