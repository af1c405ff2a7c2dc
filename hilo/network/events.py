"""What has happened in the network. Ids only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from hilo.core.events import Event

# Profiles: organisations and clusters alike; `profile` is the UUID, `kind` the object kind.


@dataclass(frozen=True)
class ProfileAdded(Event):
    """A page was begun; nobody but its authors and coordinators knows of it yet."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s began this page.")


@dataclass(frozen=True)
class ProfileChanged(Event):
    """The named `fields` of the page changed; values are not kept here."""

    kind: str
    profile: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed this page.")


@dataclass(frozen=True)
class ProfileSubmitted(Event):
    """The page waits for its review."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s asked for a review of this page.")


@dataclass(frozen=True)
class ProfileWithdrawn(Event):
    """The page does not wait for a review any more; its authors write on."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s took the page back to write on.")


@dataclass(frozen=True)
class ProfileReturned(Event):
    """The page went back to its authors; the reason stands in the review."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s returned this page with a reason.")


@dataclass(frozen=True)
class ProfileListed(Event):
    """The page is in the directory."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s put this page into the directory.")


@dataclass(frozen=True)
class ProfileArchived(Event):
    """The page left the directory: what it tells of is no longer active. It can be revived."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s marked this as no longer active.")


@dataclass(frozen=True)
class ProfileRevived(Event):
    """The page is being written again."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s took this page up again.")


