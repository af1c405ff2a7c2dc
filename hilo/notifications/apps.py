from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "hilo.notifications"
    label = "notifications"
