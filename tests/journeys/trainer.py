"""What a trainer's day begins with: a programme of her own; later, six people who took her course for weeks.

Everybody is invented. Nothing here belongs to a programme or a course that other journeys look at.
"""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from tests.journeys.house import House

TRAINER = "formacion@paralelo9.example"
COURSE = "lire-sa-place"

PROGRAMME = f'''
import datetime as dt

from hilo.core.text import Text
from hilo.core.time import today
from hilo.people import services
from hilo.people.models import Account
from hilo.people.roles import Trainer
from hilo.programme.services import programmes

since = today() - dt.timedelta(days=90)
made = programmes.draft(
    slug="atelier-libre", by=None, name=Text.of("fr", "Atelier libre"),
    summary=Text.of("fr", "Des cours ouverts à qui veut apprendre."),
    starts_on=since, ends_on=today() + dt.timedelta(days=200),
)
programmes.open_programme(made, by=None)
her = Account.objects.get(email="{TRAINER}").person
services.grant(her, Trainer, by=None, scope=("programme", made.uuid), starts_on=since)
'''

# All six tried the quiz three weeks ago and every second one passed. Of the others two were not seen since, and one
# comes by without getting any further. One has handed her work in today.
LEARNERS = f'''
import datetime as dt

from hilo.core.text import Text
from hilo.core.time import now, today
from hilo.learning.models import Course, Enrolment
from hilo.learning.services import answers, assignments, attempts, cohorts, enrolments
from hilo.people import services

course = Course.objects.get(slug="{COURSE}")
cohort = cohorts.open_cohort(
    course, slug="groupe-du-jeudi", name=Text.of("fr", "Groupe du jeudi"), by=None,
    starts_on=today() - dt.timedelta(days=40), ends_on=today() + dt.timedelta(days=40),
)
names = ("Ines Trabelsi", "Léa Marchand", "Karim Haddad", "Rosa Ferrand", "Omar Belaïd", "Noémie Vasseur")
pages = {{page.kind: page for page in course.edition.pages.all()}}
then = now() - dt.timedelta(days=21)
for number, name in enumerate(names):
    given, family = name.split()
    person = services.add_person(by=None, given_name=given, family_name=family, language="fr")
    one = enrolments.enrol(cohort, person, by=None)
    Enrolment.objects.filter(pk=one.pk).update(enrolled_at=then, seen_at=then, advanced_at=then)
    attempt = attempts.begin(one, pages["quiz"], by=None, at=then)
    for row in attempt.answers.all():
        given = {{"single": {{"choice": number % 2}}, "true_false": {{"value": bool(number % 2)}}}}
        answers.save(attempt, row.slot, given[row.version.question.kind], at=then)
    attempts.hand_in(attempt, by=None, at=then)
    if name == "Noémie Vasseur":
        work = assignments.keep(one, pages["assignment"], by=None, text="Ma place a deux bancs à l’ombre.")
        assignments.hand_in(work, by=None)
    seen = now() if name in ("Omar Belaïd", "Noémie Vasseur") else then
    Enrolment.objects.filter(pk=one.pk).update(seen_at=seen, advanced_at=then)
'''


def begin(house: House) -> None:
    """Put her programme into the house."""
    house.command("shell", "-c", PROGRAMME)


def let_them_learn(house: House) -> None:
    """Let six people take her course, which must be published, as if for weeks."""
    house.command("shell", "-c", LEARNERS)


def photograph() -> bytes:
    """A square with houses, as a phone takes it: larger than any screen shows it."""
    picture = Image.new("RGB", (2400, 1600), "#cfe3ee")
    drawn = ImageDraw.Draw(picture)
    drawn.rectangle((0, 1000, 2400, 1600), fill="#d8b98a")
    for left in range(150, 2300, 450):
        drawn.rectangle((left, 500, left + 320, 1050), fill="#b3563c", outline="#5b2a1d", width=8)
        drawn.rectangle((left + 110, 800, left + 210, 1050), fill="#3d2b22")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


# As Word puts it on the clipboard: styles, its own elements, a list that is none.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head>
<body><h2 style='mso-style-name:x'><span lang=FR>Regarder avant d’écrire<o:p></o:p></span></h2>
<p class=MsoNormal><span style='font-family:"Comic Sans MS"'>Une place se lit <b>à pied</b>, à deux heures
différentes.<o:p></o:p></span></p>
<ul><li class=MsoNormal>le matin</li><li class=MsoNormal>le soir</li></ul></body></html>"""

# Two questions that come in, one that is broken, in the letters of an old Windows.
GIFT = """$CATEGORY: $course$/top/Lire une place

::Heures::À quelles heures regarde-t-on une place ?{
~À midi seulement#Il manque un moment.
=Le matin et le soir#C’est cela.
~Jamais
}

::À pied::Une place se lit à pied.{TRUE}

::Dessin::Dessinez la place : déposez votre croquis ci-dessous.{=fontaine -> bassin =banc}
"""


def old_gift() -> bytes:
    return GIFT.replace("\n", "\r\n").encode("cp1252")
