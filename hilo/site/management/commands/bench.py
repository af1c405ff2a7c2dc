"""`bin/hilo bench`: what each named page costs, as a multiple of the floor page."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connection

from hilo.core.registries import NamedPage, named_pages
from hilo.site.bench import floor, furnishing, learner, sessions
from hilo.site.bench.meter import Server
from hilo.site.bench.sessions import Reader

ROUNDS = 7
REQUESTS = 30
FLOOR = "/bench/floor/"
Fetch = Callable[[Server, str, str], tuple[int, int]]  # status and bytes sent


class Command(BaseCommand):
    help = "Measure CPU milliseconds per request (server and database) of named pages against the floor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("pages", nargs="*", help="names of pages; all where none is named")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = [page for page in named_pages if page.name in (options["pages"] or [page.name])]
        with (
            sessions.for_readers([*map(reader_of, wanted), sessions.MEMBER]) as cookies,
            furnishing.a_batch(),
            learner.an_attempt(),
            Server() as server,
        ):
            late = [page for page in wanted if not self.measure(server, page, cookies)]
        if late:
            raise CommandError(f"{len(late)} pages cost more than they may: see above.")

    def measure(self, server: Server, page: NamedPage, cookies: dict[Reader, str]) -> bool:
        """Measure one page beside the floor, say the figures, answer whether it keeps its limit."""
        address, cookie = page.address(), cookies[reader_of(page)]
        fetch = sending(page) or Server.get
        status, size = fetch(server, address, cookie)
        if status != (302 if page.sends else 200):
            raise CommandError(
                f"{page.name}: {address} answered {status}, so nothing was measured."
            )
        rounds = [
            (
                cost(server, fetch, address, cookie),
                cost(server, Server.get, FLOOR, cookies[sessions.MEMBER]),
            )
            for _ in range(ROUNDS)
        ][1:]
        ratio = statistics.median(cost / ground for cost, ground in rounds)
        milliseconds = 1000 * statistics.median(cost for cost, _ in rounds)
        keeps = ratio <= page.limit
        self.stdout.write(
            f"{page.name:<28} {milliseconds:6.1f} ms  {ratio:5.2f} x floor (may {page.limit:g})"
            f"  {size / 1000:6.1f} kB sent  {'' if keeps else 'TOO MUCH'}"
        )
        return keeps

    def execute(self, *args: Any, **options: Any) -> str | None:
        self.stdout.write(
            f"Floor {floor.checksum()} on {connection.vendor}; {ROUNDS - 1} rounds of {REQUESTS} requests, medians"
        )
        return super().execute(*args, **options)


def reader_of(page: NamedPage) -> Reader:
    """Who opens `page`."""
    return page.role, page.is_whole


def sending(page: NamedPage) -> Fetch | None:
    """How a page is sent to, each time anew; None for one that is opened."""
    if page.sends is None:
        return None
    fields, again = page.sends.fields(), page.sends.again

    def send(server: Server, address: str, cookie: str) -> tuple[int, int]:
        again()
        return server.send(address, cookie, fields)

    return send


def cost(server: Server, fetch: Fetch, address: str, cookie: str) -> float:
    """CPU seconds per request over one round; what lets a form be sent again is not the server's."""
    before = server.cpu()
    for _ in range(REQUESTS):
        fetch(server, address, cookie)
    return (server.cpu() - before) / REQUESTS
