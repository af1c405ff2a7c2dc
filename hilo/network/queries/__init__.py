"""What this chapter reads across tables, one file per question."""
