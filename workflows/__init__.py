"""Temporal workflows: they hold time, not truth."""
