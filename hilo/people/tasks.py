"""Work in the background: each loads and calls one service."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from hilo.core.problems import Problem
from hilo.core.tasks import Progress, background
from hilo.people import access, services
from hilo.people.models import Account, Invitation, Person


@background(retries=3, backoff_seconds=60, title=gettext_noop("Send invitations"))
def invite_people(people: list[str], by_account: int, progress: Progress) -> None:
    """Invite each who can be; whoever has an open invitation from this run is not written to twice."""
    by = Account.objects.select_related("person").get(pk=by_account)
    sent = 0
    for uuid in progress.over(people, _("Sending invitations")):
        sent += _invite(UUID(uuid), by)
    said = ngettext(
        "%(sent)s invitation is on its way.", "%(sent)s invitations are on their way.", sent
    )
    progress.result(said % {"sent": sent}, url=reverse("people:invitations"))


def _invite(uuid: UUID, by: Account) -> bool:
    person = Person.objects.filter(uuid=uuid).first()
    if person is None or Invitation.objects.open().filter(person=person).exists():
        return False
    if not _may_invite(by, person):
        return False
    try:
        services.invite(person, by=by)
    except Problem:
        return False
    return True


def _may_invite(by: Account, person: Person) -> bool:
    """The power was proved when the work was ordered; here, that the role still stands."""
    return access.holds_over(by, "people.invite", person)


@background(
    retries=1, title=gettext_noop("Carry out what is due: erasures, links and roles that ran out")
)
def sweep() -> None:
    """Every hour: erasures whose time has come, links and joinings that ran out, orphaned roles."""
    services.execute_due()
    services.sweep_links()
    services.sweep_unconfirmed()
    services.sweep_orphans()
