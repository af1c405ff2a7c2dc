"""The root of all addresses: each language has its own, and what machines read has none."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, path

from hilo.core.addresses import part
from hilo.site.bench import floor
from hilo.site.views import front, guides, machines, office, search

urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.entry, name="entry"),
    path("health/live", machines.live, name="live"),
    path("health/ready", machines.ready, name="ready"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.site_map, name="sitemap"),
    path("service-worker.js", machines.service_worker, name="service_worker"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path(".well-known/security.txt", machines.security, name="security"),
    part("hilo.credentials.doors"),
    path("source.tar.gz", front.source_archive, name="source_archive"),
    *i18n_patterns(
        path("", front.home, name="home"),
        path("about/", front.about, name="about"),
        path("source/", front.source, name="source"),
        path("guide/", guides.guides, name="guides"),
        path("guide/<slug:audience>/", guides.guide, name="guide"),
        path("search/", search.search, name="search"),
        path("news.xml", machines.feed, name="feed"),
        path("office/house/", office.house, name="house"),
        path("office/history/", office.history, name="history"),
        # Names that the ground under us asks for, without a namespace.
        part("hilo.people.doors"),
        part("hilo.people.urls"),
        part("hilo.places.urls"),
        part("hilo.notifications.urls"),
        part("hilo.competences.urls"),
        part("hilo.network.urls"),
        part("hilo.credentials.urls"),
        part("hilo.attendance.urls"),
        part("hilo.programme.urls"),
        part("hilo.learning.urls"),
        part("hilo.ui.urls"),
    ),
]
if settings.BENCH:
    urlpatterns.append(path("bench/floor/", floor.floor, name="floor"))
handler400 = "hilo.ui.errors.unreadable"
handler403 = "hilo.ui.errors.refused"
handler404 = "hilo.ui.errors.not_found"
handler429 = "hilo.ui.errors.too_many"
handler500 = "hilo.ui.errors.broken"
