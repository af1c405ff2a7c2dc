"""What this chapter decides, in plain Python."""
