"""Addresses of this chapter, one list for each of its parts."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter
from django.urls.converters import StringConverter

from hilo.learning.views import (
    attempts,
    bank,
    courses,
    importing,
    questions,
    quizzes,
    reading,
)

app_name = "learning"


class Short(StringConverter):
    """The first eight digits of a step's uuid: few enough to be read out, unique in its course."""

    regex = "[0-9a-f]{8}"


register_converter(Short, "short")

BANK = "office/questions/<slug:slug>/"

COURSES: list[URLPattern] = [
    # Read by everybody, or by those who take, teach or write the course.
    path("courses/", courses.courses, name="courses"),
    path("courses/<slug:slug>/", courses.course, name="course"),
    path("courses/<slug:slug>/<short:short>/", reading.lesson, name="lesson"),
    path("courses/<slug:slug>/<short:short>/read/", reading.read, name="read"),
    path("courses/<slug:slug>/files/<slug:name>/", reading.file, name="course_file"),
]
QUIZZES: list[URLPattern] = [
    # Taken by learners.
    path("courses/<slug:slug>/quiz/<uuid:step>/", attempts.quiz, name="quiz"),
    path("attempts/<uuid:uuid>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:uuid>/answer/", attempts.answer, name="answer"),
    path("attempts/<uuid:uuid>/result/", attempts.result, name="result"),
    # The question bank, and quizzes as they are written.
    path("office/questions/", bank.banks, name="banks"),
    path(BANK, bank.QuestionList.as_view(), name="bank"),
    path(f"{BANK}categories/", bank.categories, name="categories"),
    path(f"{BANK}categories/new/", bank.add_category, name="add_category"),
    path(f"{BANK}categories/<uuid:uuid>/", bank.change_category, name="change_category"),
    path(f"{BANK}categories/<uuid:uuid>/remove/", bank.remove_category, name="remove_category"),
    path(f"{BANK}import/", importing.choose, name="import_questions"),
    path(f"{BANK}import/<uuid:uuid>/", importing.look, name="import_look"),
    path(f"{BANK}export/<slug:form>/", bank.export, name="export_questions"),
    path(f"{BANK}new/<slug:kind>/", questions.add, name="add_question"),
    path(f"{BANK}<uuid:uuid>/", questions.question, name="question"),
    path(f"{BANK}<uuid:uuid>/change/", questions.change, name="change_question"),
    path(f"{BANK}<uuid:uuid>/retire/", questions.retire, name="retire_question"),
    path(f"{BANK}<uuid:uuid>/<slug:language>/", questions.variant, name="question_variant"),
    path("office/courses/<slug:slug>/quiz/<uuid:step>/", quizzes.edit, name="edit_quiz"),
]
COHORTS: list[URLPattern] = []

urlpatterns: list[URLPattern] = [*COURSES, *QUIZZES, *COHORTS]
