"""Addresses of this chapter."""

from django.urls import URLPattern

app_name = "notifications"
urlpatterns: list[URLPattern] = []
