"""The pages of attendance: one's own, the office's, the list."""