@dataclass(frozen=True)
class ProfileConfirmed(Event):
    """Somebody who speaks for the page said that it is still true."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s confirmed that this page is still true.")


# Clusters: all are lines in the history of the cluster.


@dataclass(frozen=True)
class MemberAdded(Event):
    """`organisation` belongs to the cluster from now on, or from the day that was entered."""

    cluster: UUID
    organisation: UUID
    sentence = _("%(actor)s added a member.")


@dataclass(frozen=True)
class MembershipChanged(Event):
    """The place in the value chain, or the days, of a member changed."""

    cluster: UUID
    organisation: UUID
    sentence = _("%(actor)s changed what is known of a member.")


@dataclass(frozen=True)
class MembershipEnded(Event):
    """`organisation` leaves the cluster, on the day that was entered; it stays in the history."""

    cluster: UUID
    organisation: UUID
    sentence = _("%(actor)s ended a membership.")


@dataclass(frozen=True)
class AgentAppointed(Event):
    """`person` accompanies the cluster as its agent for the days of `term`; the role was given with it."""

    cluster: UUID
    person: UUID
    term: UUID
    sentence = _("%(actor)s appointed an agent.")


@dataclass(frozen=True)
class AgentTermEnded(Event):
    """`term` ended before its time, here or because the role was taken back or given up elsewhere."""

    cluster: UUID
    person: UUID
    term: UUID
    sentence = _("%(actor)s ended the term of an agent.")


@dataclass(frozen=True)
class SeatAdded(Event):
    """The commission has one seat more, taken by somebody or vacant."""

    cluster: UUID
    seat: UUID
    sentence = _("%(actor)s added a seat to the commission.")


@dataclass(frozen=True)
class SeatChanged(Event):
    """What is known of a seat changed, or somebody took a vacant one."""

    cluster: UUID
    seat: UUID
    sentence = _("%(actor)s changed a seat of the commission.")


@dataclass(frozen=True)
class SeatVacated(Event):
    """`seat` has nobody now; who sat there stays in the history."""

    cluster: UUID
    seat: UUID
    sentence = _("%(actor)s vacated a seat of the commission.")


@dataclass(frozen=True)
class SeatRemoved(Event):
    """The commission has one seat less."""

    cluster: UUID
    seat: UUID
    sentence = _("%(actor)s took a seat away from the commission.")


@dataclass(frozen=True)
class RosterChanged(Event):
    """Whoever holds `seat` chose to stand on the roster, or not to."""

    cluster: UUID
    seat: UUID
    sentence = _("Somebody chose whether to stand on the roster of the commission.")


@dataclass(frozen=True)
class FigureRecorded(Event):
    """A number about the cluster is on record, or was corrected."""

    cluster: UUID
    figure: UUID
    sentence = _("%(actor)s recorded a figure.")


@dataclass(frozen=True)
class FigureRemoved(Event):
    """A number about the cluster was taken off the record."""

    cluster: UUID
    figure: UUID
    sentence = _("%(actor)s removed a figure.")


# Affiliations. They are told in the history of the organisation.


@dataclass(frozen=True)
class AffiliationAsked(Event):
    """`person` asked to belong to the organisation; its stewards, or a coordinator, will answer."""

    affiliation: UUID
    person: UUID
    sentence = _("%(person)s asked to be shown as part of this organisation.")


@dataclass(frozen=True)
class AffiliationOffered(Event):
    """`person` was asked to belong to the organisation and will answer."""

    affiliation: UUID
    person: UUID
    sentence = _("%(actor)s invited %(person)s into this organisation.")


@dataclass(frozen=True)
class AffiliationBegan(Event):
    """`person` belongs to the organisation, from the day that the affiliation says."""

    affiliation: UUID
    person: UUID
    sentence = _("%(person)s is part of this organisation.")


@dataclass(frozen=True)
class AffiliationRefused(Event):
    """What was asked of or by `person` was refused; the reason stands in the affiliation."""

    affiliation: UUID
    person: UUID
    sentence = _("%(actor)s did not confirm that %(person)s is part of this organisation.")


@dataclass(frozen=True)
class AffiliationChanged(Event):
    """The named `fields` of an affiliation changed."""

    affiliation: UUID
    person: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed what is said of %(person)s in this organisation.")


@dataclass(frozen=True)
class AffiliationEnded(Event):
    """`person` left the organisation; that they were part of it stays on record."""

    affiliation: UUID
    person: UUID
    sentence = _("%(person)s left this organisation.")


@dataclass(frozen=True)
class OfficeHandedOver(Event):
    """The office of `predecessor` (an affiliation) passes to `successor` on the day of the hand-over.

    Published when it is recorded; `OfficePassed` follows when it takes effect.
    """

    hand_over: UUID
    predecessor: UUID
    successor: UUID
    sentence = _("%(actor)s recorded that an office passes to a successor.")


@dataclass(frozen=True)
class OfficePassed(Event):
    """The hand-over took effect: page, drafts and notices are the successor's (people, by UUID) now.

    Later chapters let their own unfinished work follow; history and certificates stay with whoever earned them.
    """

    hand_over: UUID
    organisation: UUID
    predecessor: UUID
    successor: UUID
    sentence = _("%(successor)s took over the office of %(predecessor)s.")


# Organisations that were one.


@dataclass(frozen=True)
class OrganisationsMerged(Event):
    """`gone` was the same as `kept`: its people, memberships and seats are there now, its page leads there.

    Whatever a later chapter hangs on `gone` it hangs on `kept` from now on, and remembers under `merge`
    what it moved, because `OrganisationsParted` with the same `merge` may take it back.
    """

    kept: UUID
    gone: UUID
    merge: UUID
    sentence = _("%(actor)s merged a duplicate into this page.")


@dataclass(frozen=True)
class OrganisationsParted(Event):
    """The merge was taken back: both are as they were before it, as far as nobody changed them since."""

    kept: UUID
    gone: UUID
    merge: UUID
    sentence = _("%(actor)s took a merge back; there are two pages again.")


@dataclass(frozen=True)
class OrganisationsDistinguished(Event):
    """Somebody looked at two organisations that seem to be one: they are two."""

    first: UUID
    second: UUID
    sentence = _("%(actor)s looked at a suspected duplicate: it is another organisation.")


# Criteria, and what reviewers said of them.


@dataclass(frozen=True)
class CriterionJudged(Event):
    """A reviewer gave a verdict on one criterion; a reason stands in the finding."""

    kind: str
    profile: UUID
    criterion: UUID
    verdict: str
    sentence = _("%(actor)s gave a verdict on a criterion.")


@dataclass(frozen=True)
class CriterionPublished(Event):
    """A condition for being listed is published."""

    criterion: UUID
    sentence = _("%(actor)s published this criterion.")


@dataclass(frozen=True)
class CriterionChanged(Event):
    """The named `fields` of a criterion changed; pages that are listed stay listed."""

    criterion: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed this criterion.")


@dataclass(frozen=True)
class CriterionRetired(Event):
    """A condition is no longer asked for; what was found of it stays."""

    criterion: UUID
    sentence = _("%(actor)s retired this criterion.")


# Searches that people follow: their own affair, so the history says nothing of them.


@dataclass(frozen=True)
class SearchFollowed(Event):
    """Somebody wants to be told of what enters the directory and matches."""

    search: UUID


@dataclass(frozen=True)
class SearchRenamed(Event):
    """A followed search bears another name."""

    search: UUID


@dataclass(frozen=True)
class SearchLeft(Event):
    """Nobody is told of this search any more."""

    search: UUID


# Sectors.


@dataclass(frozen=True)
class SectorAdded(Event):
    """A sector can be chosen that was not on the list before."""

    sector: UUID
    sentence = _("%(actor)s added this sector.")


@dataclass(frozen=True)
class SectorChanged(Event):
    """The named `fields` of a sector changed: pages of its organisations say so too."""

    sector: UUID
    fields: tuple[str, ...]
    sentence = _("%(actor)s changed this sector.")


@dataclass(frozen=True)
class SectorRetired(Event):
    """A sector can no longer be chosen; whoever has it keeps it."""

    sector: UUID
    sentence = _("%(actor)s took this sector off the list of those that can be chosen.")


@dataclass(frozen=True)
class SectorRevived(Event):
    """A sector can be chosen again."""

    sector: UUID
    sentence = _("%(actor)s put this sector back on the list of those that can be chosen.")


@dataclass(frozen=True)
class ProfileTakenBack(Event):
    """A page was taken off the record: it had been entered by mistake and nothing rested on it."""

    kind: str
    profile: UUID
    sentence = _("%(actor)s took this page off the record; it had been entered by mistake.")


@dataclass(frozen=True)
class AffiliationTakenBack(Event):
    """An affiliation was taken off the record: it had been entered by mistake."""

    affiliation: UUID
    person: UUID
    sentence = _("%(actor)s took back an affiliation that had been entered by mistake.")


@dataclass(frozen=True)
class MembershipTakenBack(Event):
    """A membership was taken off the record: it had been entered by mistake."""

    cluster: UUID
    organisation: UUID
    sentence = _("%(actor)s took back a membership that had been entered by mistake.")
