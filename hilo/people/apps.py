from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "hilo.people"
    label = "people"
