"""Addresses of this chapter."""

from django.urls import URLPattern, path

from hilo.programme.views import programmes

app_name = "programme"
urlpatterns: list[URLPattern] = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<slug:slug>/", programmes.programme, name="programme"),
]
