"""Daiban: deploy."""
