"""What credentials tell the rest of the house about themselves."""


def everything() -> None:
    """Enter the registries; called once, when the application starts."""
