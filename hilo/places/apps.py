from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "hilo.places"
    label = "places"
