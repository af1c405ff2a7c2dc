"""Addresses of this chapter, one list for each of its parts."""

from __future__ import annotations

from django.urls import URLPattern, path

from hilo.learning.views import attempts

app_name = "learning"

COURSES: list[URLPattern] = []
QUIZZES: list[URLPattern] = [
    path("courses/<slug:slug>/quiz/<uuid:step>/", attempts.quiz, name="quiz"),
    path("attempts/<uuid:uuid>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:uuid>/answer/", attempts.answer, name="answer"),
    path("attempts/<uuid:uuid>/result/", attempts.result, name="result"),
]
COHORTS: list[URLPattern] = []

urlpatterns: list[URLPattern] = [*COURSES, *QUIZZES, *COHORTS]
