"""Facts: read from files or handed over in memory, and checked against the records of a programme."""
