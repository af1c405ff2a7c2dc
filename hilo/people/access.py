"""May they? `can` asks for one act in one scope, `scopes_of` and `visible_to` ask for lists.

Staff roles hold their verbs only in a staff session (`people.services.begin_duty`): `can` answers no
outside of it, and `require` raises `OffDuty`, which leads to the page that begins one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, UUIDField
from django.http import Http404
from django.utils.translation import gettext as _

from hilo.core import registries
from hilo.core.access import Refused
from hilo.core.keeping import kept
from hilo.core.prepared import Given, Prepared
from hilo.core.time import today
from hilo.people import roles
from hilo.people.circles import people_in
from hilo.people.models import Account, Grant, Person, Visibility

EVERYWHERE: tuple[str, UUID | None] = ("", None)
ANYBODY = Prepared(
    lambda: (
        Person.objects.present()
        .select_related("account", "territory")
        .filter(uuid=Given("uuid", UUIDField()))
    )
)
HELD = Prepared(lambda: Grant.objects.filter(person=Given("person"), revoked_at=None))


class OffDuty(Refused):
    """They hold the role, but are not in a staff session now."""


@dataclass(frozen=True)
class Scopes:
    """Where somebody may do something: everywhere, or in these (kind, uuid) pairs."""

    is_everywhere: bool
    pairs: frozenset[tuple[str, UUID]]

    def __bool__(self) -> bool:
        return self.is_everywhere or bool(self.pairs)

    def __contains__(self, pair: object) -> bool:
        return self.is_everywhere or pair in self.pairs

    def of_kind(self, kind: str) -> list[UUID]:
        """The UUIDs of `kind` among them; only meaningful where not everywhere."""
        return [uuid for found, uuid in self.pairs if found == kind]

    def by_kind(self) -> dict[str, list[UUID]]:
        """The UUIDs among them by kind, in an order that stays, so that the same scopes ask alike."""
        found: dict[str, list[UUID]] = {}
        for kind, uuid in sorted(self.pairs):
            found.setdefault(kind, []).append(uuid)
        return found


NOWHERE = Scopes(False, frozenset())
ALL = Scopes(True, frozenset())


def can(user: Any, verb: str, kind: str = "", uuid: Any = None) -> bool:
    """Whether `user` may do `verb` now in that scope; without a scope: in the whole installation."""
    return (kind, _uuid(uuid)) in scopes_of(user, verb)


def can_anywhere(user: Any, verb: str) -> bool:
    """Whether `user` may do `verb` now in at least one scope (for menus and list pages)."""
    return bool(scopes_of(user, verb))


def require(user: Any, verb: str, kind: str = "", uuid: Any = None) -> None:
    """Do nothing if `user` may; otherwise raise `OffDuty` or `Refused` with a sentence."""
    if not can(user, verb, kind, uuid):
        raise refusal((kind, _uuid(uuid)) in scopes_held(user, verb))


def require_anywhere(user: Any, verb: str) -> Scopes:
    """The scopes in which `user` may do `verb`; raises `OffDuty` or `Refused` where there is none."""
    found = scopes_of(user, verb)
    if not found:
        raise refusal(bool(scopes_held(user, verb)))
    return found


def scopes_of(user: Any, verb: str) -> Scopes:
    """Where `user` may do `verb` now, duty considered."""
    if not is_account(user):
        return NOWHERE
    if verb in roles.Member.verbs:
        return ALL
    return scopes_held(user, verb) if user.duty else NOWHERE


def scopes_held(user: Any, verb: str) -> Scopes:
    """Where `user` could do `verb` in a staff session."""
    if not is_account(user):
        return NOWHERE
    known: dict[str, Scopes] = user.__dict__.setdefault("_held", {})
    if verb not in known:
        holding = roles.holding(verb)
        held = [grant for grant in grants_of(user) if grant.role in holding]
        known[verb] = _reach_of_grants(user, held)
    return known[verb]


def _reach_of_grants(user: Account, grants: list[Grant]) -> Scopes:
    """Everything inside the scopes of `grants`; worked out once per request, as several verbs ask for it."""
    known: dict[frozenset[Any], Scopes] = user.__dict__.setdefault("_reaches", {})
    pairs = frozenset((grant.scope_kind, grant.scope_uuid) for grant in grants)
    if pairs not in known:
        known[pairs] = _reach(pairs) if pairs else NOWHERE
    return known[pairs]


def grants_of(user: Account) -> list[Grant]:
    """The grants of `user` in force today; read once per request."""
    if "_grants" not in user.__dict__:
        day = today()
        user.__dict__["_grants"] = [one for one in _unrevoked(user) if one.is_in_force(day)]
    return user.__dict__["_grants"]


def standing_grants_of(user: Account) -> list[Grant]:
    """The grants of `user` that are in force or begin later."""
    day = today()
    return [one for one in _unrevoked(user) if one.ends_on is None or one.ends_on >= day]


def _unrevoked(user: Account) -> list[Grant]:
    if "_unrevoked" not in user.__dict__:
        user.__dict__["_unrevoked"] = HELD.rows(person=user.person_id)
    return user.__dict__["_unrevoked"]


def is_account(user: Any) -> bool:
    return bool(user is not None and user.is_authenticated and user.is_active)


def is_staff(user: Any) -> bool:
    """Whether `user` holds a staff role anywhere, on duty or not."""
    staff = roles.staff_roles()
    return is_account(user) and any(grant.role in staff for grant in grants_of(user))


def roles_of(user: Any) -> list[type[roles.Role]]:
    """The roles that `user` holds, on duty or not, in the order of `people.roles`."""
    held = {grant.role for grant in grants_of(user)} if is_account(user) else set()
    return [role for role in roles.all_roles() if role.name in held or role is roles.Member]


def visible_to(user: Any) -> QuerySet[Person]:
    """The people whose profile `user` may find, by their own choice or by the power of a role."""
    people = Person.objects.present()
    if not is_account(user):
        return people.filter(shown_to=Visibility.PUBLIC)
    seen = scopes_of(user, "people.see")
    if seen.is_everywhere:
        return people
    chosen = Q(shown_to__in=(Visibility.PUBLIC, Visibility.MEMBERS)) | Q(pk=user.person_id)
    return people.filter(chosen | within(seen))


def is_visible_to(user: Any, person: Person) -> bool:
    """Whether `user` may find this profile: what `visible_to` says of one person, with fewer questions."""
    if person.shown_to == Visibility.PUBLIC:
        return True
    if not is_account(user):
        return False
    is_chosen = person.shown_to == Visibility.MEMBERS or person.pk == user.person_id
    return is_chosen or may(user, "people.see", person)


def within(scopes: Scopes) -> Q:
    """The people who belong to `scopes`."""
    if scopes.is_everywhere:
        return Q()
    found = Q(pk__in=())
    for keys in people_in(scopes.by_kind()):
        found |= Q(pk__in=keys)
    return found


def person_for(user: Any, uuid: Any, *, to: str = "find") -> Person:
    """The person `uuid`: to "find" (their profile), or to any verb such as "people.change".

    Raises Http404 where `user` may not know of them, `Refused` where they may not do this.
    """
    person = ANYBODY.row(uuid=uuid)
    if person is None or not is_visible_to(user, person):
        raise Http404
    if to != "find" and not may(user, to, person):
        raise refusal(holds_over(user, to, person))
    return person


def may(user: Any, verb: str, person: Person) -> bool:
    """Whether `user` may do `verb` to `person`: in a scope to which the person belongs."""
    return _holds(scopes_of(user, verb), person)


def holds_over(user: Any, verb: str, person: Person) -> bool:
    """Whether `user` could do `verb` to `person` in a staff session."""
    return _holds(scopes_held(user, verb), person)


def _holds(scopes: Scopes, person: Person) -> bool:
    """Whether `person` belongs to `scopes`; kept until anything happens, as several verbs reach equally far."""
    if not scopes or scopes.is_everywhere:
        return bool(scopes)
    key = ("belongs", scopes, person.pk)
    return kept(key, lambda: belongs(person, scopes), is_small=True)


def belongs(person: Person, scopes: Scopes) -> bool:
    """Whether `person` belongs to one of `scopes`."""
    people = Person.objects.filter(pk=person.pk)
    return any(people.filter(pk__in=keys).exists() for keys in people_in(scopes.by_kind()))


def refusal(is_only_off_duty: bool) -> Refused:
    """What to raise where somebody may not: whether a staff session would open it."""
    if is_only_off_duty:
        return OffDuty(_("Begin a staff session first; then this page opens."))
    return Refused(_("Your role does not include this. Ask a coordinator if you need it."))


def reach_of(grant: Grant) -> Scopes:
    """Everything that lies inside the scope of `grant`."""
    return _reach([(grant.scope_kind, grant.scope_uuid)])


def _reach(pairs: Iterable[tuple[str, Any]]) -> Scopes:
    """`pairs` and everything that lies inside them, kept until anything happens to them."""
    asked = frozenset(pairs)
    return ALL if EVERYWHERE in asked else kept(("reach", asked), lambda: _look_inside(asked))


def _look_inside(pairs: frozenset[tuple[str, Any]]) -> Scopes:
    """`pairs` and everything that lies inside them, as the scope registry tells."""
    found: set[tuple[str, UUID]] = set()
    waiting = list(pairs)
    while waiting:
        kind, uuid = waiting.pop()
        if kind == "":
            return ALL
        if (kind, uuid) not in found:
            found.add((kind, uuid))
            waiting.extend(_directly_inside(kind, uuid))
    return Scopes(False, frozenset(found))


def _directly_inside(kind: str, uuid: UUID) -> Iterator[tuple[str, UUID]]:
    """What the scope's own chapter and later ones lay into it."""
    if kind in registries.scopes:
        yield from registries.scopes.get(kind).contains(uuid)
    for inside in registries.insides:
        if inside.scope_kind == kind:
            yield from inside.contains(uuid)


def _uuid(value: Any) -> UUID | None:
    return value if value is None or isinstance(value, UUID) else UUID(str(value))
