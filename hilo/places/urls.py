"""Addresses of this chapter."""

from django.urls import URLPattern, path, register_converter

from hilo.places.views import office, places, regions


class CodeConverter:
    """`MX`, `MX-OAX`, `MX-20067`: a country, a division, a municipality."""

    regex = "[A-Za-z]{2}(?:-[0-9A-Za-z]{1,8})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "place")

app_name = "places"
urlpatterns: list[URLPattern] = [
    path("places/", places.places, name="places"),
    path("places/countries/", places.countries, name="countries"),
    path("places/suggest/", places.suggest, name="suggest"),
    path("places/<place:code>/", places.place, name="place"),
    path("places/<place:code>/inside/", places.Inside.as_view(), name="inside"),
    path("regions/<slug:slug>/", regions.region, name="region"),
    path("regions/<slug:slug>/places/", regions.Holding.as_view(), name="holding"),
    path("office/regions/", office.regions, name="regions"),
    path("office/regions/new/", office.make, name="make"),
    path("office/regions/<slug:slug>/change/", office.change, name="change"),
    path("office/regions/<slug:slug>/remove/", office.remove, name="remove"),
]
