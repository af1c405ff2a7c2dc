"""The network enters the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    name = "hilo.network"
    label = "network"
    verbose_name = _("Network")

    def ready(self) -> None:
        from hilo.network import register

        register.everything()
