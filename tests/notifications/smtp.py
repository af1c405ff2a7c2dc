"""A real SMTP server in a thread: keeps what it accepted, and refuses, stalls or strikes when told."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

Hook = Callable[[], str | None]


@dataclass
class Server:
    """`on_rcpt` and `on_data` may answer for the server; None lets it agree."""

    accepted: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    connections: int = 0
    on_rcpt: Hook = lambda: None
    on_data: Hook = lambda: None
    most_per_connection: int = 1000
    port: int = 0
    _carried: int = 0

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if self._carried >= self.most_per_connection:
            asyncio.get_running_loop().call_soon(server.transport.close)
            return "421 enough for one connection"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        answer = self.on_rcpt()
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: Any
    ) -> Any:
        self.connections += 1
        self._carried = 0
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = self.on_data()
        if answer == "hang up":
            self._keep(envelope)
            server.transport.abort()
            await asyncio.sleep(0)
            return "451 gone"
        if answer:
            return answer
        self._keep(envelope)
        self._carried += 1
        return "250 OK"

    def _keep(self, envelope: Envelope) -> None:
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content).encode()
        self.accepted.append(message_from_bytes(raw, policy=policy.default))
        self.recipients += envelope.rcpt_tos


@contextmanager
def smtp_server() -> Iterator[Server]:
    """A server on a free port of this machine."""
    server = Server()
    server.port = _free_port()
    controller = Controller(server, hostname="127.0.0.1", port=server.port, ready_timeout=10)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
