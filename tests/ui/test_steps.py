"""Forms in steps: drafts, going back, a last look, nothing sent by halves."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import time_machine
from django import forms as django_forms
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from django.views.decorators.http import require_safe

from hilo.core.access import open_to_all
from hilo.core.problems import Problem
from hilo.ui import drafts, forms
from hilo.ui.models import Draft
from hilo.ui.steps import Step, StepForm

sent: list[dict[str, dict[str, Any]]] = []


class YouForm(forms.Form):
    name = django_forms.CharField(label="Name")


class FirmForm(forms.Form):
    people = django_forms.IntegerField(label="People")
    kind = django_forms.ChoiceField(label="Kind", choices=[("coop", "Cooperative")])


class Apply(StepForm):
    name = "test.apply"
    title = "Apply"
    steps = (Step("you", "About you", YouForm), Step("firm", "Your firm", FirmForm))

    def finish(self, answers: dict[str, dict[str, Any]]) -> HttpResponse:
        if answers["you"]["name"] == "Nobody":
            raise Problem("The call has closed.")
        sent.append(answers)
        return HttpResponse("thank you")


@require_safe
def nothing(request: Any) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("apply/", open_to_all(Apply.as_view()), name="apply"),
    path("sign-in/", nothing, name="account_login"),
    path("", include("hilo.ui.urls")),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture(autouse=True)
def nothing_sent() -> None:
    sent.clear()


@pytest.fixture(params=["stranger", "member"])
def reader(request: pytest.FixtureRequest, as_role: Any) -> Client:
    """Both kinds of readers: drafts of strangers live in their session, of people in the database."""
    client: Client = as_role(request.param)[0]
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def page(client: Client, step: str = "") -> str:
    return client.get("/apply/", {"step": step} if step else {}).content.decode()


def fill(client: Client, step: str, **values: str) -> Any:
    return client.post(f"/apply/?step={step}", values)


def test_from_the_first_step_to_the_last_look_to_the_end(reader: Client) -> None:
    assert "About you" in page(reader)
    assert fill(reader, "you", name="Lucía")["Location"] == "/apply/?step=firm"
    assert fill(reader, "firm", people="4", kind="coop")["Location"] == "/apply/?step=review"
    last = page(reader, "review")
    assert "Lucía" in last
    assert "Cooperative" in last
    assert reader.post("/apply/", {"send": "1"}).content == b"thank you"
    assert sent == [{"you": {"name": "Lucía"}, "firm": {"people": 4, "kind": "coop"}}]
    assert "Lucía" not in page(reader, "you")


def test_a_wrong_step_keeps_what_was_typed_even_after_leaving(reader: Client) -> None:
    answer = fill(reader, "firm", people="many", kind="coop")
    assert answer.status_code == 422
    assert "Write a whole number." in answer.content.decode()
    assert 'value="many"' in page(reader, "firm")


def test_a_draft_is_kept_unfinished(reader: Client) -> None:
    answer = fill(reader, "firm", people="", kind="", later="1")
    assert "Your draft is kept" in answer.content.decode()
    fill(reader, "firm", people="7", later="1")
    assert 'value="7"' in page(reader, "firm")


def test_nothing_is_sent_while_a_step_is_missing(reader: Client) -> None:
    fill(reader, "firm", people="4", kind="coop")
    assert reader.post("/apply/", {"send": "1"})["Location"] == "/apply/?step=you"
    assert not sent


def test_the_last_look_is_closed_until_all_steps_are_right(reader: Client) -> None:
    assert "Your name" not in page(reader, "review")
    assert 'name="name"' in page(reader, "review")


def test_a_problem_is_said_on_the_last_page_and_the_draft_stays(reader: Client) -> None:
    fill(reader, "you", name="Nobody")
    fill(reader, "firm", people="4", kind="coop")
    answer = reader.post("/apply/", {"send": "1"})
    assert answer.status_code == 422
    assert "The call has closed." in answer.content.decode()
    assert "Nobody" in page(reader, "you")


def test_a_draft_can_be_thrown_away(reader: Client) -> None:
    fill(reader, "you", name="Lucía")
    reader.post("/apply/?step=firm", {"discard": "1"})
    assert "Lucía" not in page(reader, "you")


def test_the_draft_of_one_person_is_not_another_s(as_role: Any) -> None:
    one, _account = as_role("member")
    other, _account = as_role("member")
    fill(one, "you", name="Lucía")
    assert "Lucía" not in page(other, "you")


def test_a_character_that_no_database_keeps_is_left_out_of_a_draft(as_role: Any) -> None:
    request = RequestFactory().get("/")
    request.user = as_role("member")[1]
    draft = drafts.draft_of(request, "lesson", "1 es")
    draft.keep("text", {"body": ["Barro\x00 y agua"]})
    assert draft.steps() == {"text": {"body": ["Barro y agua"]}}


def test_a_draft_goes_with_its_writer_and_with_time(as_role: Any) -> None:
    client, account = as_role("member")
    fill(client, "you", name="Lucía")
    assert drafts.export(account.person)[0]["steps"] == {"you": {"name": ["Lucía"]}}
    assert drafts.prune() == 0
    with time_machine.travel(dt.datetime(2026, 5, 20, tzinfo=dt.UTC)):
        assert drafts.prune() == 1
    fill(client, "you", name="Lucía")
    drafts.erase(account.person, dt.datetime(2026, 3, 10, tzinfo=dt.UTC))
    assert not Draft.objects.exists()
