"""Every reason for which a wish is refused, in both languages, by subject."""
