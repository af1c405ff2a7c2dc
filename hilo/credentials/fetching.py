"""Fetches keys and status lists of other issuers, within the limits of `rules.fetching`. Never inside a transaction.

The standard library is enough: the connection goes to the address that was judged, while the certificate is checked
against the name, which clients for whole web sites make hard to say.
"""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import threading
import time
from collections.abc import Sequence

from .rules import fetching as rules
from .rules.fetching import Target, Unfetched

_ACCEPTED = (
    "application/did+json, application/ld+json, application/json, application/vc+jwt, */*;q=0.1"
)
_PIECE = 65_536  # bytes read at a time


def fetch(url: str) -> bytes:
    """What stands at `url`; raises `Unfetched`."""
    deadline = time.monotonic() + rules.SECONDS_IN_ALL
    for _ in range(rules.REDIRECTS + 1):
        target = rules.target(url)
        answer, location = _ask(target, rules.judged(addresses_of(target.host)), deadline)
        if location is None:
            return answer
        url = rules.redirected(target.url, location)
    raise Unfetched("redirects")


def addresses_of(host: str) -> list[str]:
    """All addresses that the name has; raises `Unfetched`."""
    try:
        found = socket.getaddrinfo(host, rules.PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unfetched("name", host=host) from error
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class _Judged(http.client.HTTPSConnection):
    """A connection to given addresses under the name of the host, which the certificate must bear."""

    def __init__(self, host: str, addresses: Sequence[str], seconds: float) -> None:
        self._judged, self._certified = addresses, ssl.create_default_context()
        super().__init__(host, rules.PORT, timeout=seconds, context=self._certified)

    def connect(self) -> None:
        """Connect to the first judged address that answers; the name is not looked up again."""
        self.sock = self._first_that_answers()
        self.sock = self._certified.wrap_socket(self.sock, server_hostname=self.host)

    def _first_that_answers(self) -> socket.socket:
        """Many machines have addresses of IPv6 and no way to them, so that the next one is tried."""
        fault = OSError()
        for address in self._judged:
            try:
                return socket.create_connection((address, self.port), self.timeout)
            except OSError as error:
                fault = error
        raise fault

    def cut(self) -> None:
        """End the connection from another thread; whoever waits for it gets an error."""
        with contextlib.suppress(OSError):
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)


def _ask(target: Target, addresses: Sequence[str], deadline: float) -> tuple[bytes, str | None]:
    """The answer, or the address to which it sends on."""
    connection = _Judged(target.host, addresses, _left(deadline))
    # Whoever sends one byte every four seconds never runs into the limit of one step.
    guard = threading.Timer(deadline - time.monotonic(), connection.cut)
    guard.daemon = True
    guard.start()
    try:
        connection.request("GET", target.path, headers={"Accept": _ACCEPTED, "User-Agent": "Hilo"})
        with contextlib.closing(connection.getresponse()) as response:
            return _read(response, connection.sock, deadline)
    except TimeoutError as error:
        raise Unfetched("time") from error
    except (OSError, http.client.HTTPException) as error:
        raise Unfetched("connection") from error
    finally:
        guard.cancel()
        connection.close()


def _read(
    response: http.client.HTTPResponse, line: socket.socket | None, deadline: float
) -> tuple[bytes, str | None]:
    location = response.getheader("Location")
    if 300 <= response.status < 400 and location:
        return b"", location
    if response.status != 200:
        raise Unfetched("answer", status=response.status)
    data = bytearray()
    while piece := response.read1(_PIECE):
        data += piece
        if len(data) > rules.LARGEST:
            raise Unfetched("large")
        seconds = _left(deadline)
        if line is not None and line.fileno() >= 0:
            line.settimeout(seconds)
    if response.length:
        raise Unfetched("connection")
    _left(deadline)  # what was cut looks like an end
    return bytes(data), None


def _left(deadline: float) -> float:
    """Seconds that the next step may take; raises `Unfetched` when there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise Unfetched("time")
    return min(left, rules.SECONDS)
