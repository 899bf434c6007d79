"""What a text says, in either language."""
