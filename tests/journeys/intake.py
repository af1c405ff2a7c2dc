"""What a coordinator's intake begins with: a programme with nine regions and both sides' groups, and messy lists.

Everybody is invented. The lists are made anew from the same numbers, so that what each row is can be told.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import openpyxl
import xlsxwriter

from tests.journeys.house import House

SCENE = """
import datetime as dt
import json

from hilo.core.text import Text
from hilo.core.time import today
from hilo.learning.services import cohorts, courses, lessons, outline, publishing
from hilo.places.models import Place, Region
from hilo.site.demonstration import files, furnish

programme = furnish.programme(files.programmes()[0], today())
regions = list(Region.objects.filter(owner=programme.uuid).order_by("order"))


def both(es, ar):
    return Text.of("es", es).with_variant("ar", ar)


NAMES = {
    "directors": both("Gestión cultural municipal", "الإدارة الثقافية البلدية"),
    "practitioners": both("Empresa cultural", "المشروع الثقافي"),
}
for audience in programme.audiences.all():
    course = courses.begin(
        programme, slug=f"curso-{audience.slug}", by=None, name=NAMES[audience.slug],
        audience=audience, languages=["es", "ar"], hours=20,
    )
    module = outline.add_module(course, by=None, title=both("Para empezar", "للبدء"))
    step = outline.add_step(module, "lesson", by=None, title=both("Bienvenida", "أهلًا"))
    for language, body in (("es", "Aquí empieza el camino."), ("ar", "من هنا تبدأ الطريق.")):
        step.refresh_from_db()
        lessons.write(step, language=language, body=body, expected=step.version, by=None)
    publishing.publish(course, by=None)
    course.refresh_from_db()
    for region in regions:
        cohorts.open_cohort(
            course, slug=f"{region.slug}-{audience.slug}", name=region.name, region=region,
            audience=audience, starts_on=today() + dt.timedelta(days=20), ends_on=None, by=None,
        )
