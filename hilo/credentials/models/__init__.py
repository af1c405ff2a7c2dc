"""Templates, achievements, certificates, and the keys that sign them."""

from hilo.credentials.models.achievements import Achievement, AchievementQuerySet
from hilo.credentials.models.certificates import (
    Batch,
    Certificate,
    CertificateQuerySet,
    NumberSeries,
)
from hilo.credentials.models.keys import SigningKey, StatusList
from hilo.credentials.models.templates import Signatory, Template, TemplateQuerySet

__all__ = [
    "Achievement",
    "AchievementQuerySet",
    "Batch",
    "Certificate",
    "CertificateQuerySet",
    "NumberSeries",
    "Signatory",
    "SigningKey",
    "StatusList",
    "Template",
    "TemplateQuerySet",
]
