"""The HTTP edge: parse, ask the office, show a projection."""
