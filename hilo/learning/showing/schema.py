"""A course in the words of schema.org (Course, CourseInstance, Syllabus), for search engines and other machines.

JSON-LD stands in a data block, which browsers never run and the content security policy lets pass.
"""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from hilo.learning.models import Cohort, Course
from hilo.learning.queries.outline import ModuleLine, Outline
from hilo.programme.models import Party

Thing = dict[str, Any]
# What would end the data block, or begin something else in it, written so that JSON reads it the same.
_HARMLESS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def data_block(course: Course, outline: Outline) -> SafeString:
    """The element with the course inside."""
    told = json.dumps(thing(course, outline), ensure_ascii=False, separators=(",", ":"))
    block = told.translate(_HARMLESS)  # no letter of it can leave the block
    return mark_safe(f'<script type="application/ld+json">{block}</script>')


def thing(course: Course, outline: Outline) -> Thing:
    """The course with all that is known of it."""
    return {
        "@context": "https://schema.org",
        "@type": "Course",
        "@id": f"urn:uuid:{course.uuid}",
        "name": str(course.name),
        "description": str(course.summary),
        "url": settings.ADDRESS + course.get_absolute_url(),
        "inLanguage": course.languages,
        "timeRequired": duration(int(course.hours * 60)),
        "isAccessibleForFree": True,
        "provider": [{"@type": "Organization", "name": name} for name in owners(course)],
        "teaches": [str(one.name) for one in course.competences.all()],
        "hasCourseInstance": [_instance(one) for one in running(course)],
        "syllabusSections": [_section(module) for module in outline.modules],
    }


def owners(course: Course) -> list[str]:
    """Who stands behind the programme, its owners first."""
    parties = course.programme.parties.filter(role=Party.Role.OWNER)
    return [str(one.name) for one in parties] or [str(course.programme.name)]


def running(course: Course) -> list[Cohort]:
    rows = course.cohorts.standing().select_related("region")
    return [one for one in rows if one.moment in ("coming", "current")]


def _instance(cohort: Cohort) -> Thing:
    told = {
        "@type": "CourseInstance",
        "name": str(cohort.name),
        "courseMode": "Blended",
        "startDate": cohort.starts_on.isoformat(),
    }
    return told | ({"endDate": cohort.ends_on.isoformat()} if cohort.ends_on else {})


def _section(module: ModuleLine) -> Thing:
    return {
        "@type": "Syllabus",
        "name": str(module.title),
        "timeRequired": duration(module.minutes),
        "hasPart": [
            {
                "@type": "LearningResource",
                "name": str(step.title),
                "learningResourceType": step.kind,
                "timeRequired": duration(step.minutes),
            }
            for step in module.steps
        ],
    }


def duration(minutes: int) -> str:
    """ISO 8601: «PT1H30M»."""
    hours, rest = divmod(minutes, 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{rest}M" if rest or not hours else "")
