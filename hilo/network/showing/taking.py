"""The directory taken home: what a reader sees of it as XLSX, CSV or vCards."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hilo.network import access, vcards
from hilo.network.documents import KINDS_OF_PLACES, upward
from hilo.network.models import Cluster, Organisation
from hilo.network.queries import directory
from hilo.network.rules.asking import Asked
from hilo.network.showing import entries
from hilo.ui import reader
from hilo.ui.lists.downloads import disposition, download
from hilo.ui.tables import Column

FORMS = ("xlsx", "csv", "vcf")
TITLE = _("Directory")


class Line(NamedTuple):
    """A page of the directory, and of its contact what the reader may see."""

    row: Organisation | Cluster
    contact: dict[str, str]


def response(viewer: Any, asked: Asked, form: str) -> HttpResponse:
    """The file; `form` is one of `FORMS`. vCards are of organisations only."""
    if form == "vcf":
        return _cards(viewer, asked)
    return download(form, TITLE, COLUMNS, lines(viewer, asked))


def _cards(viewer: Any, asked: Asked) -> HttpResponse:
    parts = directory.taken_home(viewer, asked, reader.language(), ("organisation",))
    written = "".join(vcards.written(some, viewer) for some in parts)  # type: ignore[arg-type]
    answer = HttpResponse(written, content_type=vcards.CONTENT_TYPE)
    answer["Content-Disposition"] = disposition(TITLE, "vcf")
    answer["X-Robots-Tag"] = "noindex"
    return answer


def lines(viewer: Any, asked: Asked) -> Iterator[Line]:
    """Everything that was asked for, with the contact that `viewer` may see."""
    for some in directory.taken_home(viewer, asked, reader.language()):
        firms = [row for row in some if isinstance(row, Organisation)]
        contacts = access.shown_contacts(viewer, firms)
        for row in some:
            is_firm = isinstance(row, Organisation)
            yield Line(row, contacts[row.pk] if is_firm else {})


def _of(name: str) -> Any:
    return lambda line: getattr(line.row, name, "") or ""


def _shown(name: str) -> Any:
    """The word for a choice; clusters have no such field."""
    return lambda line: getattr(line.row, f"get_{name}_display", str)()


def _contact(name: str) -> Any:
    return lambda line: line.contact.get(name, "")


def _place(name: str) -> Any:
    kind = KINDS_OF_PLACES[name]
    return lambda line: next((str(one) for one in upward(line.row.place) if one.kind == kind), "")


COLUMNS = (
    Column("name", _("Name"), lambda line: entries.named(line.row)[0], is_row_name=True),
    Column("legal_name", _("Legal name"), _of("legal_name")),
    Column("kind", _("Kind"), _shown("kind")),
    Column(
        "sectors",
        _("Sectors"),
        lambda line: ", ".join(str(sector.name) for sector in line.row.sectors.all()),
    ),
    Column("municipality", _("Municipality"), _place("municipality")),
    Column("division", _("State or region"), _place("division")),
    Column("country", _("Country"), _place("country")),
    Column("stage", _("Stage of the culture cycle"), _shown("stage")),
    Column("size", pgettext_lazy("of an organisation", "Size"), _shown("size")),
    Column("women_led", _("Led by women"), _shown("women_led")),
    Column("women_owned", _("Owned by women"), _shown("women_owned")),
    Column(
        "founded",
        _("Founded in"),
        lambda line: getattr(line.row, "founded_year", None),
        is_numeric=True,
    ),
    Column("web", _("Website"), _of("web")),
    Column("email", _("E-mail"), _contact("email")),
    Column("phone", _("Phone"), _contact("phone")),
    Column("address", _("Street address"), _contact("address")),
    Column(
        "page",
        pgettext_lazy("in the directory", "Page"),
        lambda line: settings.ADDRESS + line.row.get_absolute_url(),
    ),
)
