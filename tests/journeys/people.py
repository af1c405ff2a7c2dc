"""People of the demonstration, and how they sign in: as anybody does, second factor included."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.journeys.house import House

SIGN_IN = re.compile(
    r"^(?P<role>[^:\n]+): .*\n\s+(?P<email>\S+@\S+)\s+password (?P<password>\S+)"
    r"(?:\n\s+second factor (?P<secret>[A-Z2-7]+))?",
    re.MULTILINE,
)


@dataclass(frozen=True)
class SignIn:
    """One line of `bin/hilo demo sign-ins`."""

    role: str
    email: str
    password: str
    secret: str | None


def sign_ins(house: House) -> list[SignIn]:
    """The demonstration's sign-ins, as the terminal prints them."""
    return [
        SignIn(**match.groupdict()) for match in SIGN_IN.finditer(house.command("demo", "sign-ins"))
    ]


def one_time_code(secret: str) -> str:
    """The present six digits of an app that shows codes (TOTP, RFC 6238: SHA-1, 30 seconds)."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    at = digest[-1] & 15
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06d}"


def fresh_code(secret: str, used: set[tuple[str, str]]) -> str:
    """A code that was not used yet: each opens a door only once, so the next may be 30 seconds away."""
    while (secret, one_time_code(secret)) in used:
        time.sleep(1)
    code = one_time_code(secret)
    used.add((secret, code))
    return code


USED: set[tuple[str, str]] = set()


def sign_in(page: Page, house: House, who: SignIn, language: str = "es") -> None:
    """Sign in with password and, where it is asked for, second factor; begin a staff session."""
    page.goto(f"{house.address}/{language}/sign-in/password/")
    page.fill("input[type=email]", who.email)
    page.fill("input[type=password]", who.password)
    send(page, "main button[type=submit]")
    if who.secret:
        page.fill("input[name=code]", fresh_code(who.secret, USED))
        send(page, "main form:has(input[name=code]) button[type=submit]")
        begin_duty(page, house, who)


def begin_duty(page: Page, house: House, who: SignIn) -> None:
    """Begin a staff session, confirming the second factor again where it is asked for."""
    assert who.secret is not None
    page.goto(f"{house.address}/es/duty/")
    if page.locator("main input[name=code]").count():
        page.fill("main input[name=code]", fresh_code(who.secret, USED))
    send(page, "main form button[type=submit]")


def send(page: Page, button: str) -> None:
    """Press the first of these buttons and wait for the answer, which may be long in coming on a busy machine."""
    with page.expect_navigation(timeout=60_000):
        page.locator(button).first.click()
