"""The screens of the sheets: from the template to undoing, without a script, and what goes wrong."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from hilo.core.models import Batch, StoredFile
from hilo.core.tasks import run_waiting
from hilo.people.models import Person
from tests.core.crafts import csv_file, xlsx_file
from tests.places import factories as places

pytestmark = pytest.mark.django_db
HEAD = ["nombre", "apellidos", "municipio"]


@pytest.fixture
def office(as_role: Any) -> Client:
    places.municipality("32017")
    return as_role("coordinator")[0]


def send(client: Client, upload: SimpleUploadedFile) -> Any:
    return client.post(reverse("ui:sheet", args=["people"]), {"file": upload})


def sent(client: Client, *rows: list[Any]) -> Batch:
    answer = send(client, xlsx_file(HEAD, *rows))
    assert answer.status_code == 302, answer.content
    batch = Batch.objects.get()
    assert answer.url == reverse("ui:batch", args=[batch.uuid])
    return batch


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


GOOD = [["Ana", f"Peña {n}", "32017"] for n in range(3)]
BAD = ["Xavier", "Ruiz", "Guadalup"]


def test_the_list_leads_to_the_sheet(office: Client) -> None:
    page = office.get(reverse("ui:sheets"))
    assert reverse("ui:sheet", args=["people"]) in page.content.decode()
    assert office.get(reverse("ui:sheet", args=["people"])).status_code == 200


@pytest.mark.parametrize("name", ["sheet_template", "sheet_data"])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_downloads(office: Client, name: str, form: str) -> None:
    answer = office.get(reverse(f"ui:{name}", args=["people", form]))
    assert answer.status_code == 200 and answer["X-Content-Type-Options"] == "nosniff"
    assert f".{form}" in answer["Content-Disposition"]
    assert office.get(reverse(f"ui:{name}", args=["people", "exe"])).status_code == 404


def test_good_rows_in_bad_rows_back_and_all_undone(office: Client) -> None:
    batch = sent(office, *GOOD, BAD)
    url = reverse("ui:batch", args=[batch.uuid])
    page = office.get(url)
    words = text_of(page)
    assert "Take over the 3 good rows" in words and "Download 1 row to correct" in words
    assert "Did you mean: Guadalupe, Zacatecas" in words
    assert Person.objects.filter(family_name__startswith="Peña").count() == 0
    assert "Xavier" not in text_of(office.get(url, {"only": "create"}))
    assert "Xavier" in text_of(office.get(url, {"only": "error"}))
    back = office.get(reverse("ui:batch_to_correct", args=[batch.uuid, "xlsx"]))
    assert load_workbook(io.BytesIO(back.content)).worksheets[0]["A2"].value == "Xavier"
    take = reverse("ui:batch_take", args=[batch.uuid])
    assert office.post(take, {"which": "all"}).url == url
    assert "3 rows were taken over." in text_of(office.get(url))
    assert "This was already done" in text_of(office.post(take, follow=True))
    assert Person.objects.filter(family_name__startswith="Peña").count() == 3
    undo = reverse("ui:batch_undo", args=[batch.uuid])
    assert "3 new rows would be taken out again." in text_of(office.get(undo))
    assert office.post(undo).url == url
    assert Person.objects.filter(family_name__startswith="Peña").count() == 0
    assert office.get(undo).url == url


def test_the_file_as_it_was_sent(office: Client) -> None:
    batch = sent(office, *GOOD)
    answer = office.get(reverse("ui:batch_original", args=[batch.uuid]))
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"].startswith("attachment")
    answer.close()


def test_a_change_shows_before_and_after(office: Client) -> None:
    person = Person.objects.create(given_name="Ana", phone="123")
    answer = send(office, xlsx_file(["key", "phone"], [str(person.uuid), "456"]))
    page = office.get(answer.url).content.decode()
    assert "<del><bdi>123</bdi></del>" in page and "<ins><bdi>456</bdi></ins>" in page


def test_names_in_different_scripts_stand_in_the_order_of_the_file(office: Client) -> None:
    batch = sent(office, ["نادية", "Peña", "32017"])
    page = office.get(reverse("ui:batch", args=[batch.uuid])).content.decode()
    assert "<bdi>نادية</bdi> · <bdi>Peña</bdi> · <bdi>32017</bdi>" in page


def test_rows_that_somebody_wrote_are_shown_and_not_run(office: Client) -> None:
    batch = sent(office, ["<script>alert(1)</script>", "x", "nowhere<b>"])
    page = office.get(reverse("ui:batch", args=[batch.uuid])).content.decode()
    assert "<script>alert" not in page and "nowhere<b>" not in page


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (csv_file("hello;world\n1;2\n"), "No headings were found"),
        (csv_file("nombre;municipio\n"), "no rows under the headings"),
        (SimpleUploadedFile("a.xlsx", b"%PDF-1.7"), "This is a PDF"),
        (SimpleUploadedFile("a.csv", b""), "This file is empty"),
    ],
)
def test_a_wrong_file_is_told_on_the_form(
    office: Client, upload: SimpleUploadedFile, said: str
) -> None:
    upload.seek(0)
    answer = send(office, upload)
    assert answer.status_code == 200 and said in text_of(answer)
    assert not Batch.objects.exists() and not StoredFile.objects.exists()


def test_no_file_at_all(office: Client) -> None:
    assert "Choose a file." in text_of(office.post(reverse("ui:sheet", args=["people"])))


def test_a_file_just_over_the_limit_is_refused_on_the_form(office: Client, settings: Any) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    answer = send(office, csv_file("nombre;municipio\n" + "Ana;32017\n" * 150_000))
    assert answer.status_code == 200
    assert "This file has 2 MB; 1 MB fit at most. Send a smaller one." in text_of(answer)
    assert not StoredFile.objects.exists()


def test_fifty_megabytes_are_refused_in_words_and_kept_nowhere(office: Client) -> None:
    answer = send(office, SimpleUploadedFile("big.csv", b"nombre;municipio\n" * 3_000_000))
    assert answer.status_code == 413
    assert "20 MB" in text_of(answer)
    assert not StoredFile.objects.exists()


def test_a_long_sheet_goes_to_the_background_and_is_found_again(
    office: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr("hilo.core.sheets.work.INLINE", 2)
    with django_capture_on_commit_callbacks(execute=True):
        batch = sent(office, *GOOD)
    url = reverse("ui:batch", args=[batch.uuid])
    page = office.get(url).content.decode()
    assert "Look again" in page and "<progress" in page
    run_waiting()
    assert "Take over the 3 good rows" in text_of(office.get(url))
    with django_capture_on_commit_callbacks(execute=True):
        office.post(reverse("ui:batch_take", args=[batch.uuid]))
    assert Person.objects.filter(family_name__startswith="Peña").count() == 0
    run_waiting()
    batch.refresh_from_db()
    assert batch.state == "applied" and batch.counts["taken"] == 3
    with django_capture_on_commit_callbacks(execute=True):
        office.post(reverse("ui:batch_undo", args=[batch.uuid]))
    run_waiting()
    batch.refresh_from_db()
    assert batch.state == "undone"


def test_work_that_stopped_can_go_on(
    office: Client, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    batch = sent(office, *GOOD)
    Batch.objects.update(state="applying")
    url = reverse("ui:batch", args=[batch.uuid])
    assert "The work stopped before its end" in text_of(office.get(url))
    with django_capture_on_commit_callbacks(execute=True):
        office.post(reverse("ui:batch_go_on", args=[batch.uuid]))
    run_waiting()
    batch.refresh_from_db()
    assert batch.state == "applied" and batch.counts["taken"] == 3


def test_nobody_else_sees_a_batch(office: Client, as_role: Any) -> None:
    batch = sent(office, *GOOD)
    for role in ("member", "trainer", "operator"):
        client, _account = as_role(role)
        assert client.get(reverse("ui:batch", args=[batch.uuid])).status_code == 403
        assert client.get(reverse("ui:sheets")).status_code == 403


@pytest.mark.parametrize("language", ["es", "fr", "ar", "en"])
def test_every_page_in_every_language(office: Client, language: str) -> None:
    batch = sent(office, *GOOD, BAD)
    with translation.override(language):
        for name, args in (
            ("sheets", []),
            ("sheet", ["people"]),
            ("batch", [batch.uuid]),
            ("batch_undo", [batch.uuid]),
        ):
            answer = office.get(reverse(f"ui:{name}", args=args), follow=True)
            assert answer.status_code == 200
            assert f'lang="{language}"' in answer.content.decode()


def test_pages_ask_few_questions(office: Client, django_assert_max_num_queries: Any) -> None:
    batch = sent(office, *[["Ana", f"Peña {n}", "32017"] for n in range(60)], BAD)
    with django_assert_max_num_queries(16):
        office.get(reverse("ui:batch", args=[batch.uuid]))
