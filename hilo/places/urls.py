"""Addresses of this chapter."""

from django.urls import URLPattern

app_name = "places"
urlpatterns: list[URLPattern] = []
