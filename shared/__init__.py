"""Daiban: shared."""
