"""What the gallery shows: invented, and the same every day."""
