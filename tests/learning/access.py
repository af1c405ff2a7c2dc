"""What each role meets at the addresses of learning, one list for each of its parts."""

from __future__ import annotations

from tests.access import Row
from tests.learning.course_access import COURSES
from tests.learning.quiz_access import QUIZZES

COHORTS: list[Row] = []

ACCESS = [*COURSES, *QUIZZES, *COHORTS]
