"""Core as Django knows it."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Ground under every domain: it knows none of them."""

    name = "hilo.core"
    label = "core"

    def ready(self) -> None:
        from hilo.core import health, installation, mail, upkeep
        from hilo.core.sheets import keeping

        mail.refuse_way_out()
        upkeep.register()
        health.register()
        keeping.register()
        post_migrate.connect(installation.note_birth, sender=self)
