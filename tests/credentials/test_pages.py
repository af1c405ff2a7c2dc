"""Pages of certificates: what they say, what they weigh, how often they ask."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import brotli
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hilo.core import keeping
from hilo.core.tasks import run_waiting
from hilo.credentials import awardables, verdicts
from hilo.credentials.awardables import Awardable
from hilo.credentials.enums import Kind
from hilo.credentials.models import Achievement, Batch, Certificate, Template
from hilo.credentials.rules import baking, codes, tokens
from hilo.credentials.rules.checking import CODES, REASONS, Check
from hilo.credentials.services import ending
from hilo.people.models import Person
from tests.credentials.access import picture
from tests.credentials.factories import AchievementFactory, TemplateFactory, a_certificate
from tests.people.factories import AccountFactory, PersonFactory, sign_in

pytestmark = pytest.mark.django_db
LIGHT = 10_000  # bytes


def page(client: Client, address: str, **query: Any) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_page_of_a_certificate_says_in_four_languages_that_it_holds(client: Client) -> None:
    made = a_certificate()
    for language in ("es", "fr", "ar", "en"):
        shown = page(client, f"/{language}/v/{made.code}/")
        assert made.holder in shown
        assert made.content["achievement"] in shown
        assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in shown


def test_the_page_of_a_certificate_weighs_less_than_ten_kilobytes_in_all(client: Client) -> None:
    made = a_certificate(language="ar")
    run_waiting()
    shown = client.get(f"/ar/v/{made.code}/").content
    sheet = (verdicts_home() / "ui/static/ui/certificate.css").read_bytes()
    weight = len(brotli.compress(shown, quality=4)) + len(brotli.compress(sheet, quality=4))
    assert weight + 1200 < LIGHT, "with the headers of two answers"
    assert shown.count(b'<link rel="stylesheet"') == 1
    assert b"<script" not in shown


def verdicts_home() -> Any:
    from pathlib import Path

    return Path(verdicts.__file__).resolve().parent.parent


def test_the_printed_address_leads_to_the_readers_language(client: Client) -> None:
    made = a_certificate()
    answer = client.get(f"/v/{made.code}", headers={"accept-language": "ar"})
    assert answer["Location"] == f"/ar/v/{made.code}/"
    assert client.get(f"/v/{codes.shown(made.code).lower()}")["Location"].endswith(f"{made.code}/")


def test_a_revoked_and_a_replaced_one_say_so(client: Client) -> None:
    revoked, old = a_certificate(), a_certificate()
    ending.revoke(revoked, reason="Se emitió por error.", by=None)
    new = ending.reissue(old, reason="El nombre.", by=None)
    said = page(client, f"/en/v/{revoked.code}/")
    assert "was revoked on March 10, 2026" in said or "was revoked on 10 March 2026" in said
    assert "Se emitió por error." in said
    assert f"/en/v/{new.code}/" in page(client, f"/en/v/{old.code}/")


def test_a_code_that_nobody_has_is_told_with_what_is_the_matter(client: Client) -> None:
    made = a_certificate()
    mistyped = made.code[:-1] + ("2" if made.code[-1] != "2" else "3")
    answer = client.get(f"/en/v/{mistyped}/")
    assert answer.status_code == 404
    assert "one sign is wrong, or two changed places" in answer.content.decode()
    assert "A code has 12 signs, this one has 3." in client.get("/en/v/ABC/").content.decode()
    nobody = client.get(f"/en/v/{codes.new_code()}/").content.decode()
    assert "No certificate has this code." in nobody


def test_a_certificate_asks_two_questions_at_most(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    made = a_certificate()
    address = f"/es/v/{made.code}/"
    client.get(address)
    with django_assert_max_num_queries(2):
        client.get(address)


def test_whatever_somebody_has_is_verified(client: Client, settings: Any) -> None:
    settings.ADDRESS = "https://hilo.example"
    settings.ALLOWED_HOSTS = ["hilo.example", "testserver"]
    made = a_certificate()
    run_waiting()
    made.refresh_from_db()
    address = reverse("credentials:verify")
    for said in (codes.shown(made.code).lower(), f"https://hilo.example/v/{made.code}"):
        answer = client.post(address, {"said": said}, secure=True)
        assert answer["Location"] == made.get_absolute_url()
    shown = client.post(address, {"said": made.badge}, secure=True).content.decode()
    assert "Genuine and valid" in shown
    assert "The signature fits, and the key is the issuer’s." in shown
    with default_storage.open(made.file.file.name, "rb") as file:
        upload = SimpleUploadedFile("x.pdf", file.read(), "application/pdf")
    answer = client.post(address, {"file": upload}, secure=True)
    assert answer["Location"].startswith(made.get_absolute_url())
    unchanged = "nothing in it was changed"
    assert unchanged in client.get(answer["Location"], secure=True).content.decode()
    claimed = f"{made.get_absolute_url()}?file=1"
    assert unchanged not in client.get(claimed, secure=True).content.decode()


@pytest.mark.parametrize("typed", ["P9-2026-000123", "n.º p9 ٢٠٢٦ ٠٠٠١٢٣"])
def test_whoever_writes_the_number_is_asked_for_the_code(client: Client, typed: str) -> None:
    shown = client.post(reverse("credentials:verify"), {"said": typed}).content.decode()
    assert "Write its code: it stands below the number." in shown


def test_our_json_leads_to_its_page_and_a_changed_one_does_not(
    client: Client, settings: Any
) -> None:
    settings.ADDRESS = "https://hilo.example"
    settings.ALLOWED_HOSTS = ["hilo.example", "testserver"]
    made = a_certificate()
    told = tokens.unpack(made.badge).credential
    address = reverse("credentials:verify")
    for said in ({"said": json.dumps(told)}, {"file": as_file(json.dumps(told, indent=2))}):
        answer = client.post(address, said, secure=True)
        assert answer["Location"].startswith(made.get_absolute_url())
    told["name"] = "Otra cosa"
    shown = client.post(address, {"said": json.dumps(told)}, secure=True).content.decode()
    assert "Nobody signed it." in shown
    for odd in (
        '["https://hilo.example/v/1"]',
        '{"id": 7}',
        '{"id": "https://hilo.example/v/\\u0000"}',
        '{"id": "https://hilo.example/v/\\ud800"}',
    ):
        assert client.post(address, {"said": odd}, secure=True).status_code == 200


def as_file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("badge.json", text.encode(), "application/json")


def test_a_changed_badge_says_what_is_wrong(client: Client) -> None:
    made = a_certificate()
    head, body, signature = made.badge.split(".")
    forged = f"{head}.{body}.{signature[:-6]}AAAAAA"
    shown = client.post(reverse("credentials:verify"), {"said": forged}).content.decode()
    assert "Not in order" in shown


def test_nothing_and_nonsense_get_sentences(client: Client) -> None:
    address = reverse("credentials:verify")
    assert "Write a code, paste a text" in client.post(address, {}).content.decode()
    assert "A code has 12 signs" in client.post(address, {"said": "hola"}).content.decode()
    for short in ('{"a": 1}', "eyJhbGciOi.x.y"):
        assert "What came of it" in client.post(address, {"said": short}).content.decode()
    page = client.post(address, {"said": "hola"}).content.decode()
    assert "Nothing was checked yet" in page and "not saved" not in page
    long = client.post(address, {"said": "hola " * 30}).content.decode()
    assert "neither a badge" in long
    pdf = SimpleUploadedFile("x.pdf", b"%PDF-1.7 x", "application/pdf")
    assert "No certificate of ours is this file" in (
        client.post(address, {"file": pdf}).content.decode()
    )
    local = client.post(address, {"said": "http://127.0.0.1:9/x"}).content.decode()
    assert "Nothing could be fetched from" in local


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_of_the_checks_has_its_sentence(code: str) -> None:
    assert code in verdicts.SENTENCES or code.endswith(".nothing")
    given = dict.fromkeys(
        ("model", "path", "expected", "found", "claim", "algorithm", "purpose", "until", "method"),
        "x",
    ) | dict.fromkeys(("url", "key", "issuer", "detail", "suite", "from", "kind", "why"), "y")
    assert verdicts.sentence_of(Check(code.split(".")[0], CODES[code], code, given))


def test_every_reason_for_not_fetching_has_its_words() -> None:
    assert set(REASONS) == set(verdicts.WHY)


def test_members_find_download_and_share_what_they_hold(client: Client) -> None:
    account = AccountFactory()
    made = a_certificate(account.person)
    sign_in(client, account)
    assert "The file is being made." in page(client, "/en/me/certificates/")
    run_waiting()
    keeping.forget()
    shown = page(client, "/en/me/certificates/")
    assert f"/v/{made.code}" in shown
    answer = client.get(f"/en/me/certificates/{made.uuid}/file/")
    assert b"".join(answer).startswith(b"%PDF-")
    assert made.content["achievement"] in page(client, "/en/me/")


def test_badges_are_handed_out_in_four_forms(client: Client) -> None:
    account = AccountFactory()
    made = a_certificate(account.person)
    sign_in(client, account)
    got = {
        form: client.get(f"/en/me/certificates/{made.uuid}/badge.{form}").content
        for form in ("jwt", "json", "png", "svg")
    }
    assert got["jwt"].decode() == made.badge
    assert json.loads(got["json"])["credentialSubject"]["licenseNumber"] == made.number
    assert baking.extract_png(got["png"]) == baking.extract_svg(got["svg"]) == made.badge


def test_keeping_the_name_is_one_press(client: Client) -> None:
    account = AccountFactory()
    made = a_certificate(account.person)
    sign_in(client, account)
    address = f"/en/me/certificates/{made.uuid}/name/"
    for keeps in ("1", "0"):
        client.post(address, {"keeps": keeps})
        made.refresh_from_db()
        assert made.keeps_name == (keeps == "1")


@pytest.fixture
def courses(monkeypatch: Any) -> list[Person]:
    """A kind of object that everybody in the list has completed."""
    earned: list[Person] = []
    found = {
        "course": Awardable(
            "course", lambda uuid, kind: Person.objects.filter(pk__in=[p.pk for p in earned])
        )
    }
    monkeypatch.setattr(awardables.awardables, "_items", found)
    return earned


def test_everybody_who_has_earned_it_is_issued_to_at_once(
    as_role: Any, courses: list[Person]
) -> None:
    client, _account = as_role("coordinator")
    template = TemplateFactory()
    achievement = AchievementFactory(
        template=template, about_kind="course", about=template.uuid, kind=Kind.COMPLETION
    )
    courses += [PersonFactory() for _ in range(3)]
    address = achievement.get_absolute_url()
    assert "Issue 3 certificates" in page(client, address)
    answer = client.post(address, {"waiting": "on", "language": "fr", "addresses": ""})
    batch = Batch.objects.get()
    assert answer["Location"] == batch.get_absolute_url()
    run_waiting()
    assert "3 of 3 certificates are issued" in page(client, batch.get_absolute_url())
    files = b"".join(client.get(f"{batch.get_absolute_url()}files.zip"))
    names = zipfile.ZipFile(io.BytesIO(files)).namelist()
    assert len(names) == 3
    assert names[0].startswith("RC-2026-000001")
    assert "Whoever has earned it holds it already." in page(client, address)


def test_people_are_named_by_their_addresses(as_role: Any) -> None:
    client, _account = as_role("coordinator")
    achievement, account = AchievementFactory(), AccountFactory()
    address = achievement.get_absolute_url()
    said = client.post(address, {"addresses": f"{account.email}\nnobody@hilo.example"})
    assert "nobody@hilo.example" in said.content.decode()
    assert not Batch.objects.exists()
    client.post(address, {"addresses": account.email.upper()})
    run_waiting()
    assert Certificate.objects.get().person == account.person
    again = client.post(address, {"addresses": account.email})
    assert "Choose at least one person" in again.content.decode()


def test_a_template_is_made_signed_and_looked_at(as_role: Any) -> None:
    client, _account = as_role("coordinator")
    told = {
        "name": "Constancia de curso",
        "kind": "completion",
        "title-es": "Constancia",
        "title-original": "es",
        "text-es": "por concluir {achievement}",
        "text-original": "es",
        "issuer-es": "Red de Culturas",
        "issuer-original": "es",
        "prefix": "rc",
        "paper": "letter",
    }
    answer = client.post(reverse("credentials:new_template"), told)
    assert answer.status_code == 302, answer.content.decode()
    made = Template.objects.get()
    assert made.prefix == "RC"
    home = made.get_absolute_url()
    logo = ContentFile(picture(), name="logo.png")
    assert client.post(f"{home}logos/add/", {"logo": logo}).status_code == 302
    sign = {"name": "Rosa", "role-es": "Presidenta", "role-original": "es"}
    upload = {"signature": ContentFile(picture(), name="s.png")}
    assert client.post(f"{home}signatories/add/", sign | upload).status_code == 302
    preview = client.get(f"{home}preview.pdf", {"in": "es"})
    assert preview.content.startswith(b"%PDF-")
    wrong = client.post(reverse("credentials:new_template"), told | {"text-es": "con {grade}"})
    assert "{grade}" in wrong.content.decode()


def test_a_certificate_is_revoked_and_replaced_by_hand(as_role: Any) -> None:
    client, _account = as_role("coordinator")
    made = a_certificate()
    address = reverse("credentials:certificate", args=[made.uuid])
    empty = client.post(f"{address}revoke/", {"revoke-reason": ""})
    assert "Fill this in." in empty.content.decode()
    answer = client.post(
        f"{address}reissue/", {"reissue-reason": "El nombre.", "reissue-language": ""}
    )
    new = Certificate.objects.get(replaces=made)
    assert answer["Location"] == reverse("credentials:certificate", args=[new.uuid])
    late = client.post(f"{address}revoke/", {"revoke-reason": "Tarde."})
    assert "is no longer valid; nothing was changed" in late.content.decode()


def test_the_list_is_searched_and_taken_home(
    as_role: Any, django_assert_max_num_queries: Any
) -> None:
    client, _account = as_role("coordinator")
    achievement = AchievementFactory()
    made = [a_certificate(PersonFactory(), achievement=achievement) for _ in range(6)]
    address = reverse("credentials:office")
    assert made[0].number in page(client, address, q=made[0].holder)
    taken = client.get(address, {"as": "csv"})
    assert codes.shown(made[3].code) in b"".join(taken).decode()
    keeping.forget()
    with django_assert_max_num_queries(12):
        page(client, address)


def test_coordinators_see_what_belongs_to_their_scope(as_role: Any) -> None:
    theirs, other = TemplateFactory(), TemplateFactory()
    for one in (theirs, other):
        one.owner_kind, one.owner = "programme", one.uuid
        one.save()
    client, _account = as_role("coordinator", scope=("programme", theirs.owner))
    assert client.get(theirs.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 403
    made = a_certificate(achievement=AchievementFactory(template=other))
    assert client.get(reverse("credentials:certificate", args=[made.uuid])).status_code == 403
    assert made.number not in page(client, reverse("credentials:office"))
    assert Achievement.objects.count() == 1


def test_keys_and_lists_are_published_for_anybody(client: Client) -> None:
    made = a_certificate()
    document = client.get("/.well-known/did.json")
    assert document["Content-Type"] == "application/did+json"
    assert document["Access-Control-Allow-Origin"] == "*"
    assert len(document.json()["verificationMethod"]) == 1
    listed = client.get(f"/credentials/status/{made.status_list.number}")
    assert listed["Content-Type"] == "application/vc+jwt"
    assert listed.content.count(b".") == 2
    assert client.get("/credentials/status/99").status_code == 404


def test_what_is_certified_lists_its_certificates_in_all_their_languages(
    as_role: Any,
) -> None:
    achievement = AchievementFactory()
    numbers = {a_certificate(achievement=achievement, language=one).number for one in ("es", "ar")}
    elsewhere = a_certificate().number
    client, _account = as_role("coordinator")
    assert achievement.list_url in page(client, achievement.get_absolute_url())
    shown = page(client, achievement.list_url)
    assert all(number in shown for number in numbers) and elsewhere not in shown
