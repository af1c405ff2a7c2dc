"""One mail: recognisable, in its language, harmless, and never out of a demonstration."""

from __future__ import annotations

import stat
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest
from django.core import mail as outbox

from hilo.core import mail
from hilo.core.apps import CoreConfig

TO = "amina@taller.example"


def send(**given: object) -> str:
    return mail.send(**{"to": TO, "subject": "Hola", "text": "Texto", **given})  # type: ignore[arg-type]


def test_it_says_who_it_is_and_that_a_machine_wrote_it() -> None:
    known = send(
        html="<p>Texto</p>",
        language="es",
        to_name="Amina Haddad, taller",
        headers={"List-Unsubscribe": "<https://hilo.example/stop/>"},
    )
    (sent,) = outbox.outbox
    wire = sent.message()
    assert wire["Message-ID"] == known
    assert wire["Auto-Submitted"] == "auto-generated"
    assert wire["Content-Language"] == "es"
    assert wire["List-Unsubscribe"] == "<https://hilo.example/stop/>"
    assert wire["To"] == '"Amina Haddad, taller" <amina@taller.example>'
    kinds = [part.get_content_type() for part in wire.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_the_same_thing_has_the_same_message_id(settings) -> None:
    settings.DEFAULT_FROM_EMAIL = "Hilo <hola@red.example>"
    known = mail.message_id_for("invitation", "7f-1")
    assert known == "<invitation.7f-1@red.example>"
    assert send(message_id=known) == known
    assert mail.message_id_for("a b>\n<c") == "<a-b---c@red.example>"
    assert send() != send()


@pytest.mark.parametrize("poison", ["Hola\nBcc: x@y.example", "Hola\r\nX: y", "Hola\x00\u2028x"])
def test_headers_cannot_be_smuggled_in(poison: str) -> None:
    send(subject=poison, to_name=poison)
    wire = outbox.outbox[0].message()
    assert "Bcc" not in wire and "X" not in wire
    assert "\n" not in wire["Subject"]
    with pytest.raises(ValueError, match="cannot be sent"):
        send(headers={"List-Id": poison})
    with pytest.raises(ValueError, match="cannot be sent"):
        send(headers={poison: "x"})
    with pytest.raises(mail.NoAddress):
        send(to=f"{TO}\nBcc: x@y.example")


@pytest.mark.parametrize(
    "address", ["amina@gmail.com", "a@example.com", "a@notexample", "a@x.example.org"]
)
def test_a_demonstration_writes_to_invented_addresses_only(address: str) -> None:
    with pytest.raises((mail.OutsideDemonstration, mail.NoAddress)):
        send(to=address)
    assert outbox.outbox == []


def test_a_real_installation_writes_to_everybody(settings) -> None:
    settings.IS_DEMONSTRATION = False
    send(to="amina@taller.org")
    assert len(outbox.outbox) == 1


def test_a_demonstration_with_a_way_out_does_not_start(settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with pytest.raises(mail.WayOut, match="never sends mail outside"):
        send()
    with pytest.raises(mail.WayOut):
        CoreConfig.create("hilo.core").ready()


def test_the_mailbox_keeps_each_mail_as_a_file(settings, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "hilo.core.mail.backends.Mailbox"
    settings.MAILBOX = tmp_path / "mail"
    send(subject="Invitación", text="¡Hola!\n")
    send(subject="دعوة", text="مرحبا", html='<p dir="rtl">مرحبا</p>', language="ar")
    first, second = sorted(settings.MAILBOX.iterdir())
    assert stat.S_IMODE(settings.MAILBOX.stat().st_mode) == 0o700
    assert read(first)["Subject"] == "Invitación"
    assert read(first).get_content() == "¡Hola!\n"
    body = read(second).get_body(("html",))
    assert body is not None and "مرحبا" in body.get_content()


def read(file: Path) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    assert isinstance(message, EmailMessage)
    return message
