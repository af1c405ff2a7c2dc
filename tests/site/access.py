"""What each role meets at the addresses that belong to no single chapter."""

from __future__ import annotations

from tests.access import ELSEWHERE, OPEN, REFUSED, SIGN_IN, Row

ACCESS = [
    Row("entry", stranger=ELSEWHERE, others=ELSEWHERE),
    Row("live", stranger=OPEN, others=OPEN),
    Row("ready", stranger=OPEN, others=OPEN),
    Row("robots", stranger=OPEN, others=OPEN),
    Row("sitemap", stranger=OPEN, others=OPEN),
    Row("service_worker", stranger=OPEN, others=OPEN),
    Row("favicon", stranger=ELSEWHERE, others=ELSEWHERE),
    Row("security", stranger=OPEN, others=OPEN),
    Row("source_archive", stranger=OPEN, others=OPEN),
    Row("home", stranger=OPEN, others=OPEN),
    Row("about", stranger=OPEN, others=OPEN),
    Row("source", stranger=OPEN, others=OPEN),
    Row("guides", stranger=OPEN, others=OPEN),
    Row("guide", kwargs=lambda: {"audience": "member"}, stranger=OPEN, others=OPEN),
    Row("search", stranger=OPEN, others=OPEN, data={"q": "taller"}),
    Row("feed", stranger=OPEN, others=OPEN),
    Row("house", stranger=SIGN_IN, operator=OPEN, others=REFUSED),
    Row("history", stranger=SIGN_IN, coordinator=OPEN, others=REFUSED),
]
