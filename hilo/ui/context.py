"""What every page knows: its language, the doors, the reader. Nothing is asked before it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlencode

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from hilo.core.text import direction_of, own_name_of
from hilo.ui import header, reader
from hilo.ui.addresses import address
from hilo.ui.doors import DOORS, OpenDoor, Way, door_of, ways

CURRENT = ' aria-current="true"'


@dataclass(frozen=True)
class Tongue:
    """A language in which this page can be read."""

    code: str
    name: str
    direction: str
    url: str
    switch: str
    is_current: bool


class Page:
    """One page for one reader. Every property is computed once, when a template first asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.path = request.path
        self.language = (get_language() or settings.LANGUAGE_CODE)[:2]
        self.direction = direction_of(self.language)

    is_demonstration = property(lambda self: settings.IS_DEMONSTRATION)
    paper = property(lambda self: reader.paper())
    eyes = property(lambda self: reader.eyes())

    @cached_property
    def viewer(self) -> Any:
        """The account that reads, or Django's anonymous user; None where no session was opened."""
        return getattr(self.request, "user", None)

    @cached_property
    def is_signed_in(self) -> bool:
        return bool(getattr(self.viewer, "is_authenticated", False))

    @cached_property
    def here(self) -> str:
        """The name of the door behind which this page lies, or nothing."""
        name = door_of(self.path)
        return name if any(door.name == name for door in DOORS) else ""

    @cached_property
    def doors(self) -> list[OpenDoor]:
        return [OpenDoor(door, self.viewer, self.path, self.here) for door in DOORS]

    @cached_property
    def behind(self) -> tuple[Any, ...]:
        """What tells the lines behind this page's door from those that others are shown."""
        lines = ways(self.here, self.viewer, self.path) if self.here else ()
        return (self.here, *((way.url, way.is_current) for way in lines))

    @cached_property
    def desk(self) -> tuple[Any, ...]:
        """What tells the lines of this reader's office from those of others."""
        return tuple((way.url, way.is_current) for way in self.office)

    @cached_property
    def office(self) -> list[Way]:
        """The lines of the office that this reader is shown; a stranger's office is empty."""
        return list(ways("office", self.viewer, self.path)) if self.is_signed_in else []

    @cached_property
    def office_url(self) -> str:
        return next((way.url for way in self.office), "")

    @cached_property
    def languages(self) -> list[Tongue]:
        return [self._tongue(code) for code, _name in settings.LANGUAGES]

    def _tongue(self, code: str) -> Tongue:
        start, (rest, quoted) = f"/{code}/", self._rest
        switch = f"{address('ui:speak')}?to={code}&next={quote_plus(start)}{quoted}"
        return Tongue(
            code, own_name_of(code), direction_of(code), start + rest, switch, code == self.language
        )

    @cached_property
    def _rest(self) -> tuple[str, str]:
        """What follows the language in this page's address, as it stands and quoted within another.

        It is quoted once for all languages, because an address may be long; a page without a language
        leads to that language's home.
        """
        prefix, query = f"/{self.language}/", self.request.META.get("QUERY_STRING", "")
        rest = self.path.removeprefix(prefix) if self.path.startswith(prefix) else ""
        rest += f"?{query}" if query else ""
        return rest, quote_plus(rest)

    @cached_property
    def alternates(self) -> SafeString:
        """The same page in each language, for search engines, and the one for readers of any other."""
        urls = {one.code: one.url for one in self.languages}
        urls["x-default"] = urls[settings.LANGUAGE_CODE]
        return mark_safe(  # written here, because a template takes as long as a query
            "".join(
                f'<link rel="alternate" hreflang="{code}"'
                f' href="{escape(settings.ADDRESS + url)}">\n'
                for code, url in urls.items()
            )
        )

    @cached_property
    def tongues(self) -> SafeString:
        """The languages as links; this page's own is marked."""
        lines = (
            f'<li><a href="{escape(one.switch)}" lang="{one.code}" hreflang="{one.code}"'
            f' rel="nofollow"{CURRENT if one.is_current else ""}>{one.name}</a></li>'
            for one in self.languages
        )
        return mark_safe(f"<ul>{''.join(lines)}</ul>")

    @cached_property
    def own_name(self) -> str:
        """What this page's language calls itself."""
        return own_name_of(self.language)

    @cached_property
    def footer(self) -> list[header.Link]:
        return header.footer()

    @cached_property
    def canonical(self) -> str:
        return f"{settings.ADDRESS}{self.path}"

    @cached_property
    def share_picture(self) -> str:
        """The address of the picture that goes along when a page is shared."""
        return f"{settings.ADDRESS}{static('ui/share.png')}"

    @cached_property
    def badges(self) -> list[header.Counted]:
        return header.counted(self.viewer)

    @cached_property
    def unread(self) -> int:
        return sum(badge.count for badge in self.badges)

    @cached_property
    def strips(self) -> list[header.Line]:
        return header.lines(self.request)

    @cached_property
    def home_url(self) -> str:
        return f"/{self.language}/"

    @cached_property
    def search_url(self) -> str:
        return address("search")

    @cached_property
    def me_url(self) -> str:
        return address("people:me")

    @cached_property
    def sign_in_url(self) -> str:
        url = address("account_login")
        return f"{url}?{urlencode({'next': self.request.get_full_path()})}" if url else ""

    @cached_property
    def sign_out_url(self) -> str:
        return address("account_logout")


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor: one object called `page`; the same for every template of a request."""
    kept = getattr(request, "page", None)
    if kept is None or kept.language != (get_language() or "")[:2]:
        kept = request.page = Page(request)  # type: ignore[attr-defined]
        reader.read_as(_territory_of(kept))
    return {"page": kept}


def _territory_of(page: Page) -> str:
    """The reader's territory, where the chapter of people has told it; asked only once signed in."""
    return getattr(page.viewer, "territory_code", "") if page.is_signed_in else ""
