"""What each role meets at the addresses of certificates."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from hilo.core.text import Text
from hilo.credentials.services import batches, templates
from hilo.credentials.services.printing import print_it
from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.credentials.factories import (
    AchievementFactory,
    SignatoryFactory,
    TemplateFactory,
    a_certificate,
)
from tests.people.factories import PersonFactory


def a_code() -> dict[str, Any]:
    return {"code": a_certificate().code}


def a_list() -> dict[str, Any]:
    return {"number": a_certificate().status_list.number}


def one() -> dict[str, Any]:
    return {"uuid": a_certificate().uuid}


def a_printed_one() -> dict[str, Any]:
    made = a_certificate()
    print_it(made)
    return {"uuid": made.uuid}


def a_badge() -> dict[str, Any]:
    return {"uuid": a_certificate().uuid, "form": "jwt"}


def a_template() -> dict[str, Any]:
    return {"uuid": TemplateFactory().uuid}


def a_logo() -> dict[str, Any]:
    made = TemplateFactory()
    templates.add_logo(made, ContentFile(picture(), name="logo.png"), by=None)
    return {"uuid": made.uuid, "file": made.logos.get().uuid}


def a_signatory() -> dict[str, Any]:
    made = SignatoryFactory(role=Text.of("es", "Presidenta"))
    return {"uuid": made.template.uuid, "number": made.pk}


def an_achievement() -> dict[str, Any]:
    return {"uuid": AchievementFactory().uuid}


def a_batch() -> dict[str, Any]:
    made = batches.issue_many([PersonFactory()], achievement=AchievementFactory(), by=None)
    return {"uuid": made.uuid}


def picture() -> bytes:
    """A small picture, as a browser would send it."""
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (330, 120), "#1b7468").save(out, "PNG")
    return out.getvalue()


def office(name: str, **told: Any) -> Row:
    """A page of those who issue certificates."""
    given = {"coordinator": OPEN} | told
    return Row(f"credentials:{name}", stranger=SIGN_IN, others=REFUSED, **given)


def press(name: str, kwargs: Any, **told: Any) -> Row:
    """A button of theirs."""
    return office(name, kwargs=kwargs, method="post", **({"coordinator": ELSEWHERE} | told))


ACCESS = [
    Row("certificate", kwargs=a_code, stranger=ELSEWHERE, others=ELSEWHERE),
    Row("did_document", stranger=OPEN, others=OPEN),
    Row("status_list", kwargs=a_list, stranger=OPEN, others=OPEN),
    Row("credentials:shown", kwargs=a_code, stranger=OPEN, others=OPEN),
    Row("credentials:verify", stranger=OPEN, others=OPEN),
    Row("credentials:mine", stranger=SIGN_IN, others=OPEN),
    Row("credentials:my_file", kwargs=one, stranger=SIGN_IN, others=HIDDEN),
    Row("credentials:badge", kwargs=a_badge, stranger=SIGN_IN, others=HIDDEN),
    Row("credentials:keep_name", kwargs=one, method="post", stranger=SIGN_IN, others=HIDDEN),
    office("office"),
    office("certificate", kwargs=one),
    office("file", kwargs=a_printed_one),
    press("revoke", one, data={"revoke-reason": "Un error."}),
    press("reissue", one, data={"reissue-reason": "El nombre.", "reissue-language": ""}),
    office("achievements"),
    office("new_achievement"),
    office("achievement", kwargs=an_achievement),
    office("change_achievement", kwargs=an_achievement),
    office("batch", kwargs=a_batch),
    office("archive", kwargs=a_batch),
    office("templates"),
    office("new_template"),
    office("template", kwargs=a_template),
    office("preview", kwargs=a_template),
    office("picture", kwargs=a_logo),
    press("add_logo", a_template, coordinator=OPEN),
    press("remove_logo", a_logo),
    press("add_signatory", a_template, coordinator=OPEN),
    press("remove_signatory", a_signatory),
    press("retire", a_template),
    press("take_up", a_template),
]
