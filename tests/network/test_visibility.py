"""Nothing that is hidden from a reader appears in any page, list, download, hit, feed or card that they can get.

Every hidden thing bears a mark of its own. A house is drawn with marks in all its corners, each reader
opens everything there is to open, and no mark that is not meant for them may stand anywhere.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from hilo.core import search
from hilo.core.models import SearchEntry
from hilo.core.sheets import Scope, access, writing
from hilo.core.text import Text
from hilo.network.enums import Audience, State
from hilo.network.rules import contact
from tests.network.factories import (
    AffiliationFactory,
    ClusterFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
    SectorFactory,
)
from tests.people.factories import AccountFactory, PersonFactory, account_as, agreed, sign_in
from tests.places.factories import municipality

READERS = ("stranger", "member", "colleague", "coordinator")
EVERYBODY = frozenset(READERS)
MEMBERS = EVERYBODY - {"stranger"}
OWN = frozenset({"colleague", "coordinator"})
# Who sees a contact field, by its level: written down once more, so that the rule is checked and not repeated.
SEEN_BY = {"public": EVERYBODY, "members": MEMBERS, "own": OWN}
LEVELS = st.sampled_from(contact.LEVELS)
SHOWN_TO = st.sampled_from(["public", "members", "circles", "me"])


@dataclass
class House:
    """Marks, each with the readers for whom it is meant."""

    marks: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def contacts(self) -> list[str]:
        """The marks of contact fields, which nobody finds anything by."""
        return [mark for mark in self.marks if mark[2:-2] in contact.FIELDS]

    def mark(self, name: str, seen_by: frozenset[str]) -> str:
        mark = f"zq{name}zq"
        self.marks[mark] = self.marks.get(mark, frozenset()) | seen_by
        return mark

    def hidden_from(self, reader: str) -> list[str]:
        return [mark for mark, seen_by in self.marks.items() if reader not in seen_by]


class Visibility(TestCase):
    """Drawn houses, each opened by every reader."""

    # A drawn house is opened some three hundred times: few are drawn, and a failing one is not made smaller.
    @settings(
        max_examples=4,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        deadline=None,
    )
    @example(
        levels={"email": "own", "phone": "own", "address": "own"},
        is_open=True,
        shown_to="members",
        is_shown=False,
        on_roster=False,
    )
    @given(
        levels=st.fixed_dictionaries(dict.fromkeys(contact.FIELDS, LEVELS)),
        is_open=st.booleans(),
        shown_to=SHOWN_TO,
        is_shown=st.booleans(),
        on_roster=st.booleans(),
    )
    def test_no_mark_reaches_whom_it_is_not_meant_for(
        self, levels: dict[str, str], is_open: bool, shown_to: str, is_shown: bool, on_roster: bool
    ) -> None:
        house = House()
        shop = build(house, levels, is_open=is_open)
        colleague = people(house, shop, shown_to, is_shown, on_roster)
        search.rebuild(["organisation", "cluster", "person"])
        assert not indexed(house.contacts)
        for reader, account in readers(colleague).items():
            client = Client() if account is None else sign_in(Client(), agreed(account))
            found = "\n".join(everything(client, reader, account, house, shop))
            for mark in house.hidden_from(reader):
                assert mark not in found, f"{mark} reached a {reader}: {around(found, mark)}"


def build(house: House, levels: dict[str, str], *, is_open: bool) -> Any:
    """An organisation with marks in its contact, one for members alone, one that is a draft."""
    sector, place = SectorFactory(), municipality("21140")
    seen_by = EVERYBODY if is_open else MEMBERS
    told = {name: house.mark(name, SEEN_BY[level] & seen_by) for name, level in levels.items()}
    told["email"] = f"{told['email']}@red.example"
    shop = OrganisationFactory(
        place=place,
        sectors=[sector],
        visibility=levels,
        short_name=house.mark("name", seen_by),
        presentation=Text.of("es", house.mark("story", seen_by)),
        audience=Audience.PUBLIC if is_open else Audience.MEMBERS,
        **told,
    )
    draft = house.mark("draft", frozenset({"coordinator"}))
    OrganisationFactory(place=place, state=State.DRAFT, short_name=draft, sectors=[sector])
    mapped = Text.of("es", house.mark("mapped", frozenset({"coordinator"})))
    ClusterFactory(place=place, state=State.SUBMITTED, name=mapped)
    MembershipFactory(cluster=ClusterFactory(place=place, sectors=[sector]), organisation=shop)
    return shop


def people(house: House, shop: Any, shown_to: str, is_shown: bool, on_roster: bool) -> Any:
    """A colleague who signs in, somebody with choices of their own, and what they keep to themselves."""
    colleague = AccountFactory()
    AffiliationFactory(person=colleague.person, organisation=shop, role="")
    found_by = {
        "public": EVERYBODY,
        "members": MEMBERS,
        "circles": frozenset({"coordinator"}),
        "me": frozenset({"coordinator"}),
    }[shown_to]
    name = house.mark("person", found_by)
    somebody = PersonFactory(family_name=name, shown_to=shown_to, phone=house.mark("ph", OWN))
    role_seen = found_by if is_shown else frozenset({"coordinator"})
    is_kept_in = frozenset({"coordinator"})
    AffiliationFactory(
        person=somebody,
        organisation=shop,
        role=house.mark("role", role_seen),
        is_shown=is_shown,
        words=house.mark("words", is_kept_in),
    )
    task = house.mark("task", EVERYBODY if on_roster else frozenset({"coordinator"}))
    SeatFactory(
        cluster=shop.memberships.get().cluster, person=somebody, task=task, is_shown=on_roster
    )
    return colleague


def readers(colleague: Any) -> dict[str, Any]:
    return {
        "stranger": None,
        "member": AccountFactory(),
        "colleague": colleague,
        "coordinator": account_as("coordinator"),
    }


def everything(client: Client, reader: str, account: Any, house: House, shop: Any) -> Iterator[str]:
    """Whatever this reader can get, as text."""
    for address in addresses(house, shop):
        answer = client.get(address)
        if answer.status_code == 200:
            yield from texts(address, answer)
    if reader == "coordinator":
        yield from sheets_of(account)


def addresses(house: House, shop: Any) -> Iterator[str]:
    """Every place in which something of the network may stand."""
    cluster, directory = shop.memberships.get().cluster, reverse("network:directory")
    yield from (reverse(name) for name in ("home", "feed", "sitemap", "network:clusters"))
    yield from (reverse(name) for name in ("network:sectors", "network:criteria", "ui:network"))
    for view in ("list", "cards", "map"):
        yield f"{directory}?view={view}"
    for form in ("xlsx", "csv", "vcf"):
        yield f"{directory}?as={form}"
    for mark in house.marks:
        yield f"{directory}?q={mark}"
        yield f"{reverse('search')}?q={mark}"
    for name in (
        "organisation",
        "organisation_vcard",
        "organisation_people",
        "review_organisation",
    ):
        yield reverse(f"network:{name}", args=[shop.slug])
    yield cluster.get_absolute_url()
    yield shop.place.get_absolute_url()
    yield shop.sectors.get().get_absolute_url()
    for affiliation in shop.affiliations.all():
        yield reverse("people:person", args=[affiliation.person.uuid])
        yield reverse("network:affiliation", args=[affiliation.uuid])
    for name in ("office_organisations", "duplicates", "coverage", "reviews", "affiliations"):
        yield reverse(f"network:{name}")


def texts(address: str, answer: Any) -> Iterator[str]:
    """The text of an answer, without what was asked: repeating that tells nobody anything."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            yield from (book.read(name).decode("utf-8", "replace") for name in book.namelist())
        return
    asked = address.partition("?q=")[2]
    yield content.decode().replace(asked, "") if asked else content.decode()


def sheets_of(account: Any) -> Iterator[str]:
    """The sheets that a coordinator takes home."""
    for name in ("organisations", "affiliations", "clusters", "members"):
        sheet = access.sheet_for(account, name, Scope())
        made = writing.export(sheet, scope=Scope(), language="es")
        with zipfile.ZipFile(io.BytesIO(made.content)) as book:
            yield from (book.read(one).decode("utf-8", "replace") for one in book.namelist())


def indexed(marks: list[str]) -> list[str]:
    """Those of `marks` that stand in the index of the search."""
    every = " ".join(SearchEntry.objects.values_list("tokens", flat=True))
    return [mark for mark in marks if mark in every]


def around(found: str, mark: str) -> str:
    at = found.index(mark)
    return found[max(0, at - 160) : at + 60]
