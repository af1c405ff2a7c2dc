"""Addresses of this chapter."""

from django.urls import URLPattern

app_name = "network"
urlpatterns: list[URLPattern] = []
