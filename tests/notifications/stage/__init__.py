"""Processes that send mail on a shared database, and may be killed at any point."""
