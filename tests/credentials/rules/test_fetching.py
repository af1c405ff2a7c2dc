"""What is fetched from strangers' addresses, and what never."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.server
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hilo.credentials import fetching
from hilo.credentials.rules import fetching as rules
from hilo.credentials.rules.fetching import Unfetched

HOST = "issuer.example"
PUBLIC = "93.184.215.14"
AWAY = "2606:4700::1111"


CLOSED = [
    "127.0.0.1", "10.0.0.1", "172.16.9.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fd00::1",
    "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1",
    "64:ff9b::169.254.169.254", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::1", "", "issuer.example", "1",
    "0x7f.1",
]  # fmt: skip


class TestAddresses:
    @pytest.mark.parametrize("address", CLOSED)
    def test_that_are_not_public(self, address: str) -> None:
        assert not rules.is_public(address)

    @pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "64:ff9b::8.8.8.8"])
    def test_that_are(self, address: str) -> None:
        assert rules.is_public(address)

    def test_one_private_address_spoils_all(self) -> None:
        assert list(rules.judged([PUBLIC, "8.8.8.8"])) == [PUBLIC, "8.8.8.8"]
        with pytest.raises(Unfetched) as caught:
            rules.judged([PUBLIC, "127.0.0.1"])
        assert caught.value.code == "private"


class TestTargets:
    @pytest.mark.parametrize(
        ("url", "host", "path"),
        [
            ("https://issuer.example", "issuer.example", "/"),
            ("https://issuer.example:443/a?b=c#d", "issuer.example", "/a?b=c"),
            ("https://Böcker.example/x", "xn--bcker-jua.example", "/x"),
        ],
    )
    def test_that_are_asked(self, url: str, host: str, path: str) -> None:
        found = rules.target(url)
        assert (found.host, found.path) == (host, path)

    @pytest.mark.parametrize(
        ("url", "code"),
        [
            ("http://issuer.example/", "scheme"),
            ("file:///etc/passwd", "scheme"),
            ("issuer.example", "scheme"),
            ("https://issuer.example:8443/", "port"),
            ("https://issuer.example:99999/", "address"),
            ("https://localhost/", "address"),
            ("https://user@issuer.example/", "address"),
            ("https://issuer.example/a b", "address"),
            ("https://issuer.example/\r\nHost: x", "address"),
            ("https://issuer.example/ñ", "address"),
            ("https:///x", "address"),
            ("https://[::1", "address"),
            ("https://" + "a" * 2000 + ".example", "address"),
        ],
    )
    def test_that_are_not(self, url: str, code: str) -> None:
        with pytest.raises(Unfetched) as caught:
            rules.target(url)
        assert caught.value.code == code

    @pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254"])
    def test_an_address_without_a_name_is_judged_as_well(self, address: str) -> None:
        with pytest.raises(Unfetched) as caught:
            fetching.fetch(f"https://{address}/")
        assert caught.value.code == "private"


class Answers(http.server.BaseHTTPRequestHandler):
    """Answers of an issuer's server."""

    def do_GET(self) -> None:
        act: Callable[[], None] = getattr(
            self, "do_" + self.path.strip("/").partition("/")[0], self.do_missing
        )
        act()

    def do_key(self) -> None:
        self._answer(200, b'{"id": 1}')

    def do_missing(self) -> None:
        self._answer(404, b"")

    def do_large(self) -> None:
        self._answer(200, b"x" * (rules.LARGEST + 1))

    def do_moved(self) -> None:
        self._answer(302, b"", "/key")

    def do_around(self) -> None:
        self._answer(302, b"", "/around")

    def do_plain(self) -> None:
        self._answer(301, b"", f"http://{HOST}/key")

    def do_inside(self) -> None:
        self._answer(301, b"", "https://inside.example/key")

    def do_drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(100):
                self.wfile.write(b"x")
                time.sleep(0.05)

    def _answer(self, status: int, body: bytes, location: str = "") -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for `HOST` with its key, made for this run."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(2020, 1, 1))
        .not_valid_after(dt.datetime(2120, 1, 1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("issuer") / "both.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture(scope="module")
def port(certificate: Path) -> Iterator[int]:
    """A server of `HOST` on this machine."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def asked(port: int, certificate: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The internet: every public address is the server on this machine. Tells which addresses were connected to."""
    connected: list[str] = []
    connect = socket.create_connection
    context = ssl.create_default_context

    def connect_here(address: tuple[str, int], seconds: float) -> socket.socket:
        connected.append(address[0])
        if address[0] == AWAY:
            raise OSError("no way to it")
        return connect(("127.0.0.1", port), seconds)

    names = {HOST: [PUBLIC], "other.example": [PUBLIC], "inside.example": ["10.0.0.8"]}
    names["both.example"] = [AWAY, PUBLIC]
    monkeypatch.setattr(fetching, "addresses_of", lambda host: names.get(host, []))
    monkeypatch.setattr(fetching.socket, "create_connection", connect_here)
    monkeypatch.setattr(
        fetching.ssl, "create_default_context", lambda: context(cafile=str(certificate))
    )
    return connected


class TestFetch:
    def test_what_stands_there(self, asked: list[str]) -> None:
        assert fetching.fetch(f"https://{HOST}/key#z6Mk") == b'{"id": 1}'
        assert asked == [PUBLIC]

    def test_the_next_address_if_there_is_no_way_to_the_first(self, asked: list[str]) -> None:
        with pytest.raises(Unfetched):  # the certificate is another's: it answered
            fetching.fetch("https://both.example/key")
        assert asked == [AWAY, PUBLIC]

    def test_sent_on(self, asked: list[str]) -> None:
        assert fetching.fetch(f"https://{HOST}/moved") == b'{"id": 1}'

    @pytest.mark.parametrize(
        ("url", "code"),
        [
            (f"https://{HOST}/nothing", "answer"),
            (f"https://{HOST}/large", "large"),
            (f"https://{HOST}/around", "redirects"),
            (f"https://{HOST}/plain", "scheme"),
            (f"https://{HOST}/inside", "private"),
            ("https://inside.example/key", "private"),
            ("https://nobody.example/key", "name"),
            ("https://other.example/key", "connection"),  # the certificate is another's
        ],
    )
    def test_what_is_not_had(self, asked: list[str], url: str, code: str) -> None:
        with pytest.raises(Unfetched) as caught:
            fetching.fetch(url)
        assert caught.value.code == code
        assert "10.0.0.8" not in asked

    def test_drop_by_drop_takes_too_long(
        self, asked: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(rules, "SECONDS_IN_ALL", 0.4)
        began = time.monotonic()
        with pytest.raises(Unfetched) as caught:
            fetching.fetch(f"https://{HOST}/drip")
        assert caught.value.code in ("time", "connection")
        assert time.monotonic() - began < 2
