"""What machines read: robots, sitemap, feed, health, icon, contact, the source."""

from __future__ import annotations

import datetime as dt
import io
import tarfile
from xml.etree import ElementTree

import pytest
from django.conf import settings

from hilo.core.registries import Finding
from hilo.programme.services import programmes
from tests.places.factories import country
from tests.programme.factories import ProgrammeFactory

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content


@pytest.mark.parametrize(
    "address",
    ["/", "/es/", "/ar/programmes/", "/robots.txt", "/sitemap.xml", "/es/news.xml", "/health/live",
     "/source.tar.gz", "/favicon.ico", "/es/no-such-page/", "/es/office/house/", "/static/none.css"],
)  # fmt: skip
def test_a_demonstration_is_shut_to_search_engines_everywhere(client, address):
    assert "noindex" in client.get(address)["X-Robots-Tag"]


def test_static_files_of_a_demonstration_say_so_too(client):
    row = settings.MIDDLEWARE
    assert row[0] == "hilo.site.middleware.NotIndexed"
    assert row.index("whitenoise.middleware.WhiteNoiseMiddleware") > 0


def test_a_demonstration_lets_no_robot_in(client):
    assert read(client, "/robots.txt").decode() == "User-agent: *\nDisallow: /\n"


def test_a_real_house_lets_robots_in_and_shows_its_map(client, settings):
    settings.IS_DEMONSTRATION = False
    answer = client.get("/robots.txt")
    assert "X-Robots-Tag" not in answer
    lines = answer.content.decode().splitlines()
    assert "Disallow: /" not in lines
    assert "Disallow: /ar/search/" in lines
    assert f"Sitemap: {settings.ADDRESS}/sitemap.xml" in lines


def test_the_sitemap_holds_every_public_page_once_and_each_names_its_sisters(client):
    shown, hidden = ProgrammeFactory(), ProgrammeFactory(state="draft")
    country("TN")
    root = ElementTree.fromstring(read(client, "/sitemap.xml"))
    assert root.tag == f"{MAP}urlset"
    pages = {url.find(f"{MAP}loc").text: sisters(url) for url in root}
    assert len(pages) == len(root)
    for address, named in pages.items():
        assert set(named) == {*LANGUAGES, "x-default"}
        assert named["x-default"] == named[settings.LANGUAGE_CODE]
        assert address in named.values()
        assert all(pages[sister] == named for sister in named.values())
    assert f"{settings.ADDRESS}/fr/programmes/{shown.slug}/" in pages
    assert not [address for address in pages if hidden.slug in address]


def sisters(url):
    return {link.get("hreflang"): link.get("href") for link in url.findall(LINK)}


def test_what_the_sitemap_names_is_there(client):
    ProgrammeFactory()
    root = ElementTree.fromstring(read(client, "/sitemap.xml"))
    for url in root:
        path = url.find(f"{MAP}loc").text.removeprefix(settings.ADDRESS)
        assert client.get(path).status_code == 200, path


def opened(**more):
    programme = programmes.draft(slug="telar", by=None, name=ProgrammeFactory.build().name, **more)
    programmes.open_programme(programme, by=None)
    return programme


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_is_atom_and_tells_what_is_new(client, language):
    programme = opened()
    root = ElementTree.fromstring(read(client, f"/{language}/news.xml"))
    assert root.tag == f"{ATOM}feed"
    for needed in ("id", "title", "updated"):
        assert root.find(f"{ATOM}{needed}").text
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.find(f"{ATOM}id").text.startswith("urn:uuid:")
    assert dt.datetime.fromisoformat(entry.find(f"{ATOM}updated").text).tzinfo is not None
    link = entry.find(f"{ATOM}link").get("href")
    assert link == f"{settings.ADDRESS}/{language}/programmes/{programme.slug}/"
    assert root.find(f"{ATOM}link[@rel='self']").get("href").endswith(f"/{language}/news.xml")


def test_a_feed_without_news_is_valid_and_drafts_are_no_news(client):
    programmes.draft(slug="telar", by=None, name=ProgrammeFactory.build().name)
    root = ElementTree.fromstring(read(client, "/es/news.xml"))
    assert root.findall(f"{ATOM}entry") == []
    assert dt.datetime.fromisoformat(root.find(f"{ATOM}updated").text)


def test_health_tells_monitors_and_nobody_else_what_is_wrong(client, monkeypatch):
    assert client.get("/health/live").json() == {"live": True}
    assert client.get("/health/ready").json() == {"ready": True}
    trouble = [Finding(False, "postgresql://user:secret@host is away")]
    monkeypatch.setattr("hilo.core.health.ready", lambda: trouble)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert b"secret" not in answer.content


def test_whoever_finds_a_weakness_knows_where_to_write(client):
    told = dict(
        line.split(": ", 1)
        for line in read(client, "/.well-known/security.txt").decode().splitlines()
    )
    assert told["Contact"] == "mailto:hilo@hilo.example"
    assert told["Expires"] == "2027-03-10T00:00:00Z"


def test_the_source_can_be_taken_along_and_holds_nothing_else(client):
    with tarfile.open(fileobj=io.BytesIO(read(client, "/source.tar.gz"))) as packed:
        members = packed.getmembers()
    names = [entry.name for entry in members]
    assert {"hilo/manage.py", "hilo/LICENSE", "hilo/hilo/site/source.py"} <= set(names)
    assert not [name for name in names if "/." in name or name.startswith("hilo/var")]
    assert not [name for name in names if name.endswith((".pyc", ".sqlite3", ".mo"))]
    assert {entry.uname for entry in members} == {""}


def test_the_source_is_packed_once(client, settings):
    from hilo.site.source import archive

    assert archive() == archive()
    assert len(list(archive().parent.glob("*.tar.gz"))) == 1
