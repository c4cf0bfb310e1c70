"""The application layer and the record: the only door through which anything is filed."""
