"""Writing a text in several languages: the original and its variants, side by side.

Without JavaScript: one box per language, the language of the original, and beside a stale variant
a tick "still right". What was seen travels in the form as short digests, so the form alone knows
which variant was changed, which is now stale and which was confirmed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hilo.core.text.drawing import draw
from hilo.core.text.values import Text, direction_of, languages, own_name_of


def digest(text: str) -> str:
    """Eight signs that tell whether `text` was changed; not a secret."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def seen(text: Text) -> str:
    """What the writer saw when the form was shown."""
    digests = {language: digest(value) for language, value in text.texts.items()}
    return json.dumps({"original": text.original, "digests": digests, "stale": text.stale})


def weighed(written: Text, confirmed: set[str], was: Mapping[str, Any]) -> Text:
    """`written` with its stale variants named, given what the writer had seen.

    A variant is stale if it was left as it was while the original changed, or if it was stale
    before; not if it was rewritten or confirmed.
    """
    before = was.get("digests", {})
    untouched = {one for one, text in written.texts.items() if before.get(one) == digest(text)}
    original_moved = bool(before) and written.original not in untouched
    stale = untouched if original_moved else untouched & set(was.get("stale", ()))
    return Text(written.original, written.texts, tuple(stale - confirmed))


class MultilingualWidget(forms.Widget):
    """One box per language, the language of the original, and a tick for stale variants."""

    use_fieldset = True
    template_name = ""  # written by `drawing`

    def __init__(self, attrs: dict[str, Any] | None = None, *, is_long: bool = False) -> None:
        self.is_long = is_long
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        text, was = self._parts(value)
        original = text.original or (get_language() or languages()[0]).split("-")[0]
        first = sorted(languages(), key=lambda language: language != original)
        context["widget"] |= {
            "is_long": self.is_long,
            "original": original,
            "seen": was,
            "boxes": [self._box(name, context["widget"], text, one, original) for one in first],
        }
        return context

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        return draw(self.get_context(name, value, attrs)["widget"])

    def _parts(self, value: Any) -> tuple[Text, str]:
        if isinstance(value, Typed):
            return value.text, value.was
        text = value if isinstance(value, Text) else Text()
        return text, seen(text)

    def _box(
        self, name: str, widget: dict[str, Any], text: Text, language: str, original: str
    ) -> dict[str, Any]:
        return {
            "name": f"{name}-{language}",
            "id": f"{widget['attrs'].get('id') or 'id_' + name}_{language}",
            "language": language,
            "label": own_name_of(language),
            "direction": direction_of(language),
            "value": text.texts.get(language, ""),
            "is_original": language == original,
            "is_stale": language in text.stale,
            "is_open": language == original or language in text.texts,
        }

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        texts = {one: _clean(data.get(f"{name}-{one}", "")) for one in languages()}
        confirmed = {one for one in languages() if data.get(f"{name}-{one}-confirmed")}
        original = data.get(f"{name}-original", "")
        return Typed(original, texts, confirmed, data.get(f"{name}-seen", ""))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not any(f"{name}-{language}" in data for language in languages())

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        return ""


class Typed:
    """What came back from the form, before it was weighed."""

    def __init__(self, original: str, texts: dict[str, str], confirmed: set[str], was: str) -> None:
        self.original = original
        self.confirmed = confirmed
        self.was = was
        self.text = Text(original, texts, self._seen().get("stale", ()))

    def _seen(self) -> dict[str, Any]:
        try:
            was = json.loads(self.was or "{}")
        except (ValueError, RecursionError):
            return {}
        was = was if isinstance(was, dict) else {}
        digests, stale = was.get("digests"), was.get("stale")
        return {
            "digests": digests if isinstance(digests, dict) else {},
            "stale": [one for one in stale if isinstance(one, str)]
            if isinstance(stale, list)
            else [],
        }

    def weighed(self) -> Text:
        return weighed(self.text, self.confirmed, self._seen())


class MultilingualFormField(forms.Field):
    """Answers a `Text` with its stale variants named."""

    widget = MultilingualWidget
    empty_values = [*EMPTY_VALUES, Text()]
    default_error_messages = {
        "original": _("Write the text in %(language)s, or choose which language is the original."),
        "too_long": _("The text in %(language)s is longer than %(limit)d characters; shorten it."),
    }

    def __init__(
        self, *, max_length: int | None = None, is_long: bool = False, **options: Any
    ) -> None:
        self.max_length = max_length
        options.setdefault("widget", MultilingualWidget(is_long=is_long))
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"maxlength": str(self.max_length)} if self.max_length else {}

    def to_python(self, value: Any) -> Text:
        if isinstance(value, Typed):
            self._refuse_missing_original(value)
            return value.weighed()
        return value if isinstance(value, Text) else Text()

    def _refuse_missing_original(self, typed: Typed) -> None:
        """With one language filled there is no doubt; with several the writer must say."""
        if typed.original in typed.text.texts or len(typed.text.texts) < 2:
            return
        language = own_name_of(typed.original or languages()[0])
        raise ValidationError(self.error_messages["original"], "original", {"language": language})

    def validate(self, value: Text) -> None:
        super().validate(value)
        for language, text in value.texts.items():
            if self.max_length and len(text) > self.max_length:
                values = {"language": own_name_of(language), "limit": self.max_length}
                raise ValidationError(self.error_messages["too_long"], "too_long", values)

    def has_changed(self, initial: Any, data: Any) -> bool:
        new = data.weighed() if isinstance(data, Typed) else data
        return (initial or Text()) != new


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\x00", "").strip()
