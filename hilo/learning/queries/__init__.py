"""What pages ask of courses and of those who learn."""
