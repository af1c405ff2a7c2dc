"""The composed house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "hilo.site"
    label = "hilo_site"
    verbose_name = _("Site")

    def ready(self) -> None:
        from hilo.site import register

        register.everything()
