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
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("ui/", views.gallery_hall, name="gallery"),
    path("ui/<slug:name>/", views.gallery_piece, name="gallery_piece"),
    path("typed/", views.kept_form, name="kept"),
]
