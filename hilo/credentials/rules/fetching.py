"""What may be fetched from addresses that a stranger's credential names: nobody looks into our network through us.

Only https on its own port, only names that lead to public addresses. Whoever fetches looks the name up once, has every
address judged here and connects to the judged address itself: a name that answers differently the second time changes
nothing. `hilo.credentials.fetching` does it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

PORT = 443
LONGEST = 2_000  # characters of an address
LARGEST = 1_000_000  # bytes of an answer
REDIRECTS = 3
SECONDS = 5.0  # to connect, and between two pieces of an answer
SECONDS_IN_ALL = 10.0
# Ranges that carry an IPv4 address inside: what counts is where that one leads.
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_TEREDO = ipaddress.ip_network("2001::/32")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Unfetched(Exception):
    """Something was not fetched; `code` says why, `parameters` what it is about.

    `scheme`, `port`, `address` (not one we read), `private` (leads into a closed network), `name` (nobody knows it),
    `time`, `large`, `redirects`, `answer` (with `status`), `connection`.
    """

    def __init__(self, code: str, **parameters: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.parameters = parameters


@dataclass(frozen=True)
class Target:
    """Where a request goes: the name that the certificate of the server must bear, and what is asked for."""

    host: str
    path: str

    @property
    def url(self) -> str:
        """The address again, without what came after `#`."""
        return f"https://{self.host}{self.path}"


def target(url: str) -> Target:
    """Where `url` leads; raises `Unfetched` for what is never fetched."""
    if len(url) > LONGEST or any(sign <= " " or sign == "\x7f" for sign in url):
        raise Unfetched("address")
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except (UnicodeError, ValueError) as error:
        raise Unfetched("address") from error
    if parts.scheme != "https":
        raise Unfetched("scheme", scheme=parts.scheme)
    if port not in (None, PORT):
        raise Unfetched("port", port=port or 0)
    if (
        not host
        or "." not in host
        or parts.username is not None
        or not (parts.path + parts.query).isascii()
    ):
        raise Unfetched("address")
    return Target(host, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def redirected(url: str, location: str) -> str:
    """The address to which an answer from `url` sends on. It is judged as the first one was."""
    return urljoin(url, location)


def judged(addresses: Sequence[str]) -> Sequence[str]:
    """The addresses to connect to, in order, of those that a name has; raises `Unfetched`.

    If one of them is not public, none is taken: a name that leads to both is set up to deceive.
    """
    if not addresses:
        raise Unfetched("name")
    if not all(is_public(address) for address in addresses):
        raise Unfetched("private")
    return addresses


def is_public(address: str) -> bool:
    """Whether `address` is of the open internet, and not of one machine, house or cloud, or nobody's."""
    try:
        found: Address = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    inner = _inner(found)
    if inner is not None:
        return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def _inner(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address to which an IPv6 address of a way across leads."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address in _SIX_TO_FOUR:
        return address.sixtofour
    if address in _TEREDO and address.teredo:
        return address.teredo[1]
    return None
