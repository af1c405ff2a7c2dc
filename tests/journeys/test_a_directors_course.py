"""A director on an old phone without scripts, in Spanish: from the first code to a certificate that a stranger verifies
in Arabic, and that proves nothing any more once it is revoked. The thread is followed in both directions."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import OpenContext
from tests.journeys.director import Day, downloaded, hears, link_in, look, press, thread_at
from tests.journeys.house import House
from tests.journeys.people import SignIn, sign_in
from tests.journeys.scene_of_a_course import KEPT, LATER, SCENE
from tests.journeys.test_a_day_without_a_signal import asked
from tests.journeys.test_a_directors_day import sign_in_by_code

pytestmark = pytest.mark.browser

COURSE = "courses/gestion-cultural-municipal"
GROUP = "grupo-de-la-tarde"
WORK = "Objetivo: que doce talleres vendan en la plaza. Costo: 48,000 pesos. Responsable: la dirección."
PRAISE = "Objetivo claro y costo completo."
REASON = "Se emitió antes de cerrar la última lista."
# What she answers to the quiz, by what one reads beside each control.
CHOICES = (
    "La misma época",
    "La misma manera de contar",
    "Se la lee completa",
    "Un servicio permanente de asesoría",
    "Un verbo que obligue",
)
LEVELS = {"La encargada": "Dicho", "La coordinadora": "Visto", "El acuerdo aparece": "Publicado"}


@pytest.fixture
def day(house: House, open_context: OpenContext, keep: Any) -> Day:
    told = asked(house, SCENE)
    context = open_context("es", width=360, javascript=False, accept_downloads=True)
    told[1] = told[1].replace("_", " ")
    ear = open_context("es", width=360).new_page()
    return Day(house, context.new_page(), ear, keep, *told)


def test_a_directors_course(day: Day, whom: dict[str, SignIn], open_context: OpenContext) -> None:
    sign_in_by_code(day.page, day.house, day.email)
    rates_herself(day, "Antes del curso")
    reads_two_lessons(day)
    answers_a_quiz_and_loses_the_signal(day)
    trainer = open_context("es").new_page()
    sign_in(trainer, day.house, whom["trainer"])
    is_at_the_session(day, trainer)
    hands_in_her_work(day)
    is_answered(day, trainer)
    says_how_it_was(day)
    coordinator = open_context("es").new_page()
    sign_in(coordinator, day.house, whom["coordinator"])
    number = gets_her_certificate(day, coordinator)
    code = follows_the_thread(day)
    badge = takes_it_home(day, number)
    stranger = open_context("ar", width=360).new_page()
    is_verified_by_a_stranger(day, stranger, code, number, badge)
    is_revoked(day, coordinator, stranger, number)


# Before and after.


def rates_herself(day: Day, name: str) -> None:
    """Each competence of the course: how important, how able. Found from her home."""
    page = day.go("")
    page.locator(".to-do li", has_text=name).locator("a").click()
    threes = page.locator(".scale input[value='3']")
    assert threes.count() >= 20
    threes.evaluate_all("all => all.forEach(one => one.click())")
    day.looks_well(f"rating-{name.split()[0]}")
    page.locator("main button[name=finish]").click()
    page.wait_for_load_state()
    expect(page.locator("main [data-tone=warn]")).to_have_count(0)
    expect(day.go("").locator(".to-do li", has_text=name)).to_have_count(0)


def says_how_it_was(day: Day) -> None:
    """She is asked once she has completed; what she does not say stays unsaid."""
    hears(day, "Lo terminó")
    day.house.command("shell", "-c", LATER)
    rates_herself(day, "Después del curso")
    page = day.go(f"cohorts/{GROUP}/reaction/")
    day.looks_well("reaction")
    page.locator("[name=useful][value='5']").check()
    page.locator("[name=helped]").fill("Los ejemplos de otros municipios.")
    press(page)
    assert page.url.endswith(f"/cohorts/{GROUP}/")
    day.go(f"cohorts/{GROUP}/reaction/")
    expect(page.locator("[name=useful][value='5']")).to_be_checked()
    expect(page.locator("[name=clear][value='']")).to_be_checked()


# Reading and answering.


def missing(day: Day) -> Locator:
    """Her courses, which say in words what is still missing."""
    return day.go("learning/").locator("main")


def reads_two_lessons(day: Day) -> None:
    expect(missing(day)).to_contain_text(
        "2 lecciones, 1 cuestionario, 1 tarea y 1 h 36 min de asistencia"
    )
    day.looks_well("my-courses")
    for number in range(2):
        day.go(f"{COURSE}/")
        day.page.locator(".course-steps li[data-kind=lesson]:not([data-done]) a").first.click()
        expect(day.page.locator(".lesson p").first).to_be_visible()
        if number == 0:
            day.looks_well("lesson")
        day.page.locator(".read-it button").click()
        day.page.wait_for_load_state()
    expect(missing(day)).to_contain_text("1 cuestionario, 1 tarea y 1 h 36 min de asistencia")
    expect(missing(day)).not_to_contain_text("lección")


def answers_a_quiz_and_loses_the_signal(day: Day) -> None:
    """Each answer is sent by itself; one is sent without a signal, and sent again when it is back."""
    page = day.go(f"{COURSE}/quiz/{day.quiz}/")
    page.locator("main button[name=begin]").click()
    day.looks_well("quiz")
    attempt = page.url
    for words in CHOICES[:2]:
        choose(page, words)
        save(page)
    choose(page, CHOICES[2])
    page.context.set_offline(True)
    page.locator("main button[name=save]").click()
    expect(page.locator("main")).to_have_count(0)  # the browser says that there is no connection
    assert kept(day) == ["1", "1"], "one attempt, one question answered"
    page.context.set_offline(False)
    page.reload()  # sends the answer again
    assert page.url == attempt
    assert kept(day) == ["1", "2"]
    expect(choice(page, CHOICES[0])).to_be_checked()
    expect(choice(page, CHOICES[2])).to_be_checked()
    answers_the_rest(page)
    page.locator("main button[name=hand_in]").click()
    page.wait_for_url("**/result/")
    expect(page.locator("main")).to_contain_text("8 de 8 puntos")
    day.looks_well("result")
    expect(missing(day)).not_to_contain_text("cuestionario")


def choice(page: Page, words: str) -> Locator:
    return page.locator(".question label", has_text=words).locator("input")


def choose(page: Page, words: str) -> None:
    choice(page, words).check()


def save(page: Page) -> None:
    page.locator("main button[name=save]").click()
    page.wait_for_load_state()


def answers_the_rest(page: Page) -> None:
    for words in CHOICES[3:]:
        choose(page, words)
    page.locator("#q2 input").fill("29")
    page.locator("#q3 input[value=false]").check()
    for words, level in LEVELS.items():
        page.locator("#q4 label", has_text=words).locator("select").select_option(label=level)
    page.locator("#q8 input").fill("Acta")


def kept(day: Day) -> list[str]:
    """How many attempts and answers of hers the house has."""
    return asked(day.house, KEPT.format(email=day.email, quiz=day.quiz))


# At the session, and the work.


def is_at_the_session(day: Day, trainer: Page) -> None:
    """The trainer shows a code on the wall of the room; she types it on her phone."""
    office = f"{day.house.address}/es/office/sessions/{day.meeting}/"
    trainer.goto(office)
    press(trainer, "[name=minutes]")
    trainer.wait_for_url("**/screen/")
    code = trainer.locator(".wall-code b").inner_text()
    expect(trainer.locator("[data-ui-countdown]")).to_contain_text(":")
    day.keep(trainer, "screen")
    page = day.go("here/")
    page.locator("[name=code]").fill("000000" if "000" not in code else "111111")
    press(page)
    expect(page.locator(".errors")).to_be_visible()
    page.locator("[name=code]").fill(code)
    press(page)
    expect(page.locator("main [data-tone=ok]")).to_contain_text("Del acuerdo al cabildo")
    day.looks_well("here")
    expect(trainer.locator("[data-ui-fresh]")).to_contain_text("1 / 1", timeout=30_000)
    trainer.goto(office)
    trainer.locator("button[name=close]", has_text="lista").click()
    trainer.wait_for_load_state()
    expect(missing(day)).to_contain_text("Aún falta para su constancia: 1 tarea.", timeout=20_000)


def hands_in_her_work(day: Day) -> None:
    page = day.go(f"{COURSE}/assignment/{day.assignment}/")
    page.locator("[name=text]").fill(WORK)
    page.locator("button[name=hand_in]").click()
    page.wait_for_load_state()
    expect(page.locator("main")).to_contain_text("Entregado")
    day.looks_well("assignment")


def is_answered(day: Day, trainer: Page) -> None:
    """Her trainer takes it; a mail leads her to what they say."""
    trainer.goto(f"{day.house.address}/es/office/cohorts/{GROUP}/grading/")
    trainer.locator("main a[href*='/grading/works/']").first.click()
    criteria = trainer.locator("main form fieldset")
    for number in range(criteria.count()):
        criteria.nth(number).locator("input").last.check()
    trainer.locator("[name=feedback]").fill(PRAISE)
    trainer.locator("button[name=grade]").click()
    trainer.wait_for_load_state()
    said = hears(day, "Hay respuesta a su trabajo")
    assert "Se aceptó." in said
    day.page.goto(link_in(said, "/assignment/"))
    expect(day.page.locator("main")).to_contain_text(PRAISE)
    expect(day.go("learning/").locator("main")).to_contain_text("Decir cómo estuvo")


# The certificate.


def gets_her_certificate(day: Day, coordinator: Page) -> str:
    """The coordinator issues it; its number, once the file is there."""
    coordinator.goto(f"{day.house.address}/es/office/cohorts/{GROUP}/certificates/")
    press(coordinator, "[value=completion]")
    assert "/batches/" in coordinator.url
    hears(day, "Su constancia")
    page = day.go("me/certificates/")
    until = time.monotonic() + 30
    while not page.locator("main a[href*='/file/']").count() and time.monotonic() < until:
        time.sleep(0.5)
        page.reload()
    day.looks_well("my-certificates")
    found = re.search(r"P9-\d{4}-\d{6}", page.locator("main article").first.inner_text())
    assert found
    return found.group()


def takes_it_home(day: Day, number: str) -> dict[str, str]:
    """The paper with her name and number, and the badge as a token and as JSON."""
    page = day.go("me/certificates/")
    paper = PdfReader(downloaded(page, "a[href*='/file/']"))
    text = " ".join(paper.pages[0].extract_text().split())
    assert number in text
    assert "Política y gestión cultural municipal" in text
    assert day.name in text
    page.locator("main summary").first.click()
    return {
        form: downloaded(page, f"a[href$='badge.{form}']").read_text() for form in ("jwt", "json")
    }


# The thread.


def follows_the_thread(day: Day) -> str:
    """From her home to what counts her, and from there back to where it began; the code on the way."""
    page, home = day.page, day.go("").url
    programme, course = "/es/programmes/paralelo-9-mx/", f"/es/{COURSE}/"
    certificate = next(one for one in thread_at(page, home)[1] if "/v/" in one)
    assert programme in thread_at(page, home)[0]
    assert f"/es/cohorts/{GROUP}/" in thread_at(page, home)[1]
    back, forth = thread_at(page, day.house.address + programme)
    assert course in forth
    back, forth = thread_at(page, day.house.address + course)
    assert {programme, f"{programme}chain/"} <= set(back), "the output that it serves"
    assert {certificate, f"{programme}indicators/1.1b/"} <= set(forth)
    back, forth = thread_at(page, f"{day.house.address}/es/cohorts/{GROUP}/")
    assert course in back and certificate in forth
    back, forth = thread_at(page, day.house.address + certificate)
    assert {programme, course} <= set(back) and f"{programme}indicators/O.c/" in forth
    back, _forth = thread_at(page, f"{day.house.address}{programme}indicators/O.c/")
    assert {programme, course} <= set(back)
    day.go("")
    day.looks_well("home")
    return certificate.rstrip("/").split("/")[-1]


# The stranger.


def is_verified_by_a_stranger(
    day: Day, stranger: Page, code: str, number: str, badge: dict[str, str]
) -> None:
    """By the code that stands on the paper, then as a token and as JSON; all of it in Arabic."""
    verify = f"{day.house.address}/ar/verify/"
    stranger.goto(verify)
    stranger.locator("[name=said]").fill(f"{code[:4]}-{code[4:8]}-{code[8:]}".lower())
    press(stranger)
    assert stranger.url.endswith(f"/ar/v/{code}/")
    expect(stranger.locator("html")).to_have_attribute("dir", "rtl")
    expect(stranger.locator(".verdict")).to_contain_text("سارية")
    expect(stranger.locator("main")).to_contain_text(day.name)
    expect(stranger.locator("main")).to_contain_text(number)
    back, forth = thread_at(stranger, stranger.url)
    assert f"/ar/{COURSE}/" in back and "/ar/programmes/paralelo-9-mx/indicators/O.c/" in forth
    assert not any("cohorts" in one for one in [*back, *forth]), "where she learned is hers"
    look(day, stranger, "certificate-ar")
    stranger.goto(verify)
    stranger.locator("[name=said]").fill(badge["jwt"])
    press(stranger)
    expect(stranger.locator(".checks li[data-tone=ok]")).to_have_count(5)
    expect(stranger.locator("main a[href*='/v/']").first).to_be_visible()
    look(day, stranger, "verified-ar")
    stranger.goto(verify)
    stranger.locator("[name=said]").fill(badge["json"])
    press(stranger)
    assert stranger.url.endswith(f"/ar/v/{code}/"), "what is not signed leads to what is"


def is_revoked(day: Day, coordinator: Page, stranger: Page, number: str) -> None:
    """With a reason; whoever looks again reads it, and it is counted no more."""
    coordinator.goto(f"{day.house.address}/es/office/certificates/?q={number}")
    coordinator.locator("main table a", has_text=number).first.click()
    coordinator.wait_for_load_state()
    assert f"/es/{COURSE}/" in thread_at(coordinator, coordinator.url)[0]
    coordinator.locator("[name=revoke-reason]").fill(REASON)
    press(coordinator, "[name=revoke-reason]")
    day.keep(coordinator, "revoked-office")
    hears(day, "Se revocó su constancia")
    stranger.goto(f"{day.house.address}/ar/v/{code_of(coordinator)}/")
    expect(stranger.locator(".verdict[data-tone=error]")).to_contain_text("أُلغيت")
    expect(stranger.locator("main")).to_contain_text(REASON)
    assert not any("indicators" in one for one in thread_at(stranger, stranger.url)[1])
    look(day, stranger, "revoked-ar")
    expect(day.go("me/certificates/").locator("main article").first).to_contain_text(REASON)


def code_of(coordinator: Page) -> str:
    """The code of the certificate that she looks at."""
    way = coordinator.locator("main a[href*='/v/']").first.get_attribute("href")
    assert way is not None
    return way.rstrip("/").split("/")[-1]
