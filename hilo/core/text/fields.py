"""The column in which a text in several languages is kept, as JSON."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.db import models
from django.utils.translation import gettext_lazy as _

from hilo.core.text.forms import MultilingualFormField
from hilo.core.text.values import Text, own_name_of


class MultilingualField(models.JSONField):
    """A column holding a `Text`; `max_length` is in characters of each language, None for no limit.

    `is_long` asks for a textarea rather than a line. Written as `{"original": "es", "texts":
    {"es": "…"}, "stale": ["fr"]}`, so that `filter(name__texts__es=…)` works on both databases.
    """

    empty_values = [*EMPTY_VALUES, Text()]
    default_error_messages = {
        "too_long": _("The text in %(language)s is longer than %(limit)d characters; shorten it."),
    }

    def __init__(self, *args: Any, is_long: bool = False, **options: Any) -> None:
        self.is_long = is_long
        options.setdefault("default", Text)
        super().__init__(*args, **options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, options = super().deconstruct()
        if options.get("default") is Text:
            del options["default"]
        if self.is_long:
            options["is_long"] = True
        return name or "", "hilo.core.text.MultilingualField", args, options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        loaded = super().from_db_value(value, expression, connection)
        return Text.read(loaded) if isinstance(loaded, dict) and "texts" in loaded else loaded

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return Text.read(value)
        if value is None or value == "":
            return Text()
        if isinstance(value, Text):
            return value
        raise ValidationError(f"{self.name} takes a Text, not {type(value).__name__}")

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(value.stored() if isinstance(value, Text) else value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        plain = value.stored() if isinstance(value, Text) else value
        return super().get_db_prep_value(plain, connection, prepared)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, Text) or hasattr(value, "resolve_expression"):
            return value
        # A bare string would carry no language: say so at the line that wrote it.
        if not isinstance(value, dict):
            raise TypeError(f"{self.model.__name__}.{self.name} takes a Text, not {value!r}")
        return Text.read(value)

    def value_to_string(self, obj: models.Model) -> Any:
        return self.value_from_object(obj).stored()

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        for language, text in value.texts.items():
            if self.max_length and len(text) > self.max_length:
                values = {"language": own_name_of(language), "limit": self.max_length}
                raise ValidationError(self.error_messages["too_long"], "too_long", values)

    def formfield(self, *args: Any, **options: Any) -> Any:
        settled = {
            "form_class": MultilingualFormField,
            "max_length": self.max_length,
            "is_long": self.is_long,
            **options,
        }
        # JSONField would hand over its encoder and decoder, which mean nothing to our field.
        return super(models.JSONField, self).formfield(*args, **settled)
