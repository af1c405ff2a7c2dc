"""Addresses of this chapter."""

from django.urls import URLPattern

app_name = "programme"
urlpatterns: list[URLPattern] = []
