"""What people decides, in plain Python."""
