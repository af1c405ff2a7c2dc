from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Ground under every domain: it knows none of them."""

    name = "hilo.core"
    label = "core"
