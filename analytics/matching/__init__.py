"""Which duties are equivalent, and which comes nearest."""
