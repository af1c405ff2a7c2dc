"""What the network shows on others' pages, one file per noun."""
