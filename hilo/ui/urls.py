"""Addresses of this chapter."""

from django.urls import URLPattern

app_name = "ui"
urlpatterns: list[URLPattern] = []
