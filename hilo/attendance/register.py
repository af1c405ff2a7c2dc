"""What attendance tells the rest of the house about itself."""

from __future__ import annotations


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
