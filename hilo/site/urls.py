"""The root of all addresses: each language has its own, and what machines read has none."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(
        path("", include("hilo.people.doors")),
        path("", include("hilo.people.urls")),
        path("", include("hilo.places.urls")),
        path("", include("hilo.notifications.urls")),
        path("", include("hilo.programme.urls")),
        path("", include("hilo.ui.urls")),
    ),
]
handler400 = "hilo.ui.errors.unreadable"
handler403 = "hilo.ui.errors.refused"
handler404 = "hilo.ui.errors.not_found"
handler429 = "hilo.ui.errors.too_many"
handler500 = "hilo.ui.errors.broken"
