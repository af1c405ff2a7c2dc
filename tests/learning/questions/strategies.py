"""Questions of every kind, as hypothesis invents them: with all signs that mean something in some format."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from hilo.learning.rules.questions.kinds import (
    NUMBERINGS,
    ORDER_GRADINGS,
    Answer,
    Attachment,
    Choice,
    Cloze,
    Criterion,
    Description,
    Essay,
    Gap,
    Hint,
    Level,
    Matching,
    MultipleChoice,
    Numerical,
    NumericAnswer,
    Ordering,
    Pair,
    Question,
    ShortAnswer,
    SingleChoice,
    TrueFalse,
    Unit,
    place,
)

LETTERS = "abzÑéü ßçأبجة٣你1234"
SIGNS = "\\:#={}~*_[]<>&;\"'%-.,/()!|^$@`+>\n"
WEIGHTS = [
    Fraction(n)
    for n in ("1/2", "1/3", "2/3", "1/4", "1/6", "1/7", "5/6", "-1/3", "-1/2", "-1", "0", "33/100")
]

texts = st.text(LETTERS + LETTERS + SIGNS, max_size=25).map(str.strip)
some_texts = texts.filter(bool)
lines = texts.map(lambda text: " ".join(text.split()))
some_lines = lines.filter(bool)
words = (
    st.text("abcé ١", min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
)
weights = st.sampled_from(WEIGHTS)
decimals = st.decimals(-10_000, 10_000, places=3) | st.sampled_from(
    [Decimal("6.02E+23"), Decimal("0.0001")]
)
tolerances = st.decimals(0, 100, places=2)
ONE = Fraction(1)

_PICTURES = st.sampled_from(["map.png", "my%20flag.jpg", "%C3%B1.mp3"])
attachments = st.dictionaries(_PICTURES, st.binary(max_size=8), max_size=2).map(
    lambda files: tuple(Attachment(name, content) for name, content in sorted(files.items()))
)
hints = st.lists(st.builds(Hint, texts, st.booleans(), st.booleans()), max_size=2).map(tuple)
categories = st.sampled_from(["", "Cultura", "Cultura/Derechos de autor", "ثقافة"])


def tuples(of: Any, least: int = 0, most: int = 4) -> Any:
    return st.lists(of, min_size=least, max_size=most).map(tuple)


def _first_is_whole(answers: Any) -> Any:
    """Answers of which the first earns everything."""
    kind = type(answers[0])
    fields = {name: getattr(answers[0], name) for name in kind.__dataclass_fields__} | {
        "weight": ONE
    }
    return (kind(**fields), *answers[1:])


choices = st.builds(Choice, texts, weights, texts)
several = tuples(choices, 2).map(_first_is_whole)
answers = st.builds(Answer, some_lines, weights, texts)
numeric = st.builds(NumericAnswer, decimals, tolerances, weights, texts)
any_number = st.builds(NumericAnswer, st.none(), st.just(Decimal(0)), st.just(Fraction(0)), texts)
numbers = st.tuples(tuples(numeric, 1).map(_first_is_whole), st.lists(any_number, max_size=1)).map(
    lambda both: (*both[0], *both[1])
)

# What GIFT holds of every question; the fuller formats add the rest.
PLAIN = {
    "name": lines,
    "text": some_texts,
    "feedback": texts,
    "id_number": words | st.just(""),
    "tags": tuples(words, most=2),
    "category": categories,
}
FULL = PLAIN | {
    "mark": st.sampled_from([Fraction(1), Fraction(5, 2), Fraction(0), Fraction(1, 3)]),
    "penalty": st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(1, 10), Fraction(1)]),
    "hints": hints,
    "attachments": attachments,
}
REPLIES = {
    "right_feedback": texts,
    "partly_feedback": texts,
    "wrong_feedback": texts,
    "tells_count": st.booleans(),
}
SHOWN = {"shuffle": st.booleans(), "numbering": st.sampled_from(NUMBERINGS)}

SPECIAL: dict[type[Question], dict[str, Any]] = {
    SingleChoice: {"choices": several},
    MultipleChoice: {"choices": several},
    TrueFalse: {"answer": st.booleans(), "true_feedback": texts, "false_feedback": texts},
    ShortAnswer: {"answers": tuples(answers, 1).map(_first_is_whole)},
    Numerical: {"answers": numbers},
    Matching: {
        "pairs": tuples(st.builds(Pair, some_texts, some_lines), 1),
        "distractors": tuples(some_lines, most=2),
    },
    Ordering: {
        "items": st.lists(some_texts, min_size=2, max_size=5, unique=True).map(tuple),
        "grading": st.sampled_from(ORDER_GRADINGS),
        "is_horizontal": st.booleans(),
    },
    Essay: {},
    Description: {},
}
RUBRIC = st.builds(
    Criterion,
    words,
    st.tuples(words, words).map(
        lambda two: (Level(two[0], Fraction(0)), Level(two[1], Fraction(3, 2)))
    ),
)
FULL_SPECIAL: dict[type[Question], dict[str, Any]] = {
    SingleChoice: REPLIES | SHOWN,
    MultipleChoice: REPLIES | SHOWN,
    ShortAnswer: {"case_sensitive": st.booleans(), "ignores_accents": st.booleans()},
    Numerical: {
        "units": tuples(st.builds(Unit, words, st.decimals(1, 100, places=1)), most=2),
        "unit_rule": st.sampled_from(["free", "of_answer", "of_question"]),
        "unit_penalty": st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1, 3)]),
    },
    Matching: REPLIES | {"shuffle": st.booleans()},
    Ordering: REPLIES,
    Essay: {
        "field": st.sampled_from(["editor", "plain", "monospaced", "none"]),
        "is_required": st.booleans(),
        "lines": st.integers(1, 40),
        "least_words": st.none() | st.integers(0, 100),
        "most_words": st.none() | st.integers(100, 500),
        "most_files": st.integers(2, 9),
        "least_files": st.integers(0, 2),
        "template": texts,
        "notes": texts,
        "rubric": tuples(RUBRIC, most=2),
    },
}


def _of_kind(kind: type[Question], **fields: Any) -> Any:
    return st.builds(kind, **SPECIAL[kind], **fields)


def _full(kind: type[Question]) -> Any:
    return _of_kind(kind, **FULL, **FULL_SPECIAL.get(kind, {}))


gap_choices = tuples(st.builds(Choice, texts, weights, texts), 2).map(_first_is_whole)
gap_several = tuples(
    st.builds(Choice, texts, st.sampled_from([Fraction(0), Fraction(-1, 2)]), texts), 1
).map(lambda wrong: (Choice("a", Fraction(1, 3)), Choice("b", Fraction(2, 3)), *wrong))
gaps = st.one_of(
    st.builds(
        Gap,
        st.builds(SingleChoice, choices=gap_choices, shuffle=st.booleans()),
        st.integers(1, 9),
        st.sampled_from(["line", "vertical", "horizontal"]),
    ),
    st.builds(
        Gap,
        st.builds(MultipleChoice, choices=gap_several, shuffle=st.booleans()),
        st.integers(1, 9),
        st.sampled_from(["vertical", "horizontal"]),
    ),
    st.builds(
        Gap,
        st.builds(
            ShortAnswer,
            answers=tuples(answers, 1).map(_first_is_whole),
            case_sensitive=st.booleans(),
        ),
        st.integers(1, 9),
    ),
    st.builds(Gap, st.builds(Numerical, answers=numbers), st.integers(1, 9)),
)


@st.composite
def clozes(draw: Any) -> Cloze:
    found = draw(tuples(gaps, 1, 3))
    order = draw(st.permutations(range(1, len(found) + 1)))
    text = "".join(f"{draw(words)} {place(number)} " for number in sorted(order)) + draw(words)
    fields = {name: draw(strategy) for name, strategy in FULL.items() if name != "text"}
    return Cloze(text=text, gaps=found, **fields)


def _fits_gift(question: Any) -> bool:
    """GIFT tells nobody anything behind a description, and knows no way to say an arrow before an arrow."""
    named = [pair.stem for pair in getattr(question, "pairs", ())]
    if isinstance(question, ShortAnswer):
        named += [text for one in question.answers for text in (one.text, one.feedback)]
    is_silent = not isinstance(question, Description) or not question.feedback
    return is_silent and not any("->" in text for text in named)


of_gift = tuples(
    st.one_of(*(_of_kind(kind, **PLAIN) for kind in SPECIAL)).filter(_fits_gift), most=3
)
of_moodle = tuples(st.one_of(*map(_full, SPECIAL), clozes()), most=3)
aiken_choices = st.lists(words, min_size=2, max_size=6).map(
    lambda found: tuple(Choice(text, Fraction(not number)) for number, text in enumerate(found))
)
of_aiken = tuples(st.builds(SingleChoice, text=words, choices=aiken_choices), most=3)
of_any_kind = st.one_of(*map(_full, SPECIAL), clozes())

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 5)
    | st.floats(allow_nan=False)
    | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "choice",
                    "choices",
                    "value",
                    "text",
                    "unit",
                    "pairs",
                    "order",
                    "gaps",
                    "files",
                    "v",
                    "kind",
                    "x",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
