"""The addresses of the house with the floor page among them, against which pages are measured."""

from django.urls import path

from hilo.site import urls as house
from hilo.site.bench.floor import floor

urlpatterns = [*house.urlpatterns, path("bench/floor/", floor, name="floor_of_tests")]
