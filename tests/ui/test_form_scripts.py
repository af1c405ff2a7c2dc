"""What scripts add to forms: sent once, drafts on the device; and nothing is missing without them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import Client
from django.urls import include, path
from playwright.sync_api import BrowserContext, Page, expect

from hilo.core.access import open_to_all
from hilo.people.models import Account
from hilo.ui import forms
from tests.people.factories import AccountFactory

received: list[dict[str, Any]] = []

PAGE = """{% extends "ui/page.html" %}{% block main %}<form method="post" data-ui-draft="test">
{% csrf_token %}{% draft_offer %}{% form_fields form %}{% actions %}{% button "Send" %}{% endactions %}
</form>{% endblock %}"""


class LetterForm(forms.Form):
    text = django_forms.CharField(label="Text", widget=django_forms.Textarea, max_length=20)
    is_public = django_forms.BooleanField(label="Public", required=False)
    password = django_forms.CharField(label="Password", required=False)


@open_to_all
def letter(request: HttpRequest) -> HttpResponse:
    form = LetterForm(request.POST or None)
    if form.is_valid():
        received.append(form.cleaned_data)
        return HttpResponse("<p>thank you</p>")
    return HttpResponse(engines["django"].from_string(PAGE).render({"form": form}, request))


urlpatterns = [path("letter/", letter, name="letter"), path("", include("hilo.ui.urls"))]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls(__name__),
]


@pytest.fixture
def write(new_context: Callable[..., BrowserContext], live_server: Any) -> Callable[..., Page]:
    received.clear()

    def start(context: BrowserContext | None = None, **more: Any) -> Page:
        page = (context or new_context(locale="en-GB", **more)).new_page()
        page.goto(f"{live_server.url}/letter/", wait_until="networkidle")
        return page

    return start


def test_what_was_never_sent_is_offered_again_on_this_device(write: Callable[..., Page]) -> None:
    page = write()
    page.get_by_label("Text").fill("half a letter")
    page.get_by_label("Public").check()
    page.get_by_label("Password").fill("do not keep")
    page.wait_for_timeout(1000)
    again = write(page.context)
    expect(again.get_by_label("Text")).to_have_value("")
    again.get_by_role("button", name="Bring it back").click()
    expect(again.get_by_label("Text")).to_have_value("half a letter")
    expect(again.get_by_label("Public")).to_be_checked()
    expect(again.get_by_label("Password")).to_have_value("")


def sign_in(context: BrowserContext, url: str, account: Account) -> None:
    """Let `account` be signed in in this browser, whoever was before."""
    client = Client()
    client.force_login(account)
    value = client.cookies["session"].value
    context.add_cookies([{"name": "session", "value": value, "url": url}])


def test_nobody_else_is_offered_it_on_the_same_device(
    write: Callable[..., Page], new_context: Callable[..., BrowserContext], live_server: Any
) -> None:
    writer, next_one = AccountFactory(), AccountFactory()
    context = new_context(locale="en-GB")
    sign_in(context, live_server.url, writer)
    page = write(context)
    page.get_by_label("Text").fill("half a letter")
    page.wait_for_timeout(1000)
    expect(write(context).get_by_role("button", name="Bring it back")).to_be_visible()
    sign_in(context, live_server.url, next_one)
    again = write(context)
    expect(again.locator("[data-ui-draft-offer]")).to_be_hidden()
    assert "half a letter" not in str(again.evaluate("() => ({...localStorage})"))


def test_once_sent_nothing_is_offered(write: Callable[..., Page]) -> None:
    page = write()
    page.get_by_label("Text").fill("a whole letter")
    page.wait_for_timeout(1000)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("thank you")).to_be_visible()
    again = write(page.context)
    expect(again.locator("[data-ui-draft-offer]")).to_be_hidden()


def test_a_second_press_sends_nothing_more(write: Callable[..., Page]) -> None:
    page = write()
    page.get_by_label("Text").fill("once")
    page.evaluate(
        "() => { const button = document.querySelector('main button[type=submit]');"
        " button.click(); button.click(); button.click() }"
    )
    expect(page.get_by_text("thank you")).to_be_visible()
    assert len(received) == 1


def test_without_scripts_the_form_still_says_what_is_wrong(write: Callable[..., Page]) -> None:
    page = write(java_script_enabled=False)
    page.get_by_label("Text").fill(" ")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Fill this in.")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Text")).to_be_focused()
