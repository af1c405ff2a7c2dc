"""Templates, achievements and certificates for tests. Everything here is invented."""

from __future__ import annotations

from typing import Any

import factory

from hilo.core.text import Text
from hilo.credentials.enums import Kind, Paper
from hilo.credentials.models import Achievement, Certificate, Signatory, Template
from hilo.credentials.services import issuing
from tests.people.factories import AccountFactory


def in_four(es: str, fr: str, en: str, ar: str) -> Text:
    text = Text.of("es", es)
    for language, value in (("fr", fr), ("en", en), ("ar", ar)):
        text = text.with_variant(language, value)
    return text


class TemplateFactory(factory.django.DjangoModelFactory):
    """A template in four languages, of the whole installation."""

    class Meta:
        model = Template

    kind = Kind.COMPLETION
    name = factory.Sequence(lambda n: f"Constancia {n}")
    title = in_four("Constancia", "Attestation", "Certificate", "شهادة")
    lead = in_four("Se otorga a", "Décernée à", "Awarded to", "تُمنح إلى")
    text = in_four(
        "por concluir {achievement}, de {hours}, el {day}.",
        "pour avoir suivi {achievement}, {hours}, le {day}.",
        "for completing {achievement}, {hours}, on {day}.",
        "لإتمام {achievement}، {hours}، في {day}.",
    )
    issuer = in_four(
        "Red de Culturas", "Réseau des cultures", "Network of Cultures", "شبكة الثقافات"
    )
    place = "Cholula"
    prefix = "RC"
    paper = Paper.LETTER


class AchievementFactory(factory.django.DjangoModelFactory):
    """Something to certify that is about nothing in particular."""

    class Meta:
        model = Achievement

    template = factory.SubFactory(TemplateFactory)
    kind = factory.SelfAttribute("template.kind")
    name = factory.Sequence(
        lambda n: in_four(f"Hilar {n}", f"Filer {n}", f"Spinning {n}", f"الغزل {n}")
    )
    hours = 40


class SignatoryFactory(factory.django.DjangoModelFactory):
    """Somebody who signs."""

    class Meta:
        model = Signatory

    template = factory.SubFactory(TemplateFactory)
    order = factory.Sequence(lambda n: n)
    name = "Rosa Invented"
    role = Text.of("es", "Presidenta")


def a_certificate(person: Any = None, **told: Any) -> Certificate:
    """A certificate as the service issues it; its file is not made yet."""
    achievement = told.pop("achievement", None) or AchievementFactory()
    return issuing.issue(
        person or AccountFactory().person, achievement=achievement, by=told.pop("by", None), **told
    )
