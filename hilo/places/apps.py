"""Places enter the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "hilo.places"
    label = "places"
    verbose_name = _("Places")

    def ready(self) -> None:
        from hilo.places import register

        register.everything()
