"""What each role meets at the addresses of learning, one list for each of its parts."""

from __future__ import annotations

from tests.learning.along_access import ALONG
from tests.learning.cohort_access import COHORTS
from tests.learning.course_access import COURSES
from tests.learning.quiz_access import QUIZZES

ACCESS = [*COURSES, *QUIZZES, *ALONG, *COHORTS]
