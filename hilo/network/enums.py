"""The states and kinds that this chapter knows, with the words for them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a profile stands in its review."""

    DRAFT = "draft", pgettext_lazy("state of a profile", "Being written")
    SUBMITTED = "submitted", pgettext_lazy("state of a profile", "Waiting for review")
    RETURNED = "returned", pgettext_lazy("state of a profile", "Returned with a reason")
    LISTED = "listed", pgettext_lazy("state of a profile", "In the directory")
    ARCHIVED = "archived", pgettext_lazy("state of a profile", "No longer active")


# verb: (from, to). The whole life of a profile.
TRANSITIONS: dict[str, tuple[set[State], State]] = {
    "submit": ({State.DRAFT, State.RETURNED}, State.SUBMITTED),
    "withdraw": ({State.SUBMITTED}, State.DRAFT),
    "return": ({State.SUBMITTED, State.LISTED}, State.RETURNED),
    "list": ({State.DRAFT, State.SUBMITTED, State.RETURNED}, State.LISTED),
    "archive": ({State.DRAFT, State.SUBMITTED, State.RETURNED, State.LISTED}, State.ARCHIVED),
    "revive": ({State.ARCHIVED}, State.DRAFT),
}


class Audience(models.TextChoices):
    """Who may find a listed profile."""

    PUBLIC = "public", pgettext_lazy("who may find a profile", "Everybody")
    MEMBERS = "members", pgettext_lazy("who may find a profile", "Members of the network")


class OrganisationKind(models.TextChoices):
    """What an organisation is, in the field's own terms."""

    COMPANY = "company", _("Company")
    COOPERATIVE = "cooperative", _("Cooperative")
    WORKSHOP = "workshop", _("Craft workshop")
    MUNICIPALITY = "municipality", _("Municipality’s culture department")
    PUBLIC_BODY = "public_body", _("Public body")
    SUPPORT = "support", _("Support institution")
    ASSOCIATION = "association", _("Association")
    UNIVERSITY = "university", _("University or school")
    NGO = "ngo", _("Non-governmental organisation")
    DONOR = "donor", _("Donor")


class Stakeholder(models.TextChoices):
    """On which side of a table an organisation, or whoever sits on a commission, stands."""

    FIRMS = "firms", _("Firms and workshops")
    PUBLIC = "public", _("Public bodies")
    SUPPORT = "support", _("Support institutions and associations")
    KNOWLEDGE = "knowledge", _("Universities and schools")
    SOCIETY = "society", _("Civil society")
    FINANCE = "finance", _("Donors and finance")


class Stage(models.TextChoices):
    """Stages of the culture cycle (UNESCO Framework for Cultural Statistics 2009, figure 1)."""

    CREATION = "creation", _("Creation")
    PRODUCTION = "production", _("Production")
    DISSEMINATION = "dissemination", _("Dissemination")
    EXHIBITION = "exhibition", _("Exhibition, reception, transmission")
    CONSUMPTION = "consumption", _("Consumption and participation")


class Size(models.TextChoices):
    """People who work there, as the European Commission's Recommendation 2003/361/EC counts size."""

    MICRO = "micro", _("1 to 9 people")
    SMALL = "small", _("10 to 49 people")
    MEDIUM = "medium", _("50 to 249 people")
    LARGE = "large", _("250 people or more")


class YesNo(models.TextChoices):
    """An answer that may also not have been given, and is never guessed."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_STATED = "not_stated", pgettext_lazy("answer", "Not stated")


class AffiliationState(models.TextChoices):
    """The life of an affiliation; `ended` keeps its days."""

    REQUESTED = "requested", pgettext_lazy("state of an affiliation", "Asked for")
    INVITED = "invited", pgettext_lazy("state of an affiliation", "Invited")
    ACTIVE = "active", pgettext_lazy("state of an affiliation", "In force")
    REFUSED = "refused", pgettext_lazy("state of an affiliation", "Refused")
    ENDED = "ended", pgettext_lazy("state of an affiliation", "Ended")


AFFILIATION_TRANSITIONS: dict[str, tuple[set[AffiliationState], AffiliationState]] = {
    "approve": ({AffiliationState.REQUESTED}, AffiliationState.ACTIVE),
    "accept": ({AffiliationState.INVITED}, AffiliationState.ACTIVE),
    "refuse": ({AffiliationState.REQUESTED, AffiliationState.INVITED}, AffiliationState.REFUSED),
    "end": ({AffiliationState.ACTIVE}, AffiliationState.ENDED),
}


class ClusterKind(models.TextChoices):
    """What a mapped item is (UNIDO's mapping of cultural and creative industries)."""

    CLUSTER = "cluster", _("Cluster")
    POTENTIAL = "potential", _("Potential cluster")
    REALITY = "reality", _("Other economic reality")


class ChainPlace(models.TextChoices):
    """Where in the value chain a member of a cluster works."""

    MATERIALS = "materials", _("Materials and equipment")
    DESIGN = "design", pgettext_lazy("place in the value chain", "Design")
    PRODUCTION = "production", pgettext_lazy("place in the value chain", "Production")
    FINISHING = "finishing", _("Finishing and packaging")
    DISTRIBUTION = "distribution", _("Distribution and export")
    RETAIL = "retail", _("Sale to the public")
    PROMOTION = "promotion", _("Promotion and media")
    KNOWLEDGE = "knowledge", _("Training and research")
    SUPPORT = "support", _("Support, finance and administration")


class Measured(models.TextChoices):
    """What a figure of a cluster counts; its unit stands beside it."""

    FIRMS = "firms", _("Firms")
    WORKERS = "workers", _("People who work there")
    WOMEN = "women", _("Women who work there")
    SALES = "sales", _("Sales in a year")
    EXPORTS = "exports", _("Exports in a year")
    YOUNG = "young", _("Workers under 30")


# What is counted in money, and needs a currency.
MONEY = frozenset({Measured.SALES, Measured.EXPORTS})


class Verdict(models.TextChoices):
    """What was found of one criterion."""

    MET = "met", pgettext_lazy("verdict on a criterion", "Met")
    NOT_MET = "not_met", pgettext_lazy("verdict on a criterion", "Not met yet")
    WAIVED = "waived", pgettext_lazy("verdict on a criterion", "Waived")


# Kinds of organisations by the side on which they stand.
SIDES: dict[OrganisationKind, Stakeholder] = {
    OrganisationKind.COMPANY: Stakeholder.FIRMS,
    OrganisationKind.COOPERATIVE: Stakeholder.FIRMS,
    OrganisationKind.WORKSHOP: Stakeholder.FIRMS,
    OrganisationKind.MUNICIPALITY: Stakeholder.PUBLIC,
    OrganisationKind.PUBLIC_BODY: Stakeholder.PUBLIC,
    OrganisationKind.SUPPORT: Stakeholder.SUPPORT,
    OrganisationKind.ASSOCIATION: Stakeholder.SUPPORT,
    OrganisationKind.UNIVERSITY: Stakeholder.KNOWLEDGE,
    OrganisationKind.NGO: Stakeholder.SOCIETY,
    OrganisationKind.DONOR: Stakeholder.FINANCE,
}
