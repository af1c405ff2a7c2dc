"""Notifications enters the house: its messages, what it reacts to, what it registers."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "hilo.notifications"
    label = "notifications"
    verbose_name = _("Notifications")

    def ready(self) -> None:
        from hilo.notifications import handlers, register, standard  # noqa: F401

        register.everything()
