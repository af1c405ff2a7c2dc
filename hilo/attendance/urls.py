"""Addresses of this chapter."""

from django.urls import URLPattern

app_name = "attendance"
urlpatterns: list[URLPattern] = []
