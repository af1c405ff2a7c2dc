"""Whether what people have done in the furnished house agrees with what they handed in."""

from __future__ import annotations

from django.db.models import F

from hilo.credentials.models import Certificate
from hilo.learning.models import Attempt, Cohort, Done, Page, PeerReview, Submission
from hilo.learning.queries import statistics
from hilo.learning.rules import readings, rubrics
from hilo.learning.rules.quizzing import Plan, passes
from hilo.learning.rules.statistics import Which


def check() -> None:
    """A step is done exactly where its quiz was passed or its assignment accepted; there is some of everything."""
    assert _done("quiz") == _passed()
    assert _done("assignment") == _accepted()
    for noun in (Attempt, Submission):
        states = set(noun.objects.values_list("state", flat=True))
        assert states >= {"handed_in", "graded"} - ({"handed_in"} if noun is Attempt else set())
    assert set(Submission.objects.values_list("state", flat=True)) == set(Submission.State.values)
    assert Attempt.objects.filter(state=Attempt.State.OPEN, due_at__isnull=True).exists()
    assert not Attempt.objects.filter(ended_at__lte=F("started_at")).exists()
    assert PeerReview.objects.filter(at__isnull=False).count() > 50
    assert set(Certificate.objects.values_list("state", flat=True)) == {
        *("valid", "revoked", "replaced")
    }
    assert Certificate.objects.filter(replaces__isnull=False).exists()
    printed = [
        (one.content["logos"], one.content["signatories"]) for one in Certificate.objects.all()
    ]
    assert all(logos and signers[0]["signature"] for logos, signers in printed)
    _check_statistics()


def _done(kind: str) -> set[tuple[int, object]]:
    steps = Page.objects.filter(kind=kind).values("step")
    return set(Done.objects.filter(step__in=steps).values_list("enrolment", "step"))


def _passed() -> set[tuple[int, object]]:
    rows = Attempt.objects.select_related("page").filter(marks__isnull=False)
    plans = {one.page_id: Plan.read(one.page.content) for one in rows}
    assert all(one.number <= (plans[one.page_id].attempts_allowed or 99) for one in rows)
    return {
        (one.enrolment_id, one.step)
        for one in rows
        if passes(one.marks, one.marks_possible, plans[one.page_id].pass_percent)
    }


def _accepted() -> set[tuple[int, object]]:
    rows = Submission.objects.select_related("page").filter(state=Submission.State.GRADED)
    found = set()
    for one in rows:
        rubric = rubrics.read(one.page.content["rubric"])
        assert one.points == rubrics.points_of(rubric, one.levels)
        if passes(one.points, rubrics.most(rubric), one.page.content["pass_percent"]):
            found.add((one.enrolment_id, one.step))
    return found


def _check_statistics() -> None:
    """One question of each course is flagged, and the totals of the final quiz can be trusted."""
    for course in {one.course for one in Cohort.objects.select_related("course__edition")}:
        assert course.edition is not None
        doubted, quizzes = set(), course.edition.pages.filter(kind="quiz").order_by("order")
        for page in quizzes:
            told = statistics.of_quiz(course, page, None, Which.FIRST)
            assert told.people > 50
            for one in told.statistics.questions:
                question = told.questions.get(one.key)
                if question and "strong_do_worse" in readings.doubts_about(one):
                    doubted.add(question.name)
        assert len(doubted) == 1, doubted
        assert readings.consistency_of(told.statistics) != "unsatisfactory"
