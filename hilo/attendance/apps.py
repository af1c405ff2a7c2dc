"""Attendance enters the house."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttendanceConfig(AppConfig):
    name = "hilo.attendance"
    label = "attendance"
    verbose_name = _("Attendance")

    def ready(self) -> None:
        from hilo.attendance import register

        register.everything()
