"""Core as Django knows it."""

from django.apps import AppConfig
from django.core.signals import request_finished, request_started
from django.db.models.signals import post_migrate


class CoreConfig(AppConfig):
    """Ground under every domain: it knows none of them."""

    name = "hilo.core"
    label = "core"

    def ready(self) -> None:
        from hilo.core import health, installation, keeping, mail, upkeep
        from hilo.core.sheets import keeping as sheets

        mail.refuse_way_out()
        upkeep.register()
        health.register()
        sheets.register()
        request_started.connect(keeping.begin_request, dispatch_uid="core.keeping")
        request_finished.connect(keeping.end_request, dispatch_uid="core.keeping")
        post_migrate.connect(installation.note_birth, sender=self)
