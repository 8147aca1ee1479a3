"""Entries become a case: total, whatever arrived and in whatever order."""
