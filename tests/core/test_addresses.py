"""Addresses of a part are found as before, and asked for only where they can be meant."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import Resolver404, URLResolver, include, path, re_path
from django.urls.resolvers import RoutePattern

from hilo.core.addresses import part


def view(request: Any, **words: Any) -> None:
    """Never called."""


LEARN = [
    path("learn/", view, name="learn"),
    path("learn/<slug:slug>/", view, name="course"),
    path("office/", include([path("<slug:slug>/learn/", view, name="office")])),
]


def root(*parts: Any) -> URLResolver:
    return URLResolver(RoutePattern("", is_endpoint=False), list(parts))


def test_addresses_are_found_with_what_they_carry() -> None:
    found = root(part(LEARN)).resolve("learn/money/")
    assert (found.url_name, found.kwargs, found.route) == (
        "course",
        {"slug": "money"},
        "learn/<slug:slug>/",
    )
    assert root(part(LEARN)).resolve("office/money/learn/").url_name == "office"


def test_a_part_that_cannot_be_meant_is_not_tried() -> None:
    assert part(LEARN).beginnings == ("learn/", "office/")
    with pytest.raises(Resolver404):
        part(LEARN).resolve("people/")


def test_what_one_part_has_not_another_is_asked_for() -> None:
    later = part([path("learn/<slug:slug>/deeper/", view, name="deeper")])
    assert root(part(LEARN), later).resolve("learn/money/deeper/").url_name == "deeper"


@pytest.mark.parametrize("one", [re_path(r"^l.*n/$", view), path("<slug:slug>/", view)])
def test_what_begins_with_anything_is_always_tried(one: Any) -> None:
    assert part([one]).beginnings == ("",)
    part([one]).resolve("learn/")


def test_names_lead_back() -> None:
    assert root(part(LEARN)).reverse("course", slug="money") == "learn/money/"
