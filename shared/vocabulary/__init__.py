"""Codes that cross the services, each with its words in Chinese and English, and what the callers' roles mean."""