towns = {}
for region in regions:
    inside = Place.objects.municipalities().current().filter(parent__regions=region)
    rows = list(inside.order_by("code").values_list("code", "name", "parent__name"))
    towns[region.slug] = rows[:: max(len(rows) // 47, 1)]
print("TOWNS", json.dumps([str(programme.uuid), towns]))
"""


@dataclass(frozen=True)
class Scene:
    """The programme's uuid, and of each region, by its slug, towns: INEGI's code, name, state."""

    programme: str
    towns: dict[str, list[list[str]]]


def set_scene(house: House) -> Scene:
    """Put the programme, its two courses and its eighteen cohorts into an empty house."""
    printed = house.command("shell", "-c", SCENE)
    line = next(one for one in printed.splitlines() if one.startswith("TOWNS "))
    return Scene(*json.loads(line.removeprefix("TOWNS ")))


# The people, and how they stand in the lists.

DIRECTORS = "Directoras y directores municipales de cultura"
PRACTITIONERS = "Profesionales de la creación y la gestión cultural"
HEAD = (
    "Nombre(s)", "Apellidos", "Correo electrónico", "Municipio", "Estado", "Sexo", "Idioma",
    "Teléfono", "Dirigido a", "Organización", "Tipo de organización", "Cargo",
)  # fmt: skip
NAMES = {
    "español": (
        ("Íñigo", "María José", "Ángel", "Ximena"),
        ("Ñúñez Güemes", "Peña", "Olvera Cruz"),
    ),
    "árabe": (("نور", "ليلى", "يوسف", "مريم"), ("بن سالم", "الصائغ", "العلوي")),
    "francés": (("Zoé", "Anaïs", "Loïc", "Françoise"), ("Lefèvre", "Benoît", "Château")),
    "inglés": (("Grace", "Owen", "Siân", "Hugh"), ("O’Neill", "D’Arcy", "Smith-Jones")),
}
CODES = {"español": "es", "árabe": "ar", "francés": "fr", "inglés": "en"}
ONE_SIDED = "golfo"  # the region whose practitioners come later, with a list of their own


@dataclass(frozen=True)
class Row:
    """One person as the lists tell of them; `trouble` names what is wrong with the row."""

    number: int
    language: str
    given_name: str
    family_name: str
    town: list[str]
    region: str
    is_director: bool
    trouble: str = ""
    wrong: dict[str, str] = field(default_factory=dict)

    @property
    def email(self) -> str:
        return f"persona{self.number}@red-de-cultura.example"

    @property
    def cells(self) -> dict[str, str]:
        """What the row says, by heading; what is wrong with it instead of what is right."""
        work = (f"Ayuntamiento de {self.town[1]}", "", "Directora")
        if not self.is_director:
            work = (
                (f"Taller {self.number // 2}", "Taller artesanal", "")
                if self.number % 3
                else ("",) * 3
            )
        values = (
            self.given_name, self.family_name, self.email, self.town[1], self.town[2],
            "mujer" if self.number % 2 else "hombre", self.language, f"+52 55 5555 {self.number:04}",
            DIRECTORS if self.is_director else PRACTITIONERS, *work,
        )  # fmt: skip
        return dict(zip(HEAD, values, strict=True)) | self.wrong

    def spoiled(self, trouble: str, **wrong: str) -> Row:
        return replace(
            self, trouble=trouble, wrong={AT[name]: text for name, text in wrong.items()}
        )


PHONE = HEAD[7]
AT = {"given": HEAD[0], "family": HEAD[1], "email": HEAD[2], "town": HEAD[3], "audience": HEAD[8]}


def everybody(scene: Scene) -> list[Row]:
    """820 people: 415 directors in nine regions, 405 practitioners in eight of them; 64 rows are wrong."""
    both = list(scene.towns)
    one_less = [region for region in both if region != ONE_SIDED]
    made = [_person(scene, number, both[number % 9], True) for number in range(415)]
    made += [_person(scene, number, one_less[number % 8], False) for number in range(415, 820)]
    return list(_spoiled(made))


def latecomers(scene: Scene) -> list[Row]:
    """Ten practitioners of the region that had none."""
    return [_person(scene, number, ONE_SIDED, False) for number in range(820, 830)]


def _person(scene: Scene, number: int, region: str, is_director: bool) -> Row:
    language = list(NAMES)[number % 5 % 4] if number % 3 == 0 else "español"
    given, family = NAMES[language]
    towns = scene.towns[region]
    return Row(
        number,
        language,
        given[number // 3 % len(given)],
        family[number // 7 % len(family)],
        towns[number // 9 % len(towns)],
        region,
        is_director,
    )


def _spoiled(people: list[Row]) -> Iterator[Row]:
    """Every fifteenth row has something that nobody can understand, or the address of the next one."""
    for one in people:
        kind = trouble_of(one.number)
        if kind in (0, 1):
            yield one.spoiled("town", town=_mistyped(one.town[1]))
        elif kind == 2:
            yield one.spoiled("email", email=one.email.replace("@", " arroba "))
        elif kind == 3:
            yield one.spoiled("given", given="")
        elif kind == 4:
            yield one.spoiled("audience", audience="Público en general")
        elif kind == 5:
            yield one.spoiled("clash", email=f"persona{one.number + 1}@red-de-cultura.example")
        elif trouble_of(one.number - 1) == 5:
            yield one.spoiled("clash")
        else:
            yield one


def trouble_of(number: int) -> int:
    return (number // 15) % 6 if number % 15 == 7 else -1


def _mistyped(name: str) -> str:
    """As somebody types who is in a hurry: no town is called so."""
    return f"{name[:-1]}kz" if name[-1].isalpha() else f"{name}kz"


def corrected(to_correct: bytes, rows: list[Row]) -> bytes:
    """The rows that came back, with what was wrong put right in their own cells."""
    book = openpyxl.load_workbook(io.BytesIO(to_correct))
    page = book.worksheets[0]
    right = {row.cells[PHONE]: replace(row, wrong={}).cells for row in rows}
    lines = page.iter_rows()
    head = [cell.value for cell in next(one for one in lines if PHONE in [c.value for c in one])]
    for line in lines:
        cells = dict(zip(head, line, strict=True))
        for name, value in right[cells[PHONE].value].items():
            cells[name].value = value or None
    return _saved(book)


def inviting(data: bytes) -> bytes:
    """What is on record, sent back with a yes for everybody in the column «Invitar»."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    page = book.worksheets[0]
    names = [cell.value for cell in page[1]]
    for line in page.iter_rows(min_row=3):
        line[names.index("invite")].value = "sí"
    return _saved(book)


def headings(data: bytes) -> list[str]:
    """The labels of a sheet that the house wrote: its second line, over the hidden names."""
    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    return [str(cell.value).removesuffix(" *") for cell in page[2]]


def _saved(book: Any) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def workbook(rows: list[Row], *, doubled: int = 0) -> bytes:
    """The list as somebody made it: a title above the headings, a formula, the first rows once more below."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet("Lista")
        page.write(0, 0, "Inscripciones a los nueve cursos, versión final (2)")
        page.write_row(2, 0, HEAD)
        for line, row in enumerate([*rows, *rows[:doubled]], start=3):
            page.write_row(line, 0, list(row.cells.values()))
        page.write_formula(3, 1, '=CONCATENATE("Ñúñez"," ","Güemes")', None, "Ñúñez Güemes")
    return content.getvalue()


def old_list(rows: list[Row]) -> bytes:
    """The list as an old program writes it: Windows-1252, semicolons."""
    lines = [";".join(HEAD), *(";".join(row.cells.values()) for row in rows)]
    return "\r\n".join(lines).encode("cp1252")
