"""Addresses of this chapter, one list for each of its parts."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path, register_converter
from django.urls.converters import StringConverter

from hilo.core.addresses import part
from hilo.learning.views import (
    assignments,
    attempts,
    bank,
    cohorts,
    courses,
    enrolments,
    evaluation,
    files,
    glossary,
    grades,
    grading,
    importing,
    issuing,
    learning,
    office,
    offline,
    outline,
    packs,
    progress,
    publishing,
    questions,
    quizzes,
    reading,
    statistics,
    writing,
)

app_name = "learning"


class Short(StringConverter):
    """The first eight digits of a step's uuid: few enough to be read out, unique in its course."""

    regex = "[0-9a-f]{8}"


register_converter(Short, "short")

COHORT = "office/cohorts/<slug:slug>/"
BANK = "office/questions/<slug:slug>/"
QUIZ = "office/courses/<slug:slug>/quiz/<uuid:step>/"

WRITE = "office/courses/<slug:slug>/"
LESSON = f"{WRITE}lessons/<uuid:uuid>/"
COURSES: list[URLPattern] = [
    # Read by everybody, or by those who take, teach or write the course.
    path("courses/", courses.courses, name="courses"),
    path("courses/<slug:slug>/", courses.course, name="course"),
    path("courses/<slug:slug>/<short:short>/", reading.lesson, name="lesson"),
    path("courses/<slug:slug>/<short:short>/read/", reading.read, name="read"),
    path("courses/<slug:slug>/files/<slug:name>/", reading.file, name="course_file"),
    # The office of courses.
    path("office/courses/", office.courses, name="office_courses"),
    path("office/courses/new/", office.new, name="new_course"),
    path(f"{WRITE}", outline.outline, name="outline"),
    path(f"{WRITE}page/", office.edit, name="edit_course"),
    path(f"{WRITE}copy/", office.copy, name="copy_course"),
    path(f"{WRITE}move/", outline.move, name="move"),
    path(f"{WRITE}modules/new/", outline.new_module, name="new_module"),
    path(f"{WRITE}modules/<uuid:uuid>/", outline.edit_module, name="edit_module"),
    path(f"{WRITE}modules/<uuid:uuid>/remove/", outline.remove_module, name="remove_module"),
    path(f"{WRITE}modules/<uuid:uuid>/steps/new/", outline.new_step, name="new_step"),
    path(f"{WRITE}steps/<uuid:uuid>/", outline.edit_step, name="edit_step"),
    path(f"{WRITE}steps/<uuid:uuid>/remove/", outline.remove_step, name="remove_step"),
    path(f"{WRITE}files/", files.files, name="files"),
    path(f"{WRITE}files/<uuid:uuid>/", files.edit, name="edit_file"),
    path(f"{WRITE}files/<uuid:uuid>/remove/", files.remove, name="remove_file"),
    path(f"{WRITE}glossary/", glossary.glossary, name="glossary"),
    path(f"{WRITE}glossary/<uuid:uuid>/", glossary.edit, name="edit_term"),
    path(f"{WRITE}glossary/<uuid:uuid>/remove/", glossary.remove, name="remove_term"),
    path(f"{WRITE}languages/", publishing.translation, name="translation"),
    path(f"{WRITE}publishing/", publishing.publishing, name="publishing"),
    path(f"{WRITE}publishing/<slug:verb>/", publishing.turn, name="turn_course"),
    # A lesson as it is written.
    path(f"{LESSON}", writing.edit, name="edit_lesson"),
    path(f"{LESSON}preview/", writing.preview, name="preview_lesson"),
    path(f"{LESSON}draft/", writing.keep_draft, name="keep_draft"),
    path(f"{LESSON}look/", writing.look, name="look_at_lesson"),
    path(f"{LESSON}history/", writing.history, name="lesson_history"),
    path(f"{LESSON}history/<int:number>/", writing.revision, name="lesson_revision"),
    path(f"{LESSON}in/<slug:language>/", writing.edit, name="translate_lesson"),
    path(f"{LESSON}in/<slug:language>/confirm/", writing.confirm, name="confirm_lesson"),
]
QUIZZES: list[URLPattern] = [
    # Taken and handed in by learners.
    path("courses/<slug:slug>/quiz/<uuid:step>/", attempts.quiz, name="quiz"),
    path("attempts/<uuid:uuid>/", attempts.attempt, name="attempt"),
    path("attempts/<uuid:uuid>/answer/", attempts.answer, name="answer"),
    path("attempts/<uuid:uuid>/result/", attempts.result, name="result"),
    path("questions/files/<uuid:uuid>/", questions.file, name="bank_file"),
    path("courses/<slug:slug>/assignment/<uuid:step>/", assignments.assignment, name="assignment"),
    path("works/<uuid:uuid>/file/", assignments.file, name="work_file"),
    path("reviews/<uuid:uuid>/", assignments.review, name="review"),
]
EXAMINING: list[URLPattern] = [
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
    path(QUIZ, quizzes.edit, name="edit_quiz"),
    path(f"{QUIZ}statistics/", statistics.quiz, name="quiz_statistics"),
    path(f"{QUIZ}statistics/<uuid:question>/", statistics.answers, name="answers_given"),
    # Assignments as they are written, what waits for a trainer, and grades.
    path(
        "office/courses/<slug:slug>/assignment/<uuid:step>/",
        assignments.edit,
        name="edit_assignment",
    ),
    path("office/grading/", grading.queue, name="queue"),
    path("office/grading/works/<uuid:uuid>/", grading.work, name="grade_work"),
    path("office/grading/attempts/<uuid:uuid>/", grading.essays, name="grade_attempt"),
    path("office/cohorts/<slug:slug>/grading/", grading.waiting, name="waiting"),
    path("office/cohorts/<slug:slug>/grades/", grades.gradebook, name="gradebook"),
]
ALONG: list[URLPattern] = [
    # Taken along, and kept without a signal.
    path("courses/<slug:slug>/along/", packs.packs, name="packs"),
    path("packs/<uuid:uuid>/", packs.pack, name="pack"),
    path("courses/<slug:slug>/offline/", offline.manifest, name="offline"),
    path("courses/<slug:slug>/quiz/<uuid:step>/offline/", offline.quiz, name="offline_quiz"),
    path("learning/kept/", offline.kept, name="kept"),
    path("learning/sync/", offline.sync, name="sync"),
]
COHORTS: list[URLPattern] = [
    # A learner's own.
    path("learning/", learning.mine, name="mine"),
    path("learning/join/", learning.join, name="join"),
    path("cohorts/<slug:slug>/", learning.cohort, name="cohort"),
    path("cohorts/<slug:slug>/ask/", learning.ask, name="ask"),
    path("cohorts/<slug:slug>/reaction/", learning.react, name="react"),
    # Accompanied and filled.
    path("office/cohorts/", cohorts.cohorts, name="office_cohorts"),
    path("office/cohorts/new/", cohorts.new, name="new_cohort"),
    path("office/learning/", progress.overview, name="overview"),
    path(COHORT, enrolments.EnrolmentList.as_view(), name="office_cohort"),
    path(f"{COHORT}act/", enrolments.act, name="act"),
    path(f"{COHORT}change/", cohorts.change, name="change_cohort"),
    path(f"{COHORT}cancel/", cohorts.cancel, name="cancel_cohort"),
    path(f"{COHORT}code/", cohorts.renew_code, name="renew_code"),
    path(f"{COHORT}edition/", cohorts.read_newest, name="read_newest"),
    path(f"{COHORT}enrol/", enrolments.enrol, name="enrol"),
    path(f"{COHORT}requests/", enrolments.requests, name="requests"),
    path(f"{COHORT}stuck/", progress.stuck, name="stuck"),
    path(f"{COHORT}ratings/", evaluation.ratings, name="ratings"),
    path(f"{COHORT}certificates/", issuing.certificates, name="certificates"),
    path("office/enrolments/<uuid:uuid>/", enrolments.enrolment, name="enrolment"),
    path("office/enrolments/<uuid:uuid>/answer/", enrolments.answer, name="answer_request"),
]

PARTS = (COURSES, QUIZZES, EXAMINING, ALONG, COHORTS)
urlpatterns: list[URLPattern | URLResolver] = [part(one) for one in PARTS]
