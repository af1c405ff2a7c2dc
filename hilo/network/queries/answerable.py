"""Who answers for an organisation: its stewards, else the coordinators whom its place reaches."""

from __future__ import annotations

from hilo.network import access
from hilo.network.models import Affiliation, AgentTerm, Organisation, Profile
from hilo.people import access as people
from hilo.people.models import Grant, Person
from hilo.people.roles import Coordinator


def stewards_of(organisation: Organisation) -> list[Person]:
    """The people who may speak for `organisation` now."""
    here = Affiliation.objects.stewarding().filter(organisation=organisation)
    return list(Person.objects.present().filter(pk__in=here.values("person")))


def coordinators_of(profile: Profile) -> list[Person]:
    """The coordinators in whose scope `profile` lies: of its regions, or, where there is none, of everything."""
    grants = Grant.objects.in_force().filter(role=Coordinator.name).select_related("person")
    near = [one for one in grants if not one.is_everywhere and _reaches(one, profile)]
    chosen = near or [one for one in grants if one.is_everywhere]
    return list({one.person_id: one.person for one in chosen}.values())


def _reaches(grant: Grant, profile: Profile) -> bool:
    return access.reaches(people.reach_of(grant), profile)


def who_answers_for(organisation: Organisation) -> list[Person]:
    """Whom to tell when somebody asks something of `organisation`."""
    return stewards_of(organisation) or coordinators_of(organisation)


def authors_of(profile: Profile) -> list[Person]:
    """Who writes a page: the stewards of an organisation, the agents of a cluster."""
    if isinstance(profile, Organisation):
        return stewards_of(profile)
    terms = AgentTerm.objects.in_force().filter(cluster=profile)
    return list(Person.objects.present().filter(pk__in=terms.values("person")))
