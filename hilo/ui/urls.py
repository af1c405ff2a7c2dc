"""Addresses of this chapter: the five doors, the language switch, the gallery."""

from django.urls import URLPattern, path

from hilo.ui import doors, views

app_name = "ui"
urlpatterns: list[URLPattern] = [
    *(
        path(f"{door.name}/", views.door, {"name": door.name}, name=door.name)
        for door in doors.DOORS
    ),
    path("language/", views.speak, name="speak"),
]
