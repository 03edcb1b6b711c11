"""Daiban: services."""
