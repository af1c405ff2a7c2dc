from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "hilo.programme"
    label = "programme"
