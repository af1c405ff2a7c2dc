"""What was before the day of a director's course: run inside the installation by `bin/hilo shell`.

She has done all of her course but two lessons, a quiz and an assignment, and never came to a session that
counts. She alone goes on in a group of her own, so that no number of the other groups changes.
"""

from __future__ import annotations

SCENE = """
import datetime as dt
from hilo.attendance.enums import PresenceState, Way
from hilo.attendance.models import Presence, Session
from hilo.attendance.services import sessions
from hilo.core.text import Text
from hilo.core.time import now, today
from hilo.learning.models import Enrolment
from hilo.learning.services import cohorts, enrolments, evaluation, progress

rows = Enrolment.objects.filter(
    course__slug="gestion-cultural-municipal", state="active", attempts=None, submissions=None,
    person__gender="woman", person__language="es", person__account__is_active=True,
    person__joined_at__isnull=False, person__grants=None,
)
row = rows.exclude(person__account__email="cultura@cholula.example").order_by("-pk")[0]
person, old = row.person, row.cohort
for one in Session.objects.of("cohort", old.uuid).filter(state="held"):
    told = {"state": PresenceState.EXCUSED, "minutes": None, "way": Way.GRID, "recorded_at": now()}
    Presence.objects.update_or_create(session=one, person=person, defaults=told)
group = cohorts.open_cohort(
    row.course, slug="grupo-de-la-tarde", name=Text.of("es", "Grupo de la tarde"),
    region=old.region, audience=old.audience, by=None,
    starts_on=today() - dt.timedelta(days=10), ends_on=today() + dt.timedelta(days=5),
)
enrolments.move(row, group, by=None, reason="Va por la tarde.")
row = Enrolment.objects.get(pk=row.pk)
pages = list(row.course.edition.pages.order_by("order"))
quizzes = [one for one in pages if one.kind == "quiz"]
left = [one for one in pages if one.kind == "lesson"][-2:]
left += [quizzes[5], [one for one in pages if one.kind == "assignment"][1]]
for page in pages:
    if page not in left:
        progress.do(row, page.step, by=person.account)
starts = now()  # after she was moved: nobody is expected at what began before they came
meeting, = sessions.plan(
    about=("cohort", group.uuid), title=Text.of("es", "Del acuerdo al cabildo"), by=None,
    beginnings=[starts], length=dt.timedelta(hours=2), zone="America/Mexico_City",
    mode="on_site", place=person.territory, venue="Casa de la Cultura",
)
evaluation.open_rating(group, "before", by=None)
name = str(person).replace(" ", "_")
print("SCENE", person.account.email, name, meeting.uuid, left[2].step, left[3].step)
"""

LATER = """
from hilo.learning.models import Cohort
from hilo.learning.services import evaluation
evaluation.open_rating(Cohort.objects.get(slug="grupo-de-la-tarde"), "after", by=None)
"""

KEPT = """
from hilo.learning.models import Answer, Attempt
rows = Attempt.objects.filter(enrolment__person__account__email="{email}", step="{quiz}")
answers = Answer.objects.filter(attempt__in=rows)
print("KEPT", rows.count(), answers.exclude(response=None).count())
"""
