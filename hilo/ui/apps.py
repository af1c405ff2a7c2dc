from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "hilo.ui"
    label = "ui"
