"""What people write stays text wherever it is shown: it never becomes a part of the page.

Every text column of every row is filled with something that would run, then every address of the
access tables is opened by those who may see it.
"""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, models, transaction
from django.test import Client
from django.urls import reverse

from hilo.core.models import Installation
from hilo.core.text import Text
from hilo.core.text.fields import MultilingualField
from tests.test_access_matrix import rows
from tests.test_nasty_input import SENT, WORDS, fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EVIL = "x'\"><img src=x onerror=alert(1)><script>alert(1)</script>"
MARKDOWN = (
    f"{EVIL}\n\n[link](javascript:alert(1)) ![p](https://evil.example/x.png) <svg onload=alert(1)>"
    '\n\n[data](data:text/html,x) <a href="vbscript:x">v</a> [x]: javascript:alert(1)'
)
SCHEMES = ("javascript:", "data:text", "vbscript:")
# What the program itself reads, and no person writes.
MODELS = (
    "people",
    "places",
    "competences",
    "credentials",
    "attendance",
    "programme",
    "notifications",
    "core",
)
KEPT = {
    *("slug", "code", "key", "email", "state", "kind", "role", "language", "name_order", "gender"),
    *(
        "shown_to",
        "token_hash",
        "message",
        "event",
        "sheet",
        "task",
        "category",
        "password",
        "hash",
    ),
    *("designation", "timezone", "currency", "regime", "purpose", "problem", "address", "version"),
}


def fill() -> int:
    """Write `EVIL` into every text that people could have written; answers into how many."""
    filled = 0
    for model in (model for app in MODELS for model in apps.get_app_config(app).get_models()):
        for field in model._meta.concrete_fields:
            filled += _fill(model, field)
    return filled


def _fill(model: Any, field: Any) -> int:
    if isinstance(field, MultilingualField):
        value: Any = Text("es", {"es": MARKDOWN if "about" in field.name else EVIL})
    elif isinstance(field, models.CharField | models.TextField) and _is_written(field):
        value = EVIL[: field.max_length] if field.max_length else MARKDOWN
    else:
        return 0
    try:
        with transaction.atomic():
            return model._default_manager.update(**{field.name: value})
    except (IntegrityError, DataError):
        return 0  # the database itself refuses it there


def _is_written(field: Any) -> bool:
    is_short = field.max_length is not None and field.max_length < len(EVIL)
    return not (is_short or field.name in KEPT or field.choices or field.unique)


def test_nothing_that_is_written_runs(as_role: Any) -> None:
    readers = {role: as_role(role)[0] for role in ("coordinator", "operator", "member")}
    readers["stranger"] = Client()
    addresses = [reverse(row.name, kwargs=row.kwargs()) for row in rows() if row.method == "get"]
    assert fill() > 20
    found = [
        f"{role} {address}: {run}"
        for role, client in readers.items()
        for address in addresses
        for run in _running(client.get(address))
    ]
    assert found == []


class Runs(HTMLParser):
    """What in a page would run, or fetch something from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.is_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_script = tag == "script"
        for name, value in attrs:
            points = name in {"href", "src", "action", "formaction"} and (value or "").strip()
            if name.startswith("on") or name == "style" or (points and _is_foreign(name, points)):
                self.found.append(f"<{tag} {name}={value}>")

    def handle_data(self, data: str) -> None:
        if self.is_script and data.strip().startswith("alert"):
            self.found.append(f"<script>{data}")
        self.is_script = False


def _is_foreign(name: str, address: str) -> bool:
    address = address.lower()
    return address.startswith(SCHEMES) or (name == "src" and "evil.example" in address)


def _running(answer: Any) -> list[str]:
    content = b"".join(answer) if answer.streaming else answer.content
    if "html" not in answer["Content-Type"]:
        return []
    parser = Runs()
    parser.feed(content.decode())
    return parser.found


def test_nothing_that_is_sent_comes_back_running(as_role: Any) -> None:
    """In an address, in a form that is shown again, in a choice that does not exist."""
    found = []
    for role in ("stranger", "coordinator"):
        client = as_role(role)[0]
        for row in {row.name: row for row in rows()}.values():
            address = reverse(row.name, kwargs=row.kwargs())
            fields = {*SENT, *fields_of(client, address)} - {"csrfmiddlewaretoken"}
            for method, words in (("get", WORDS), ("post", fields)):
                answer = _sent(client, method, address, dict.fromkeys(words, EVIL))
                found += [f"{method} {row.name}: {run}" for run in _running(answer)]
    assert found == []


def _sent(client: Client, method: str, address: str, data: dict[str, Any]) -> Any:
    """The answer; what it changed is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = getattr(client, method)(address, data)
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def test_the_filling_reaches_the_pages(as_role: Any) -> None:
    """Otherwise the test above would prove nothing."""
    client, account = as_role("coordinator")
    fill()
    page = client.get(reverse("people:person", kwargs={"uuid": account.person.uuid}))
    assert "&lt;img src=x" in page.content.decode()


def test_no_json_ends_the_element_it_stands_in(client: Client) -> None:
    Installation.objects.update(name="</script><script>alert(1)</script>")
    page = client.get("/en/").content.decode()
    assert "</script><script>alert" not in page
    start = page.index('<script type="application/ld+json">') + len(
        '<script type="application/ld+json">'
    )
    assert json.loads(page[start : page.index("</script>", start)])
