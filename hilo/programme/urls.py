"""Addresses of this chapter."""

from django.urls import URLPattern, path

from hilo.programme import views

app_name = "programme"
urlpatterns: list[URLPattern] = [
    path("programmes/", views.programmes, name="programmes"),
    path("programmes/<slug:slug>/", views.programme, name="programme"),
]
