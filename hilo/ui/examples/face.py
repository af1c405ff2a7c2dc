"""What the gallery shows of words, layout, process and forms. People and firms are invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hilo.core.registries import ThreadEnd
from hilo.core.text import MultilingualFormField, Text
from hilo.ui import fields, forms
from hilo.ui.conflicts import Conflict, Difference
from hilo.ui.icons import ICONS
from hilo.ui.tables import Column, Table


def signs() -> dict[str, Any]:
    return {"signs": ICONS}


def written() -> dict[str, Any]:
    both = Text.of("es", "Vender lo que hacemos").with_variant("fr", "Vendre ce que nous faisons")
    return {"title": both, "arabic": Text.of("ar", "أواني المائدة في نابل")}


def dates() -> dict[str, Any]:
    return {
        "date": dt.date(2026, 12, 15),
        "moment": dt.datetime(2026, 12, 15, 16, 30, tzinfo=dt.UTC),
    }


@dataclass(frozen=True)
class InventedPerson:
    given_name: str
    family_name: str
    photo: str = ""

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


def people() -> dict[str, Any]:
    return {
        "amal": InventedPerson("أمل", "الجابري"),
        "lucia": InventedPerson("Lucía", "Xochitiotzin"),
    }


def pairs() -> dict[str, Any]:
    return {"pairs": settings.LANGUAGES}


def facts() -> dict[str, Any]:
    return {
        "pairs": [
            (_("Kind"), _("Cluster")),
            (_("Members"), 23),
            (_("Women in management"), _("9 of 14, 1 not stated")),
            (_("Last confirmed"), None),
        ]
    }


def steps() -> dict[str, Any]:
    return {
        "items": [
            (_("About you"), "#"),
            (_("Your firm"), "#"),
            _("What you seek"),
            _("Look over everything"),
        ]
    }


def chain() -> dict[str, Any]:
    workshops = [("Atelier Jasmin", "#", ""), ("ورشة الياسمين", "#", _("Cooperative"))]
    links = [
        {"title": _("What you make"), "things": workshops},
        {"title": _("Course"), "things": []},
        {"title": _("Partnership"), "things": [("Casa Nopal", "#", _("Firm"))]},
    ]
    return {"links": links, "nobody": "—"}


def thread() -> dict[str, Any]:
    return {
        "back": [
            ThreadEnd(
                _("Challenge"), _("Customers abroad do not know our work"), "#", _("4.5 of 5")
            ),
        ],
        "here": _("Marketing and visual communication"),
        "forth": [
            ThreadEnd(_("Course"), _("Sell what we make"), "#", _("2 groups, 38 people")),
            ThreadEnd(_("Partnership"), _("A shared shop in the port"), "#", "", is_later=True),
        ],
    }


@dataclass(frozen=True)
class InventedJob:
    state: str
    done: int
    total: int
    message: str
    title: str = ""
    result_url: str = ""


def jobs() -> dict[str, Any]:
    return {
        "running": InventedJob("running", 312, 830, _("Row 312 of 830"), _("Enrol from a sheet")),
        "finished": InventedJob(
            "done", 830, 830, _("826 enrolled, 4 sent back"), _("Enrol from a sheet"), "#"
        ),
    }


def letters() -> dict[str, Any]:
    moment = dt.datetime(2026, 11, 18, 15, 5, tzinfo=dt.UTC)
    return {
        "items": [
            {
                "title": _("Two answers to your discussion"),
                "url": "#",
                "at": moment,
                "is_unread": True,
            },
            {"title": _("The workshop on Thursday has a new address"), "url": "#", "at": moment},
        ]
    }


def crumbs() -> dict[str, Any]:
    return {"label": _("Clusters")}


def tabs() -> dict[str, Any]:
    return {
        "items": [(_("About"), "#about"), (_("Members"), "#members"), (_("Discussion"), "#talk")],
        "current": "#members",
    }


def languages() -> dict[str, Any]:
    return {"title": Text("es", {"es": "Taller", "fr": "Atelier", "ar": "ورشة"}, ("fr",))}


class ExampleForm(forms.Form):
    """A form that shows each kind of field."""

    use_required_attribute = False


def _form(data: dict[str, Any] | None = None) -> ExampleForm:
    fields = {
        "name": django_forms.CharField(label=_("Name of the workshop"), max_length=80),
        "email": django_forms.EmailField(
            label=_("E-mail"), help_text=_("Only the coordinator of the programme sees it.")
        ),
        "about": django_forms.CharField(
            label=_("What you make"), widget=django_forms.Textarea, required=False
        ),
        "since": django_forms.DateField(label=_("Since"), required=False),
        "kind": django_forms.ChoiceField(
            label=_("Kind"),
            choices=[("firm", _("Firm")), ("cooperative", _("Cooperative"))],
            widget=django_forms.RadioSelect,
        ),
        "photo": django_forms.FileField(label=_("Photo"), required=False),
        "agrees": django_forms.BooleanField(label=_("Show it in the directory"), required=False),
    }
    made = type("Shown", (ExampleForm,), fields)
    return made(data, auto_id=f"id_{get_language()}_%s")


def form() -> dict[str, Any]:
    return {"form": _form()}


def wrong_form() -> dict[str, Any]:
    return {"form": _form({"name": "Hilos del Golfo", "email": "lucia@"})}


def overtaken_form() -> dict[str, Any]:
    shown = _form({"name": "Hilos del Golfo", "email": "lucia@hilo.example", "kind": "firm"})
    shown.is_valid()
    name = f"choice-{get_language()}-name"
    shown.conflict = Conflict(  # type: ignore[attr-defined]
        _(
            "%(who)s changed this (%(when)s) while you were writing. "
            "Nothing you typed is lost: choose below what to keep."
        )
        % {"who": "Amal Jabri", "when": "12:20"},
        (
            Difference(
                "name", name, shown["name"].label, "Hilos y Barro", "Hilos del Golfo", "mine"
            ),
        ),
    )
    return {"form": shown}


def form_grid() -> dict[str, Any]:
    """Two years of two places."""
    years, places = ("2026", "2027"), ("Puebla", "Nabeul")
    named = {f"{place}{year}": f"{place} · {year}" for place in places for year in years}
    controls = {
        name: django_forms.IntegerField(
            label=label, widget=django_forms.NumberInput({"aria-label": label})
        )
        for name, label in named.items()
    }
    shown = type("Grid", (forms.Form,), controls)(auto_id=f"{get_language()}-grid-%s")

    def of(year: str) -> Column:
        return Column(year, year, lambda place: fields.cell(shown[f"{place}{year}"]))

    columns = (Column("name", _("Group"), str, is_row_name=True), *map(of, years))
    table = Table(rows=places, columns=columns, caption=_("Groups"), on_phone="cards")
    return {"form": shown, "table": table}


def grouped_form() -> dict[str, Any]:
    shown = _form()
    shown.groups = ((_("About"), ("about", "since", "photo")),)  # type: ignore[attr-defined]
    return {"form": shown}


def one_field() -> dict[str, Any]:
    return {"form": _form()}


def multilingual_field() -> dict[str, Any]:
    title = MultilingualFormField(label=_("Title"))
    made = type("Shown", (ExampleForm,), {"title": title})
    return {"form": made(initial=languages(), auto_id=f"id_{get_language()}_%s")}


def picture() -> dict[str, Any]:
    return {"src": static("ui/icon.svg")}
