"""What each role meets at the addresses of learning, one list for each of its parts."""

from __future__ import annotations

from tests.access import Row

COURSES: list[Row] = []
QUIZZES: list[Row] = []
COHORTS: list[Row] = []

ACCESS = [*COURSES, *QUIZZES, *COHORTS]
