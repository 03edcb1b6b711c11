"""The HTTP side of the kit."""
