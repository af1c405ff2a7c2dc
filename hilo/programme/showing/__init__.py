"""What pages show of a programme, put into words, tables and pictures; one file per noun."""
