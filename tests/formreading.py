"""What a browser would send: the values of a page's form, read from its HTML."""

from __future__ import annotations

from html.parser import HTMLParser


class FormReader(HTMLParser):
    """Collects the values of the form that holds a field called `marker`."""

    def __init__(self, marker: str) -> None:
        super().__init__()
        self.marker = marker
        self.values: dict[str, list[str]] = {}
        self.found: dict[str, list[str]] | None = None
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        name = given.get("name") or ""
        if tag == "form":
            self.values = {}
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select and "selected" in given:
            self.keep(self.select, given.get("value"))
        elif tag == "textarea":
            self.area = name
            self.keep(name, "")
        elif tag == "input" and name:
            is_choice = given.get("type") in {"checkbox", "radio"}
            if not is_choice or "checked" in given:
                self.keep(name, given.get("value"))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.values[self.area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""
        elif tag == "form" and self.marker in self.values and self.found is None:
            self.found = self.values

    def keep(self, name: str, value: str | None) -> None:
        self.values.setdefault(name, []).append(value or "")


def form_with(marker: str, html: str) -> dict[str, list[str]]:
    """The values of the first form in `html` that has a field called `marker`."""
    reader = FormReader(marker)
    reader.feed(html)
    assert reader.found is not None, f"no form has a field called {marker}"
    return reader.found
