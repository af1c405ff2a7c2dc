"""What two words have in common: pure Python, the same on every database."""
