"""What programmes and their parts show on the pages of others."""
