"""A learner on a phone keeps her course, loses the signal, reads a lesson and answers a quiz, comes back: all is there
once. Then she signs out, and nothing of hers stays on the phone."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import OpenContext
from tests.journeys.house import House
from tests.journeys.test_a_directors_day import sign_in_by_code

pytestmark = pytest.mark.browser

BEGINNER = """
from hilo.learning.models import Enrolment
rows = Enrolment.objects.filter(state="active", done=0, person__account__is_active=True)
print("LEARNER", rows.order_by("pk")[0].person.account.email, rows.order_by("pk")[0].course.slug)
"""
DONE = """
from hilo.learning.models import Attempt, Done
person = {{"enrolment__person__account__email": "{email}"}}
attempts = Attempt.objects.filter(**person)
print("DONE", Done.objects.filter(**person).count(), [one.state for one in attempts],
      [one.answers.exclude(response=None).count() for one in attempts])
"""


def asked(house: House, script: str) -> list[str]:
    """What a script answers in the installation, word by word after its first."""
    lines = house.command("shell", "-c", script).splitlines()
    return next(line for line in lines if line.split(" ")[0].isupper()).split(" ", 1)[1].split(" ")


def test_a_day_without_a_signal(house: House, open_context: OpenContext, keep: Any) -> None:
    email, slug = asked(house, BEGINNER)
    context = open_context("es", width=360)
    page = context.new_page()
    sign_in_by_code(page, house, email)
    course = f"{house.address}/es/courses/{slug}/"
    keeps_the_course(page, course)
    keep(page, "kept-course")

    context.set_offline(True)
    reads_a_lesson(page, course)
    answers_a_quiz(page, course)
    keep(page, "quiz-offline")
    page.goto(f"{house.address}/es/competences/")  # a page that was never kept
    expect(page.locator("[data-ui-shelf]")).to_be_visible()
    keep(page, "kept-offline")

    her_session_is_over(context, page, house)
    sign_in_by_code(page, house, email)
    comes_back(page, house)
    done = asked(house, DONE.format(email=email))
    assert done[0] in ("1", "2"), done  # the lesson; the quiz too if she passed it
    assert len(done) == 3 and done[2] == "[1]", done  # one attempt, one answer

    signs_out_and_leaves_nothing(page, house)


def keeps_the_course(page: Page, course: str) -> None:
    page.goto(course)
    page.locator("[data-ui-keep]").click()
    expect(page.locator("[data-ui-unkeep]")).to_be_visible(timeout=60_000)
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def reads_a_lesson(page: Page, course: str) -> None:
    page.goto(course)
    page.locator(".course-steps li[data-kind=lesson] a").first.click()
    expect(page.locator(".lesson p").first).to_be_visible()
    expect(page.locator("[data-ui-signal]")).to_be_visible()
    here = page.url
    page.locator(".read-it button").click()
    page.wait_for_function("there => location.href !== there", arg=here)
    expect(page.locator("[data-ui-signal]")).to_contain_text("1")


def answers_a_quiz(page: Page, course: str) -> None:
    page.goto(course)
    page.locator(".course-steps li[data-kind=quiz] a").first.click()
    quiz = page.locator("form[data-ui-offline-quiz]")
    quiz.locator("input[type=radio]").first.check()
    expect(quiz.locator("[data-ui-offline-said]")).not_to_be_empty()
    page.reload()  # the phone was switched off and on again
    expect(quiz.locator("input[type=radio]").first).to_be_checked()
    quiz.locator("button[name=hand_in]").click()  # seven questions are open; she is told
    expect(quiz.locator("button[name=hand_in]")).to_be_enabled()
    quiz.locator("button[name=hand_in]").click()
    expect(quiz.locator("button[name=hand_in]")).to_be_disabled()


def her_session_is_over(context: BrowserContext, page: Page, house: House) -> None:
    """The signal is back, but the session is not: what waits is told, and stays."""
    context.clear_cookies()
    context.set_offline(False)
    page.goto(f"{house.address}/es/sign-in/")
    expect(page.locator("[data-ui-waits-here]")).to_contain_text("3")


def comes_back(page: Page, house: House) -> None:
    page.goto(f"{house.address}/es/learning/kept/")
    expect(page.locator("[data-ui-signal][data-tone=ok]")).to_be_visible(timeout=30_000)
    page.reload()
    expect(page.locator("[data-ui-waiting]")).to_be_hidden()
    expect(page.locator("[data-ui-refusals]")).to_be_hidden()


def signs_out_and_leaves_nothing(page: Page, house: House) -> None:
    page.goto(f"{house.address}/es/me/")
    page.locator("main form[data-ui-leave] button").click()
    leaving = page.locator("[data-ui-leaving]")
    expect(leaving).to_be_visible()
    leaving.locator("button[name=clear]").click()
    page.wait_for_url(lambda url: "kept" not in url)
    names = page.evaluate("caches.keys()")
    assert names == [], names
    page.goto(f"{house.address}/es/learning/kept/")
    assert "sign-in" in page.url
