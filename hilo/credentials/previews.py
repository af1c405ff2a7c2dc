"""How a certificate of a template would look: the same words and paper, an invented name, no number."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from hilo.core.text import Text, languages
from hilo.core.time import today
from hilo.credentials.models import Achievement, Template
from hilo.credentials.rules import wording
from hilo.credentials.services import freezing, printing

NO_CODE = "000000000000"
NAMES = {
    "es": "Citlali Xochitiotzin Muñoz",
    "fr": "Salma Ben Achour",
    "ar": "فاطمة الزهراء العلوي",
    "en": "Noé Ñandú",
}


def pdf_of(template: Template, language: str) -> bytes:
    """The preview in `language`, as far as the template is written in it."""
    wanted = language if language in languages() else template.text.original
    spoken = freezing.language_for(template, wanted)
    given = freezing.Given(
        holder=NAMES.get(spoken, NAMES["es"]),
        language=spoken,
        country="",
        number=wording.number(template.prefix, today().year, 0),
        code=NO_CODE,
        issued_on=today(),
    )
    content = freezing.content_of(_sample(template, spoken), given)
    return printing.pdf_of(content | _marked(spoken))


def _marked(language: str) -> dict[str, Any]:
    """A preview says across itself that it is one."""
    with translation.override(language):
        return {"demonstration": _("Preview: it certifies nothing")}


def _sample(template: Template, language: str) -> Achievement:
    """Something to certify that is never saved."""
    with translation.override(language):
        name = Text.of(language, _("The name of the course"))
    return Achievement(template=template, kind=template.kind, name=name, hours=40)
