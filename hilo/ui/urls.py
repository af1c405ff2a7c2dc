"""Addresses of this chapter: the five doors, the language switch, the gallery."""

from django.urls import URLPattern, URLResolver, include, path

from hilo.ui import doors, views, work

app_name = "ui"
urlpatterns: list[URLPattern | URLResolver] = [
    *(
        path(f"{door.name}/", views.door, {"name": door.name}, name=door.name)
        for door in doors.DOORS
    ),
    path("language/", views.speak, name="speak"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("ui/", views.gallery_hall, name="gallery"),
    path("ui/<slug:name>/", views.gallery_piece, name="gallery_piece"),
    path("work/", work.all_work, name="work"),
    path("work/<uuid:uuid>/", work.one_work, name="job"),
    path("sheets/", include("hilo.ui.sheets.urls")),
    path("typed/", views.kept_form, name="kept"),
]
