"""Handing letters to the mail server over one connection, and knowing at each point what is certain.

Until the command DATA nothing was handed over; with a reply from the server its verdict is certain;
between the first byte of the letter and the reply, nobody can know (RFC 5321, 4.5.3.2.6).
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from typing import Any, Protocol

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address

from hilo.core import mail
from hilo.notifications.compose import Letter

CLOSING = 421  # "service not available, closing transmission channel"


class Unreachable(Exception):
    """The server could not be reached, or was lost before the hand-over began: surely not sent."""


class Refused(Exception):
    """The server said no with reply `code`: surely not sent."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"{code} {words}")
        self.code = code


class Unclear(Exception):
    """The connection broke after the hand-over began: perhaps sent, perhaps not."""


class Courier(Protocol):
    """Carries letters; `handing_over` is called when the point of no return is reached."""

    def carry(self, letter: Letter, message_id: str, handing_over: Callable[[], None]) -> None: ...
    def __enter__(self) -> Courier: ...
    def __exit__(self, *problem: Any) -> None: ...


def courier() -> Courier:
    """The courier for the mail backend in force; raises `WayOut` where a demonstration would send."""
    mail.refuse_way_out()
    connection = get_connection()
    return (
        SmtpCourier(connection) if isinstance(connection, EmailBackend) else FileCourier(connection)
    )


def compose(letter: Letter, message_id: str) -> EmailMultiAlternatives:
    """The letter as Django's mail, text first and HTML as its alternative."""
    composed = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[letter.address],
        headers={**letter.headers, "Message-ID": message_id},
    )
    composed.attach_alternative(letter.html, "text/html")
    if letter.calendar:
        method, text = letter.calendar
        composed.attach_alternative(text, f"text/calendar; method={method}")
    return composed


class FileCourier:
    """For backends without a server: the demonstration's mailbox and the tests' memory."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    def carry(self, letter: Letter, message_id: str, handing_over: Callable[[], None]) -> None:
        composed = compose(letter, message_id)
        handing_over()
        try:
            self.connection.send_messages([composed])
        except OSError as problem:
            raise Unclear(str(problem)) from problem

    def __enter__(self) -> FileCourier:
        self.connection.open()
        return self

    def __exit__(self, *problem: Any) -> None:
        self.connection.close()


class SmtpCourier:
    """Speaks SMTP command by command, because only so the point of no return is known."""

    def __init__(self, connection: EmailBackend) -> None:
        self.backend = connection

    def carry(self, letter: Letter, message_id: str, handing_over: Callable[[], None]) -> None:
        """Hand `letter` over; raises Unreachable, Refused or Unclear."""
        composed = compose(letter, message_id)
        server = self._greeted(composed, letter.address)
        handing_over()
        self._hand_over(server, composed.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]

    def _greeted(self, composed: EmailMultiAlternatives, address: str) -> smtplib.SMTP:
        """A connection on which the server has agreed to sender and recipient.

        Servers close connections after some letters or minutes: one that was open before is tried
        anew once.
        """
        was_open = self.backend.connection is not None
        try:
            return self._envelope(self._server(), composed, address)
        except Unreachable:
            if not was_open:
                raise
        return self._envelope(self._server(), composed, address)

    def _envelope(
        self, server: smtplib.SMTP, composed: EmailMultiAlternatives, address: str
    ) -> smtplib.SMTP:
        encoding = composed.encoding or "utf-8"
        try:
            server.ehlo_or_helo_if_needed()
            options = ["body=8bitmime"] if server.has_extn("8bitmime") else []
            _must(server.rset())
            _must(server.mail(sanitize_address(composed.from_email, encoding), options))
            _must(server.rcpt(sanitize_address(address, encoding)))
        except OSError as problem:  # smtplib's own exceptions are OSErrors too
            self._hang_up()
            raise Unreachable(str(problem)) from problem
        except Refused as problem:
            if problem.code != CLOSING:
                raise
            self._hang_up()
            raise Unreachable(str(problem)) from problem
        return server

    def _hand_over(self, server: smtplib.SMTP, wire: bytes) -> None:
        """Send the letter itself and wait for the verdict."""
        try:
            _must(server.data(wire))
        except smtplib.SMTPDataError as problem:
            self._hang_up()
            raise Refused(problem.smtp_code, _words(problem.smtp_error)) from problem
        except OSError as problem:
            self._hang_up()
            raise Unclear(str(problem)) from problem

    def _server(self) -> smtplib.SMTP:
        """The open connection, or a new one; raises Unreachable."""
        try:
            self.backend.open()
        except smtplib.SMTPResponseException as problem:
            raise Unreachable(_words(problem.smtp_error)) from problem
        except OSError as problem:
            raise Unreachable(str(problem)) from problem
        assert self.backend.connection is not None
        return self.backend.connection

    def _hang_up(self) -> None:
        """Forget a connection that cannot be trusted any more."""
        if self.backend.connection is not None:
            self.backend.connection.close()
            self.backend.connection = None

    def __enter__(self) -> SmtpCourier:
        return self

    def __exit__(self, *problem: Any) -> None:
        try:
            self.backend.close()
        except OSError:  # the letters are settled; a rude goodbye changes nothing
            self._hang_up()


def _must(answer: tuple[int, bytes]) -> None:
    """Raise Refused unless the server agreed."""
    code, words = answer
    if not 200 <= code < 300:
        raise Refused(code, _words(words))


def _words(reply: bytes | str) -> str:
    """What the server said, as text."""
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
