"""What may be published of people counted in groups: pure Python."""
