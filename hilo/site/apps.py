from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "hilo.site"
    label = "hilo_site"
