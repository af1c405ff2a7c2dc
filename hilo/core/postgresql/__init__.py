"""PostgreSQL that remembers how to answer what it was asked before (docs/decisions/0007)."""
