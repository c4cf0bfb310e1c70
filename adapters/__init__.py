"""The outside, one file a thing: bank, letters, documents, mail."""
