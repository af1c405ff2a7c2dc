"""Addresses of this chapter, one list for each of its parts."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "learning"

COURSES: list[URLPattern] = []
QUIZZES: list[URLPattern] = []
COHORTS: list[URLPattern] = []

urlpatterns: list[URLPattern] = [*COURSES, *QUIZZES, *COHORTS]
