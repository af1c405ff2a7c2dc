"""A trainer writes a course in French: a lesson with a picture, words pasted from Word, an earlier text brought back, a
translation beside its original, questions from an old file, a quiz; she asks for a review, a coordinator publishes;
weeks later she sees who is stuck and who has vanished, and answers a work, on her phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import looks, trainer
from tests.journeys.house import House
from tests.journeys.people import SignIn, send, sign_in

pytestmark = pytest.mark.browser

COORDINATOR = "coordinacion@hilo.example"
OFFICE = f"/fr/office/courses/{trainer.COURSE}/"
BANK = "/fr/office/questions/atelier-libre/"
Pages = Callable[..., Page]
Keep = Callable[[Page, str], None]


def press(page: Page, name: str, within: str = "main") -> None:
    """Press the button that says `name`, and wait for what it leads to."""
    with page.expect_navigation():
        page.locator(within).get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()


def is_well(page: Page) -> None:
    assert not looks.violations(page), page.url
    assert looks.sideways(page) == 0, page.url


def test_a_trainers_day(
    house: House, whom: dict[str, SignIn], open_page: Pages, keep: Keep
) -> None:
    trainer.begin(house)
    page = open_page("fr")
    sign_in(page, house, whom[trainer.TRAINER])

    begin_the_course(page, house)
    lesson = write_the_lesson(page, house, keep)
    bring_an_earlier_text_back(page, lesson)
    translate(page, lesson, keep)
    take_questions_in(page, house, keep)
    make_the_quiz(page, house, keep)
    give_something_to_do(page, house)
    have_it_published(page, house, whom, open_page)

    trainer.let_them_learn(house)
    see_who_is_stuck(page, house, keep)
    phone = open_page("fr", width=360, storage_state=page.context.storage_state())
    answer_a_work(phone, house, keep)


# Writing.


def begin_the_course(page: Page, house: House) -> None:
    page.goto(f"{house.address}/fr/office/courses/new/")
    page.select_option("[name=programme]", label="Atelier libre")
    press(page, "Continuer")
    page.fill("[name=name-fr]", "Lire sa place")
    page.fill("[name=slug]", trainer.COURSE)
    page.fill("[name=summary-fr]", "Regarder un lieu public avant d’y faire quoi que ce soit.")
    page.fill("[name=hours]", "6")
    for language in ("fr", "ar"):
        page.check(f"[name=languages][value={language}]")
    press(page, "Commencer le cours")
    follow(page, "Ajouter un module")
    page.fill("[name=title-fr]", "Regarder")
    press(page, "Enregistrer")


def add_step(page: Page, house: House, kind: str, title: str) -> None:
    """Add a step at the end of the module; it opens where it is written."""
    page.goto(house.address + OFFICE)
    page.locator("main a[href$='/steps/new/']").first.click()
    page.check(f"[name=kind][value={kind}]")
    page.fill("[name=title-fr]", title)
    page.fill("[name=minutes]", "20")
    press(page, "Enregistrer", "main form:has([name=kind])")


def write_the_lesson(page: Page, house: House, keep: Keep) -> str:
    """Words with the toolbar, a picture that has to be described, and what comes from Word; answers its address."""
    add_step(page, house, "lesson", "À pied, deux fois")
    lesson = page.url
    page.goto(f"{house.address}{OFFICE}files/")
    picture = {"name": "place.jpg", "mimeType": "image/jpeg", "buffer": trainer.photograph()}
    page.set_input_files("[name=upload]", picture)
    page.fill("[name=slug]", "place")
    page.fill("[name=name-fr]", "La place du marché")
    press(page, "Garder le fichier")
    expect(page.locator("main")).to_contain_text("ce que cela montre")

    page.goto(lesson)
    text = page.locator("#id_body")
    text.fill("La place du marché")
    text.select_text()
    page.get_by_role("toolbar").get_by_role("button", name="Gras").click()
    expect(text).to_have_value("**La place du marché**")
    text.press("End")
    text.press_sequentially("\n\n")
    page.get_by_role("toolbar").locator("[data-insert]").first.select_option(
        label="La place du marché"
    )
    preview = page.locator("[data-ui-preview]")
    page.get_by_role("button", name="Aperçu").click()
    expect(preview.locator("img")).to_be_visible()
    expect(preview).to_contain_text("Personne n’a dit ce que montre l’image")
    describe_the_picture(page, house)

    # What she had not saved waits for her.
    page.goto(lesson)
    page.locator("main a[href='?draft=1']").click()
    expect(text).to_have_value(re.compile(r"\*\*La place du marché\*\*\s+!\[\]\(file:place\)"))
    page.get_by_role("button", name="Aperçu").click()
    paste(page, "#id_body", trainer.WORD)
    typed = page.locator("#id_body").input_value()
    assert "## Regarder avant d’écrire" in typed and "**à pied**" in typed
    assert "- le matin\n- le soir" in typed
    assert not {"Mso", "Comic", "o:p", "red"} & set(typed.replace("<", " ").split())
    expect(preview.locator(".lesson h2")).to_contain_text("Regarder avant d’écrire")
    expect(preview.locator("img")).to_have_attribute("alt", "Des maisons rouges devant une place")
    is_well(page)
    keep(page, "lesson")
    press(page, "Enregistrer la leçon")
    return lesson


def describe_the_picture(page: Page, house: House) -> None:
    page.goto(f"{house.address}{OFFICE}files/")
    follow(page, "La place du marché")
    page.fill("[name=alt-fr]", "Des maisons rouges devant une place")
    send(page, "main form:has([name=alt-fr]) button[type=submit]")
    expect(page.locator("main table")).not_to_contain_text("ce que cela montre")


def paste(page: Page, into: str, html: str) -> None:
    """As the clipboard of Word hands it over."""
    page.locator(into).focus()
    page.locator(into).press("Control+End")
    page.evaluate(
        """([into, html]) => {
            const told = new DataTransfer();
            told.setData("text/html", html);
            const event = new ClipboardEvent("paste", { clipboardData: told, bubbles: true, cancelable: true });
            document.querySelector(into).dispatchEvent(event);
        }""",
        [into, html],
    )


def bring_an_earlier_text_back(page: Page, lesson: str) -> None:
    page.goto(lesson)
    page.locator("#id_body").fill("Tout est à refaire.")
    press(page, "Enregistrer la leçon")
    follow(page, "Textes antérieurs")
    rows = page.locator("main table tbody tr")
    expect(rows).to_have_count(2)
    rows.nth(1).locator("a").first.click()
    page.get_by_role("link", name="Ce qui a changé depuis").click()
    expect(page.locator("main ins", has_text="refaire")).to_be_visible()
    is_well(page)
    press(page, "Rétablir ce texte")
    assert "## Regarder avant d’écrire" in page.locator("#id_body").input_value()


def translate(page: Page, lesson: str, keep: Keep) -> None:
    """In Arabic beside the French; when the French changes, the Arabic says so until somebody has looked."""
    page.goto(f"{lesson}in/ar/")
    expect(page.locator(".editor-original")).to_contain_text("Regarder avant d’écrire")
    page.fill("[name=title]", "مشيًا، مرتين")
    page.fill("#id_body", "## ننظر قبل أن نكتب\n\nتُقرأ الساحة **مشيًا**.\n\n![](file:place)")
    press(page, "Enregistrer la leçon")
    is_well(page)
    keep(page, "translation")
    page.goto(lesson)
    page.locator("#id_body").press("Control+End")
    page.locator("#id_body").press_sequentially("\n\nEt deux fois.")
    press(page, "Enregistrer la leçon")
    page.goto(f"{lesson}in/ar/")
    expect(page.locator("main")).to_contain_text("L’original a changé depuis")
    press(page, "Ce texte est toujours juste")
    expect(page.locator("main")).not_to_contain_text("L’original a changé depuis")


# Questions.


def take_questions_in(page: Page, house: House, keep: Keep) -> None:
    """An old file: what cannot come in is named by line, the rest comes in with its accents."""
    page.goto(f"{house.address}{BANK}import/")
    old = {"name": "place.gift", "mimeType": "text/plain", "buffer": trainer.old_gift()}
    page.set_input_files("[name=file]", old)
    page.select_option("[name=language]", "fr")
    press(page, "Regarder le fichier")
    told = page.locator("main")
    expect(told).to_contain_text("Dessin")
    expect(told).to_contain_text("ligne 11")
    expect(told).to_contain_text("Windows-1252")
    expect(told).to_contain_text("À pied")
    is_well(page)
    keep(page, "import")
    press(page, "Faire entrer 2 questions")
    expect(page.locator("main table")).to_contain_text("Lire une place")
    expect(page.locator("main table")).not_to_contain_text("Dessin")
    picture_for_a_question(page, keep)


def picture_for_a_question(page: Page, keep: Keep) -> None:
    """A picture without words is asked for them; with them learners see it, small."""
    follow(page, "Heures")
    follow(page, "Modifier la question")
    picture = {"name": "place.jpg", "mimeType": "image/jpeg", "buffer": trainer.photograph()}
    page.set_input_files("[name=picture]", picture)
    press(page, "Enregistrer la question")
    expect(page.locator("[name=shows]")).to_have_attribute("aria-invalid", "true")
    page.set_input_files("[name=picture]", picture)
    page.fill("[name=shows]", "Une place vide entre des maisons rouges")
    is_well(page)
    keep(page, "question")
    press(page, "Enregistrer la question")
    shown = page.get_by_alt_text("Une place vide entre des maisons rouges")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    assert 0 < shown.evaluate("one => one.naturalWidth") <= 1600


def make_the_quiz(page: Page, house: House, keep: Keep) -> None:
    """Both questions, looked at and tried as a learner would."""
    add_step(page, house, "quiz", "Ai-je bien regardé ?")
    for name in ("Heures", "À pied"):
        press(page, f"Ajouter {name}")
    expect(page.locator("main .slots > li")).to_have_count(2)
    is_well(page)
    keep(page, "quiz")
    page.locator("main .slots a", has_text="Heures").click()
    page.get_by_label("Le matin et le soir").check()
    press(page, "Essayer une réponse")
    expect(page.locator("main [role=status]")).to_contain_text("100")
    expect(page.locator("main")).to_contain_text("C’est cela.")


def give_something_to_do(page: Page, house: House) -> None:
    add_step(page, house, "assignment", "Ma place")
    page.fill("[name=task]", "Décrivez **votre** place en dix lignes.")
    press(page, "Enregistrer le devoir")


def have_it_published(page: Page, house: House, whom: dict[str, SignIn], open_page: Pages) -> None:
    """She asks; who may, reads it as a learner and publishes it."""
    page.goto(f"{house.address}{OFFICE}publishing/")
    expect(page.locator("main")).to_contain_text("Rien n’empêche de publier")
    is_well(page)
    page.locator("main a[href*='/publishing/submit']").click()
    page.wait_for_url("**/publishing/submit/")
    send(page, "main form button[type=submit]")
    other = open_page("fr")
    sign_in(other, house, whom[COORDINATOR])
    other.goto(f"{house.address}{OFFICE}publishing/publish/")
    send(other, "main form button[type=submit]")
    other.goto(f"{house.address}/fr/courses/{trainer.COURSE}/")
    expect(other.locator("main")).to_contain_text("À pied, deux fois")


# Weeks later.


def see_who_is_stuck(page: Page, house: House, keep: Keep) -> None:
    """By step, by person and by question."""
    page.goto(f"{house.address}/fr/office/cohorts/groupe-du-jeudi/stuck/")
    is_well(page)
    keep(page, "stuck")
    follow(page, "Qui ne donne plus de nouvelles")
    expect(page.locator("main table tbody tr")).to_have_count(2)
    expect(page.locator("main")).to_contain_text("Ines Trabelsi")
    page.goto(f"{house.address}/fr/office/cohorts/groupe-du-jeudi/stuck/")
    follow(page, "Qui est à l’arrêt")
    expect(page.locator("main")).to_contain_text("Omar Belaïd")
    expect(page.locator("main")).not_to_contain_text("Ines Trabelsi")

    page.goto(house.address + OFFICE)
    follow(page, "Ai-je bien regardé ?")
    follow(page, "Statistiques")
    row = page.locator("main table tbody tr", has_text="Heures")
    expect(row).to_contain_text("50")  # three of six are right
    is_well(page)
    keep(page, "statistics")
    row.locator("a").first.click()
    expect(page.locator("main")).to_contain_text("À midi seulement")


def answer_a_work(phone: Page, house: House, keep: Keep) -> None:
    phone.goto(f"{house.address}/fr/office/grading/")
    follow(phone, "Groupe du jeudi")
    follow(phone, "Noémie Vasseur")
    expect(phone.locator("main")).to_contain_text("deux bancs à l’ombre")
    is_well(phone)
    keep(phone, "work")
    phone.fill("[name=feedback]", "Bien vu. Qui s’assoit sur ces bancs, et quand ?")
    press(phone, "Renvoyer pour l’améliorer")
    expect(phone.locator("main")).to_contain_text("Aucun travail n’attend")
