"""What this chapter keeps, one file per noun."""

from hilo.learning.models.bank import BankFile, Category, Question, QuestionVersion
from hilo.learning.models.cohort import Cohort, CohortQuerySet, Done, Enrolment, Move, Reaction
from hilo.learning.models.content import Assignment, Lesson, LessonRevision, Quiz, Slot
from hilo.learning.models.course import Course, CourseFile, CourseQuerySet, Module, Step, Term
from hilo.learning.models.edition import Edition, Page
from hilo.learning.models.pack import Pack
from hilo.learning.models.work import Answer, Attempt, PeerReview, Received, Submission

__all__ = [
    "Answer",
    "Assignment",
    "Attempt",
    "BankFile",
    "Category",
    "Cohort",
    "CohortQuerySet",
    "Course",
    "CourseFile",
    "CourseQuerySet",
    "Done",
    "Edition",
    "Enrolment",
    "Lesson",
    "LessonRevision",
    "Module",
    "Move",
    "Pack",
    "Page",
    "PeerReview",
    "Question",
    "QuestionVersion",
    "Quiz",
    "Reaction",
    "Received",
    "Slot",
    "Step",
    "Submission",
    "Term",
]
