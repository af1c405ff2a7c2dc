"""Addresses of this chapter, one list for each of its parts."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from hilo.learning.views import attempts, courses, reading

app_name = "learning"


class Short(StringConverter):
    """The first eight digits of a step's uuid: few enough to be read out, unique in its course."""

    regex = "[0-9a-f]{8}"


register_converter(Short, "short")

COURSES: list[URLPattern] = [
    # Read by everybody, or by those who take, teach or write the course.
    path("courses/", courses.courses, name="courses"),
    path("courses/<slug:slug>/", courses.course, name="course"),
    path("courses/<slug:slug>/<short:short>/", reading.lesson, name="lesson"),
    path("courses/<slug:slug>/<short:short>/read/", reading.read, name="read"),
    path("courses/<slug:slug>/files/<slug:name>/", reading.file, name="course_file"),
]
QUIZZES: list[URLPattern] = [
    path("courses/<slug:slug>/quiz/<uuid:step>/", attempts.quiz, name="quiz"),
    path("attempts/<uuid:uuid>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:uuid>/answer/", attempts.answer, name="answer"),
    path("attempts/<uuid:uuid>/result/", attempts.result, name="result"),
]
COHORTS: list[URLPattern] = []

urlpatterns: list[URLPattern] = [*COURSES, *QUIZZES, *COHORTS]
