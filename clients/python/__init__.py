"""A client in Python that needs httpx and nothing of the services."""
