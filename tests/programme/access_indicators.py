"""What each role meets at the addresses of indicators, their targets and declared values."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from hilo.core import storage
from tests.access import ELSEWHERE, HIDDEN, OPEN, REFUSED, SIGN_IN, Row
from tests.programme.factories import DeclarationFactory, IndicatorFactory, ProgrammeFactory

A_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
KEPT: dict[str, Any] = {"stranger": SIGN_IN, "coordinator": OPEN, "others": REFUSED}


def a_programme() -> dict[str, Any]:
    return {"slug": IndicatorFactory().programme.slug}


def an_indicator(**told: Any) -> Any:
    def words() -> dict[str, Any]:
        one = IndicatorFactory(**told)
        return {"slug": one.programme.slug, "code": one.code}

    return words


def a_value() -> dict[str, Any]:
    one = DeclarationFactory()
    return {
        "slug": one.indicator.programme.slug,
        "code": one.indicator.code,
        "uuid": one.uuid,
    }


def a_documented_value() -> dict[str, Any]:
    pdf = ContentFile(A_PDF, name="acta.pdf")
    one = DeclarationFactory(file=storage.keep(pdf, kinds=("document",), by=None))
    return {
        "slug": one.indicator.programme.slug,
        "code": one.indicator.code,
        "uuid": one.uuid,
    }


def a_draft() -> dict[str, Any]:
    return {"slug": ProgrammeFactory(state="draft").slug}


INDICATORS = [
    Row("programme:indicators", kwargs=a_programme, stranger=OPEN, others=OPEN),
    Row("programme:indicators", kwargs=a_draft, stranger=HIDDEN, coordinator=OPEN, others=HIDDEN),
    Row("programme:indicator", kwargs=an_indicator(), stranger=OPEN, others=OPEN),
    Row(
        "programme:indicator",
        kwargs=an_indicator(is_public=False),
        stranger=HIDDEN,
        coordinator=OPEN,
        promoter=OPEN,
        others=HIDDEN,
    ),
    Row("programme:new_indicator", kwargs=a_programme, **KEPT),
    Row("programme:order_indicators", kwargs=a_programme, **KEPT),
    Row("programme:edit_indicator", kwargs=an_indicator(), **KEPT),
    Row("programme:remove_indicator", kwargs=an_indicator(), **KEPT),
    Row("programme:targets", kwargs=an_indicator(), **KEPT),
    Row("programme:values", kwargs=an_indicator(), **KEPT),
    Row("programme:value", kwargs=a_value, **KEPT, promoter=OPEN),
    Row("programme:value", kwargs=a_value, **KEPT | {"coordinator": OPEN}, method="post"),
    Row("programme:value_document", kwargs=a_documented_value, **KEPT, promoter=OPEN),
    Row(
        "programme:value_document",
        kwargs=a_value,
        **KEPT | {"coordinator": HIDDEN},
        promoter=HIDDEN,
    ),
    Row(
        "programme:verify_value", kwargs=a_value, **KEPT | {"coordinator": ELSEWHERE}, method="post"
    ),
    Row(
        "programme:take_value_back",
        kwargs=a_value,
        **KEPT | {"coordinator": ELSEWHERE},
        method="post",
    ),
]
