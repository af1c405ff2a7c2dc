"""What is wrong with a question, a file or its export, in sentences: the words of the codes of `rules.questions`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from hilo.learning.rules.questions import Problem
from hilo.ui.numerals import figure

KINDS: Mapping[str, Any] = {
    "single": gettext_lazy("One choice"),
    "multiple": gettext_lazy("Several choices"),
    "true_false": gettext_lazy("True or false"),
    "short": gettext_lazy("Short answer"),
    "numerical": pgettext_lazy("kind of question", "Number"),
    "matching": gettext_lazy("Matching"),
    "ordering": gettext_lazy("Ordering"),
    "cloze": gettext_lazy("Text with gaps"),
    "essay": gettext_lazy("Essay"),
    "description": gettext_lazy("Text without question"),
}
SENTENCES: Mapping[str, Any] = {
    "too_few": gettext_lazy("At least %(least)s are needed; there are %(found)s."),
    "too_many": gettext_lazy("There are more than %(most)s."),
    "weight_out_of_range": gettext_lazy("A share of the marks lies between −100 and 100 per cent."),
    "no_full_answer": gettext_lazy("One answer has to be worth 100 per cent."),
    "no_right_answer": gettext_lazy("No choice is right."),
    "weights_short_of_whole": gettext_lazy(
        "The right choices come to %(sum)s of the whole, so nobody can earn everything."
    ),
    "empty_answer": gettext_lazy("An answer has no words."),
    "one_option_only": gettext_lazy("There is only one answer to choose from."),
    "items_the_same": gettext_lazy("Two things to order say the same."),
    "no_gaps": gettext_lazy("The text has no gap."),
    "gaps_not_placed_once_each": gettext_lazy("Each gap has to stand in the text once."),
    "unknown_gap_kind": gettext_lazy("Gaps of the kind “%(gap)s” are not known."),
    "weight_below_one": gettext_lazy("A gap is worth 1 or more."),
    "least_above_most": gettext_lazy("The least is more than the most."),
    "levels_not_ascending": gettext_lazy(
        "The levels of a criterion begin with the lowest, and their points grow."
    ),
    "mark_below_zero": gettext_lazy("A question is worth 0 or more."),
    "penalty_out_of_range": gettext_lazy("What a wrong try costs lies between 0 and the whole."),
    "tolerance_below_zero": gettext_lazy("A tolerance is 0 or more."),
    "unit_without_meaning": gettext_lazy("A unit has a name and a size above 0."),
    "not_a_number": gettext_lazy("“%(text)s” is no number."),
    "attachments_same_name": gettext_lazy("Two files have the same name."),
    "attachment_too_large": gettext_lazy("The file “%(file)s” is too large and was left out."),
    "attachment_unreadable": gettext_lazy("The file “%(file)s” cannot be read and was left out."),
    "attachment_refused": gettext_lazy("The file “%(file)s” was left out. %(why)s"),
    "picture_without_words": gettext_lazy(
        "Nothing says what the picture “%(file)s” shows. Write it before a quiz asks this question."
    ),
    "html_dropped": gettext_lazy(
        "Parts that are not kept here were left out: %(elements)s. Their words came in."
    ),
    "encoding_guessed": gettext_lazy(
        "The file does not say in which letters it was written; it was read as %(encoding)s. Look "
        "whether accents are right."
    ),
    "old_weight_understood": gettext_lazy("The old way to write “%(weight)s” was understood."),
    "order_of_some_items": gettext_lazy(
        "It asked for some of its items; here all of them are put in order."
    ),
    "order_not_understood": gettext_lazy("The first line of the order was not understood."),
    "hilo_not_understood": gettext_lazy(
        "What only Hilo knows of this question was not understood."
    ),
    "kind_not_supported": gettext_lazy("Questions of the kind “%(kind)s” are not known here."),
    "kind_not_held": gettext_lazy("This format has no questions of this kind."),
    "not_held": gettext_lazy("This format cannot hold this question."),
    "fields_not_held": gettext_lazy("This format cannot hold: %(fields)s."),
    "fields_only_here": gettext_lazy("Only Hilo reads: %(fields)s."),
    "xml_broken": gettext_lazy(
        "The file is broken at this place, so nothing behind it can be read."
    ),
    "not_moodle_xml": gettext_lazy("This is XML, but not that of a question bank."),
    "document_type_not_allowed": gettext_lazy(
        "The file declares a document type, which is not read, to be safe."
    ),
    "too_deep": gettext_lazy("Elements lie in each other more than %(most)s deep."),
    "too_many_questions": gettext_lazy("More than %(most)s questions: the rest was left out."),
    "file_too_large": gettext_lazy("The file is too large. Send its questions in several files."),
    "braces_not_paired": gettext_lazy("A brace is opened and not closed, or closed twice."),
    "pair_without_arrow": gettext_lazy("“%(pair)s” is no pair: an arrow -> stands between both."),
    "answers_not_true_and_false": gettext_lazy("Its answers are not true and false."),
    "question_text_missing": gettext_lazy("There is no question before its choices."),
    "letter_twice": gettext_lazy("The letter %(letter)s stands before two choices."),
    "answer_not_among_choices": gettext_lazy("The answer “%(answer)s” is none of the choices."),
    "answer_missing": gettext_lazy("Its answer is missing."),
}
FIELDS: Mapping[str, Any] = {
    "feedback": gettext_lazy("feedback for everybody"),
    "right_feedback": gettext_lazy("feedback to right answers"),
    "partly_feedback": gettext_lazy("feedback to partly right answers"),
    "wrong_feedback": gettext_lazy("feedback to wrong answers"),
    "choices": gettext_lazy("feedback and weights of choices"),
    "answers": gettext_lazy("feedback and weights of answers"),
    "name": gettext_lazy("the name"),
    "text": gettext_lazy("how the text is set"),
    "mark": gettext_lazy("marks"),
    "penalty": gettext_lazy("what wrong tries cost"),
    "hints": gettext_lazy("hints"),
    "tags": gettext_lazy("tags"),
    "id_number": gettext_lazy("the code"),
    "attachments": gettext_lazy("files"),
    "shuffle": gettext_lazy("whether it is shuffled"),
    "rubric": gettext_lazy("the rubric"),
    "category": gettext_lazy("the category"),
    "numbering": gettext_lazy("how choices are numbered"),
    "tells_count": gettext_lazy("whether the number of right answers is told"),
    "answer": gettext_lazy("which answer is right"),
    "true_feedback": gettext_lazy("feedback to “true”"),
    "false_feedback": gettext_lazy("feedback to “false”"),
    "case_sensitive": gettext_lazy("whether capitals matter"),
    "ignores_accents": gettext_lazy("whether accents matter"),
    "units": gettext_lazy("units"),
    "unit_rule": gettext_lazy("what a missing or wrong unit means"),
    "unit_penalty": gettext_lazy("what a missing or wrong unit costs"),
    "pairs": gettext_lazy("pairs"),
    "distractors": gettext_lazy("answers that belong to nothing"),
    "items": gettext_lazy("what is put in order"),
    "grading": gettext_lazy("how an order is marked"),
    "is_horizontal": gettext_lazy("whether things to order stand side by side"),
    "gaps": gettext_lazy("gaps"),
    "field": gettext_lazy("in what kind of field one answers"),
    "is_required": gettext_lazy("whether an answer has to be written"),
    "lines": gettext_lazy("the height of the field"),
    "least_words": gettext_lazy("the least number of words"),
    "most_words": gettext_lazy("the greatest number of words"),
    "least_files": gettext_lazy("the least number of files"),
    "most_files": gettext_lazy("the greatest number of files"),
    "template": gettext_lazy("what stands in the field at first"),
    "notes": gettext_lazy("the words for those who mark"),
}


def in_words(problem: Problem) -> str:
    """What is wrong, in one sentence without its place."""
    sentence = SENTENCES.get(problem.code)
    if sentence is None:
        return _("This could not be understood (%(code)s).") % {"code": problem.code}
    values = {
        "text": "",
        "elements": "",
        **{key: _value(one) for key, one in problem.values.items()},
    }
    try:
        return str(sentence) % values
    except KeyError:
        return str(sentence).partition("%(")[0].rstrip(" “:") + "."


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(FIELDS.get(one, one)) for one in value)
    return figure(value, 0) if isinstance(value, int) else str(value)


def place_of(problem: Problem) -> str:
    """Where it is: the line of the file, the element of an XML file."""
    parts = []
    if problem.line:
        parts.append(_("line %(line)s") % {"line": figure(problem.line, 0)})
    if problem.at.startswith("/quiz"):
        parts.append(_("element %(element)s") % {"element": problem.at})
    return ", ".join(parts)


def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))
