"""What services say to each other: events, the roles they know, and nothing else. Imports only pydantic."""
