"""What is done in a course from a folder besides reading: quizzes, the final quiz, assignments."""

from __future__ import annotations

from typing import Any

from hilo.competences.models import Competence
from hilo.core.text import Text
from hilo.learning.loading.folder import Folder
from hilo.learning.models import Category, Course, Module, Step
from hilo.learning.rules.questions import FORMATS
from hilo.learning.rules.questions.kinds import Question as Content
from hilo.learning.services import bank, outline, quizzes

MOST_POINTS = 3  # of the levels in the files: from missing to outstanding
USUAL_MINUTES = 15


def quiz(folder: Folder, module: Module, told: dict[str, Any], by: Any) -> None:
    """The quiz of a module: its questions come into the bank, in each language in which there is a file.

    Essays wait in the bank: somebody has to read them, so no quiz that counts asks one unless its author says so.
    """
    step = _step(folder, module, told, by)
    programme = module.course.programme
    competence = Competence.objects.filter(code=told.get("competence", "")).first()
    bank.category_at(programme, told["category"], competence=competence)
    contents = questions_in(folder, told["file"])
    taken = bank.take_in(programme, contents, by=by, language=folder.original).questions
    for language in folder.told["languages"]:
        variant = told["file"].replace(".gift", f".{language}.gift")
        if (folder.path / variant).exists():
            bank.set_variants(taken, questions_in(folder, variant), language, by=by)
    quizzes.fill(step.quiz, [one for one in taken if one.kind != "essay"], by=by)


def questions_in(folder: Folder, name: str) -> list[Content]:
    """The questions of a GIFT file."""
    return list(FORMATS["gift"].read((folder.path / name).read_bytes()).questions)


def final_quiz(folder: Folder, course: Course, by: Any) -> None:
    """The quiz at the end of the last module: it draws anew for each attempt."""
    told, module = folder.told.get("final_quiz"), course.modules.last()
    if told is None or module is None:
        return
    step = _step(folder, module, told, by)
    for one in told["draw"]:
        category = Category.objects.get(programme=course.programme, path=one["category"])
        quizzes.add_slot(step.quiz, category=category, draws=one["count"], by=by)


def _step(folder: Folder, module: Module, told: dict[str, Any], by: Any) -> Step:
    step = outline.add_step(
        module,
        Step.Kind.QUIZ,
        by=by,
        title=folder.text(told["title"]),
        minutes=told.get("minutes", USUAL_MINUTES),
    )
    quizzes.change(
        step.quiz,
        by=by,
        attempts_allowed=told.get("attempts"),
        minutes_allowed=told.get("minutes"),
        counts=told.get("grade", "best"),
        pass_percent=told.get("pass", 60),
    )
    return step


def assignments(folder: Folder, module: Module, number: int, by: Any) -> None:
    """The assignments of the module with this number; beyond those that the certificate asks for, as one likes."""
    asked = folder.told.get("completion", {}).get("assignments", 0)
    for place, told in enumerate(folder.told.get("assignment", ())):
        if told["module"] == number:
            _assignment(folder, module, told, place < asked, by)


def _assignment(
    folder: Folder, module: Module, told: dict[str, Any], is_required: bool, by: Any
) -> None:
    step = outline.add_step(
        module,
        Step.Kind.ASSIGNMENT,
        by=by,
        title=folder.text(told["title"]),
        minutes=told["minutes"],
        is_required=is_required,
    )
    row = step.assignment
    row.task = suffixed(folder, told, "task")
    row.takes = "either" if len(told["submit"]) > 1 else told["submit"][0]
    row.peers = int(bool(told.get("peer_review")))
    row.rubric = [_criterion(folder, one) for one in told.get("criterion", ())]
    row.save()


def _criterion(folder: Folder, told: dict[str, Any]) -> dict[str, Any]:
    """A criterion with its levels; its weight is what its best level is worth."""
    levels = [
        {
            "points": round(one["points"] * told["weight"] / MOST_POINTS),
            "text": _level(folder, one).stored(),
        }
        for one in told["levels"]
    ]
    title = suffixed(folder, told, "name").stored()
    return {"code": told["slug"], "title": title, "levels": levels}


def _level(folder: Folder, told: dict[str, Any]) -> Text:
    """«Achieved. The data have a source.»"""
    name, text = suffixed(folder, told, "name"), suffixed(folder, told, "text")
    both = {
        code: f"{name.texts[code]}. {text.texts[code]}" for code in text.texts if code in name.texts
    }
    return Text(folder.original, both)


def suffixed(folder: Folder, told: dict[str, Any], name: str) -> Text:
    """A text whose variants stand under `name_fr`, `name_ar` …"""
    found = {folder.original: str(told.get(name, "")).strip()}
    found |= {code: str(told.get(f"{name}_{code}", "")).strip() for code in ("fr", "en", "ar")}
    return Text(folder.original, found)
