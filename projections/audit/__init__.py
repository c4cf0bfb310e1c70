"""What proves the record to people who trust neither its office nor its administrator."""
