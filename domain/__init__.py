"""The pure domain: what can be asked, what can happen, what is allowed."""
