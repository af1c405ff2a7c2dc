"""Forms of the pages of learning, one file per noun."""
