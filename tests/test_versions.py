"""Two people edit the same thing: in every form, the second is told, sees both values, and nothing typed is lost."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import hilo
from hilo.attendance.forms import SessionForm
from hilo.competences.forms import CompetenceForm, CompetenceGroupForm
from hilo.core.text import Text
from hilo.credentials.forms import AchievementForm, TemplateForm
from hilo.learning.forms.cohorts import CohortForm
from hilo.learning.forms.courses import CourseForm
from hilo.learning.forms.lessons import LessonForm
from hilo.learning.forms.outline import ModuleForm, StepForm
from hilo.learning.forms.parts import FileForm, TermForm
from hilo.network.forms.affiliations import AffiliationForm
from hilo.network.forms.clusters import ClusterForm, MemberForm, SeatForm
from hilo.network.forms.organisations import OrganisationForm
from hilo.network.forms.review import CriterionForm
from hilo.network.forms.sectors import SectorForm
from hilo.notifications.forms import HabitsForm
from hilo.people.forms.persons import PersonForm
from hilo.places.regionforms import RegionForm
from hilo.programme.forms.indicators import IndicatorForm
from hilo.programme.forms.parties import AudienceForm, PartyForm
from hilo.programme.forms.plan import ActivityForm, BudgetLineForm, MilestoneForm, ResultForm
from hilo.programme.forms.policies import PolicyForm
from hilo.programme.forms.programmes import ProgrammeForm
from hilo.programme.forms.vocabularies import TermForm as OwnTermForm
from hilo.programme.forms.vocabularies import VocabularyForm
from hilo.ui.forms import ModelForm, VersionedForm
from tests.attendance.factories import a_session
from tests.competences.factories import CompetenceFactory, CompetenceGroupFactory
from tests.credentials.factories import AchievementFactory, TemplateFactory
from tests.formreading import form_with
from tests.learning.factories import (
    CohortFactory,
    CourseFactory,
    CourseFileFactory,
    ModuleFactory,
    TermFactory,
    lesson_in,
)
from tests.network.factories import (
    AffiliationFactory,
    ClusterFactory,
    CriterionFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
    SectorFactory,
)
from tests.places.factories import RegionFactory, municipality, state
from tests.programme.factories import (
    ActivityFactory,
    AudienceFactory,
    BudgetLineFactory,
    IndicatorFactory,
    MilestoneFactory,
    PartyFactory,
    PolicyFactory,
    ProgrammeFactory,
    ResultFactory,
    VocabularyFactory,
)
from tests.programme.factories import TermFactory as OwnTermFactory

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Rivalry:
    """How two people meet at one form: its page, a field, and what each of them types there."""

    form: type[VersionedForm]
    address: Callable[[Any], str]
    field: str
    first: str
    second: str
    marker: str = "version"


def own_profile(account: Any) -> str:
    return reverse("people:edit_me")


def own_habits(account: Any) -> str:
    return reverse("notifications:preferences")


def some_region(account: Any) -> str:
    return reverse("places:change", kwargs={"slug": RegionFactory(places=[state("21")]).slug})


def some_affiliation(account: Any) -> str:
    return reverse("network:affiliation", kwargs={"uuid": AffiliationFactory().uuid})


def some_criterion(account: Any) -> str:
    return reverse("network:change_criterion", kwargs={"uuid": CriterionFactory().uuid})


def some_competence(account: Any) -> str:
    return reverse("competences:change", kwargs={"code": CompetenceFactory().code})


def some_group_of_competences(account: Any) -> str:
    return reverse("competences:change_group", kwargs={"code": CompetenceGroupFactory().code})


def some_cohort(account: Any) -> str:
    return reverse("learning:change_cohort", kwargs={"slug": CohortFactory().slug})


def some_template(account: Any) -> str:
    return reverse("credentials:template", kwargs={"uuid": TemplateFactory().uuid})


def some_achievement(account: Any) -> str:
    uuid = AchievementFactory().uuid
    return reverse("credentials:change_achievement", kwargs={"uuid": uuid})


def some_organisation(account: Any) -> str:
    place, sectors = municipality("21140"), [SectorFactory(), SectorFactory()]
    kept = OrganisationFactory(place=place, sectors=sectors[:1])
    return reverse("network:edit_organisation", kwargs={"slug": kept.slug})


def some_cluster(account: Any) -> str:
    return reverse("network:edit_cluster", kwargs={"slug": ClusterFactory(place=state("21")).slug})


def part_of_a_cluster(name: str, factory: Any) -> Callable[[Any], str]:
    def address(account: Any) -> str:
        made = factory()
        return reverse(f"network:{name}", kwargs={"slug": made.cluster.slug, "uuid": made.uuid})

    return address


some_member = part_of_a_cluster("change_member", MembershipFactory)
some_seat = part_of_a_cluster("change_seat", SeatFactory)


def some_sector(account: Any) -> str:
    return reverse("network:change_sector", kwargs={"slug": SectorFactory().slug})


def some_session(account: Any) -> str:
    return reverse("attendance:change", kwargs={"uuid": a_session().uuid})


def some_programme(account: Any) -> str:
    told = ProgrammeFactory(about=Text.of("es", "Dos vías."))
    return reverse("programme:edit_programme", kwargs={"slug": told.slug})


def part_of_a_programme(name: str, factory: Any, key: str) -> Callable[[Any], str]:
    def address(account: Any) -> str:
        made = factory()
        words = {"slug": made.programme.slug, key: getattr(made, key)}
        return reverse(f"programme:{name}", kwargs=words)

    return address


some_result = part_of_a_programme("edit_result", ResultFactory, "code")
some_activity = part_of_a_programme("edit_activity", ActivityFactory, "code")
some_milestone = part_of_a_programme("edit_milestone", MilestoneFactory, "uuid")
some_party = part_of_a_programme("change_party", PartyFactory, "pk")
some_audience = part_of_a_programme("change_audience", AudienceFactory, "uuid")
some_vocabulary = part_of_a_programme("change_vocabulary", VocabularyFactory, "code")
some_budget_line = part_of_a_programme("edit_budget_line", BudgetLineFactory, "uuid")


def some_own_term(account: Any) -> str:
    term = OwnTermFactory()
    words = [term.vocabulary.programme.slug, term.vocabulary.code, term.code]
    return reverse("programme:change_term", args=words)


def some_policy(account: Any) -> str:
    policy = PolicyFactory(state="reported", reported_by=account.person)
    return reverse("programme:edit_policy", kwargs={"uuid": policy.uuid})


def some_indicator(account: Any) -> str:
    one = IndicatorFactory(measure="participants", counting="distinct", splits=["gender"])
    return reverse("programme:edit_indicator", args=[one.programme.slug, one.code])


def some_course(account: Any) -> str:
    return reverse("learning:edit_course", args=[CourseFactory().slug])


def part_of_a_course(name: str, make: Callable[[], Any]) -> Callable[[Any], str]:
    def address(account: Any) -> str:
        made = make()
        course = made.module.course if hasattr(made, "module") else made.course
        return reverse(f"learning:{name}", args=[course.slug, made.uuid])

    return address


def some_lesson() -> Any:
    return lesson_in(CourseFactory())


some_module = part_of_a_course("edit_module", ModuleFactory)
some_step = part_of_a_course("edit_step", some_lesson)
some_text = part_of_a_course("edit_lesson", some_lesson)
some_term = part_of_a_course("edit_term", TermFactory)
some_file = part_of_a_course("edit_file", CourseFileFactory)

RIVALRIES = (
    Rivalry(CourseForm, some_course, "order", "3", "7"),
    Rivalry(CohortForm, some_cohort, "places", "30", "40"),
    Rivalry(ModuleForm, some_module, "title-es", "El diagnóstico", "La planeación"),
    Rivalry(StepForm, some_step, "minutes", "25", "35"),
    Rivalry(LessonForm, some_text, "title", "Mirar bien", "Mirar con otros"),
    Rivalry(TermForm, some_term, "word-es", "el cabildo", "cabildo municipal"),
    Rivalry(FileForm, some_file, "name-es", "Registro", "Registro de talleres"),
    Rivalry(IndicatorForm, some_indicator, "baseline_year", "2011", "2012"),
    Rivalry(PolicyForm, some_policy, "decided_by", "Cabildo", "Dirección de cultura"),
    Rivalry(ProgrammeForm, some_programme, "acronym", "TLR", "TELAR"),
    Rivalry(ResultForm, some_result, "order", "3", "7"),
    Rivalry(ActivityForm, some_activity, "order", "3", "7"),
    Rivalry(MilestoneForm, some_milestone, "title-es", "Lista acordada", "Lista firmada"),
    Rivalry(BudgetLineForm, some_budget_line, "order", "3", "7"),
    Rivalry(PartyForm, some_party, "name-es", "Fundación Telar", "Fundación Hilo"),
    Rivalry(AudienceForm, some_audience, "target", "30", "70"),
    Rivalry(VocabularyForm, some_vocabulary, "name-es", "Ejes", "Asuntos"),
    Rivalry(OwnTermForm, some_own_term, "label-es", "Palma", "Textil"),
    Rivalry(MemberForm, some_member, "chain_place", "retail", "design"),
    Rivalry(SeatForm, some_seat, "task", "Preside", "Lleva las actas"),
    Rivalry(CriterionForm, some_criterion, "order", "3", "7"),
    Rivalry(AffiliationForm, some_affiliation, "role", "Maestra", "Encargada"),
    Rivalry(ClusterForm, some_cluster, "town", "Nabeul", "El Jem"),
    Rivalry(OrganisationForm, some_organisation, "short_name", "Hilos", "Hilos y Barro"),
    Rivalry(TemplateForm, some_template, "place", "Atlixco", "Puebla"),
    Rivalry(AchievementForm, some_achievement, "hours", "20", "60"),
    Rivalry(CompetenceForm, some_competence, "order", "3", "7"),
    Rivalry(SessionForm, some_session, "venue", "Calle 5", "Calle 7"),
    Rivalry(CompetenceGroupForm, some_group_of_competences, "order", "3", "7"),
    Rivalry(PersonForm, own_profile, "phone", "+52 222 555 0001", "+52 222 555 0002"),
    Rivalry(HabitsForm, own_habits, "hour", "7", "19"),
    Rivalry(RegionForm, some_region, "order", "3", "7"),
    Rivalry(SectorForm, some_sector, "order", "3", "7"),
)


def forms() -> Iterator[type[ModelForm]]:
    """Every form that edits a row, in all chapters."""
    for found in pkgutil.walk_packages(hilo.__path__, "hilo."):
        if "migrations" not in found.name and "management" not in found.name:
            importlib.import_module(found.name)
    waiting = [ModelForm]
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            if each is not VersionedForm and each.__module__.startswith("hilo."):
                yield each


def test_every_form_that_edits_a_row_carries_a_version() -> None:
    assert [form for form in forms() if not issubclass(form, VersionedForm)] == []


def test_every_versioned_form_has_its_rivalry_here() -> None:
    """A subclass that only begins something new (no row yet) has nothing to overtake."""
    proved = {rivalry.form for rivalry in RIVALRIES}
    left = [form for form in forms() if form not in proved and not form.__name__.startswith("New")]
    assert left == []


@pytest.mark.parametrize("rivalry", RIVALRIES, ids=lambda rivalry: rivalry.form.__name__)
def test_the_second_is_told_and_loses_nothing(
    rivalry: Rivalry, as_role: Callable[..., tuple[Client, Any]]
) -> None:
    client, account = as_role("coordinator")
    address = rivalry.address(account)
    seen_by_both = form_with(rivalry.marker, client.get(address).content.decode())
    button = {"save": "1"}

    answer = client.post(address, seen_by_both | button | {rivalry.field: rivalry.first})
    assert answer.status_code == 302, answer.content.decode()
    answer = client.post(address, seen_by_both | button | {rivalry.field: rivalry.second})

    page = answer.content.decode()
    assert answer.status_code in {200, 409}
    assert rivalry.second in page, "what the second typed is lost"
    assert rivalry.first in page, "what the first saved is not shown"
    kept = form_with(rivalry.marker, client.get(address).content.decode())
    assert kept[rivalry.field] == [rivalry.first]

    again = form_with(rivalry.marker, page)
    answer = client.post(address, again | button | {rivalry.field: rivalry.second})
    assert answer.status_code == 302, "after seeing both, the second may decide"
    kept = form_with(rivalry.marker, client.get(address).content.decode())
    assert kept[rivalry.field] == [rivalry.second]
