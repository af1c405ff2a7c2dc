"""The question bank of a programme: categories by competence, questions and their versions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from hilo.core.models import Identified, Stamped, Versioned
from hilo.core.text import Text
from hilo.programme.models import Programme


class Category(Identified):
    """Where questions lie in the bank, by a path such as `Diagnosis/Asking people`."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="question_categories")
    path = models.CharField(_("category"), max_length=250)
    competence = models.ForeignKey(
        "competences.Competence",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="question_categories",
        verbose_name=_("competence"),
    )

    class Meta:
        verbose_name = _("category of questions")
        verbose_name_plural = _("categories of questions")
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "path"],
                name="category_once_per_programme",
                violation_error_message=_("This programme has a category of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.path


class Question(Identified, Stamped, Versioned):
    """A question of the bank; what is asked stands in its versions, of which the last is offered.

    `name` is for those who keep the bank; `kind` is one of `rules.questions`. `code` stands in
    lessons (`::: question code`) and in sheets, and never changes.
    """

    programme = models.ForeignKey(
        Programme, models.CASCADE, related_name="questions", editable=False
    )
    code = models.CharField(_("code"), max_length=60)
    category = models.ForeignKey(Category, models.PROTECT, related_name="questions")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=20)
    language = models.CharField(_("language"), max_length=8)
    latest = models.ForeignKey(
        "QuestionVersion", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    retired_at = models.DateTimeField(_("no longer asked since"), null=True, blank=True)

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["category", "name"], name="question_in_bank")]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "code"],
                name="question_code_once",
                violation_error_message=_("Another question of this programme has this code."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> Text:
        """The name with its language: one that begins with a figure keeps its direction between others."""
        return Text.of(self.language, self.name)


class BankFile(Identified):
    """A picture, sound or document of questions; their texts name it, versions keep its uuid.

    `sha256` is that of the file as it came, so that what comes twice is kept once.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="bank_files")
    sha256 = models.CharField(max_length=64)
    stored = models.ForeignKey("core.StoredFile", models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of questions")
        verbose_name_plural = _("files of questions")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "sha256"], name="bank_file_once_per_programme"
            )
        ]

    def __str__(self) -> str:
        return str(self.stored)


class QuestionVersion(Identified):
    """What a question asks, as `rules.questions` writes it to JSON. It never changes.

    `variants` holds the same question in other languages, by language code.
    """

    question = models.ForeignKey(Question, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    variants = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("version of a question")
        verbose_name_plural = _("versions of questions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="version_once_per_question")
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.number}"
