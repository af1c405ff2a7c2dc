"""The one door for files: checked by content, named by us, private, sent so that no browser runs them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from PIL import Image

from hilo.core import storage
from hilo.core.models import StoredFile
from hilo.core.storage.services import clean_name
from tests.core.crafts import xlsx_file

pytestmark = pytest.mark.django_db

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def picture(
    size: tuple[int, int] = (2000, 1000), form: str = "JPEG", name: str = "tía.jpg", **options: Any
) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, (160, 30, 60)).save(out, form, **options)
    return SimpleUploadedFile(name, out.getvalue())


def refusal(upload: SimpleUploadedFile, *kinds: str) -> str:
    with pytest.raises(storage.FileRefused) as caught:
        storage.keep(upload, kinds=kinds or ("picture", "sheet", "document"), by=None)
    assert not StoredFile.objects.exists()
    return str(caught.value)


def test_a_picture_is_kept_in_three_widths_without_its_place() -> None:
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = 6, "Invented"
    exif.get_ifd(GPS)[1] = "N"
    stored = storage.keep(picture(exif=exif), kinds=("picture",), by=None)
    assert (stored.kind, stored.content_type, stored.name) == ("picture", "image/webp", "tía.webp")
    assert sorted(map(int, stored.renditions)) == [320, 800, 1000]
    assert (stored.width, stored.height) == (1000, 2000)
    for width, path in stored.renditions.items():
        with default_storage.open(path) as file, Image.open(file) as opened:
            assert opened.format == "WEBP" and opened.width == int(width)
            assert not opened.getexif() and "exif" not in opened.info
    assert "tía" not in stored.file.name and len(stored.sha256) == 64
    assert stored.narrowest(300) == stored.renditions["320"]
    assert stored.narrowest(5000) == stored.file.name


def test_a_small_or_transparent_picture_stays_as_it_is() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (60, 40), (0, 0, 0, 0)).save(out, "PNG")
    stored = storage.keep(SimpleUploadedFile("logo.png", out.getvalue()), by=None)
    assert list(stored.renditions) == ["60"]
    with default_storage.open(stored.file.name) as file, Image.open(file) as opened:
        assert opened.convert("RGBA").getpixel((5, 5))[3] == 0


def test_a_picture_with_a_colour_profile_and_one_with_a_broken_one() -> None:
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for icc in (profile, b"nonsense"):
        assert storage.keep(picture(icc_profile=icc), by=None).width == 1600


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (SimpleUploadedFile("x.jpg", b"\xff\xd8\xff" + b"x" * 200), "damaged"),
        (SimpleUploadedFile("x.png", picture(form="PNG").read()[:-400]), "damaged"),
        (SimpleUploadedFile("x.html", b"<!doctype html><script>1</script>"), "not kept here"),
        (
            SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "not kept here",
        ),
        (SimpleUploadedFile("x.pdf", b"%PDF-1.7 half of it"), "incomplete"),
        (SimpleUploadedFile("x.exe", b"MZ\x90\x00"), "not kept here"),
        (SimpleUploadedFile("x.heic", b"\x00\x00\x00\x18ftypheic"), "HEIC"),
        (SimpleUploadedFile("x.jpg", b""), "empty"),
        (SimpleUploadedFile("x.mp4", b"\x00\x00\x00\x18ftypisom"), "not kept here"),
    ],
)
def test_what_is_not_kept_and_why(upload: SimpleUploadedFile, said: str) -> None:
    upload.seek(0)
    assert said in refusal(upload)


def test_a_picture_that_unpacks_to_too_many_points() -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, "PNG")
    assert "too large" in refusal(SimpleUploadedFile("bomb.png", out.getvalue()))


def test_a_file_over_the_limit(settings: Any) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    upload = SimpleUploadedFile("x.pdf", b"%PDF-1.7" + b"0" * 1_100_000 + b"%%EOF")
    assert refusal(upload) == "This file has 2 MB; 1 MB fit at most. Send a smaller one."


@pytest.mark.parametrize(
    ("upload", "kind", "name"),
    [
        (
            SimpleUploadedFile("Informe final.PDF", b"%PDF-1.7\n%%EOF\n"),
            "document",
            "Informe final.pdf",
        ),
        (xlsx_file(["a"]), "sheet", "crafts.xlsx"),
    ],
)
def test_documents_and_sheets(upload: SimpleUploadedFile, kind: str, name: str) -> None:
    upload.seek(0)
    stored = storage.keep(upload, by=None)
    assert (stored.kind, stored.name) == (kind, name)


def test_text_is_a_sheet_only_where_a_sheet_is_asked_for() -> None:
    upload = SimpleUploadedFile("list.csv", b"a;b\n1;2\n")
    assert storage.keep(upload, kinds=("sheet",), by=None).content_type == "text/csv"
    with pytest.raises(storage.FileRefused):
        storage.keep(upload, by=None)


def test_sound_and_video_where_they_are_asked_for() -> None:
    sound = SimpleUploadedFile("a.mp3", b"ID3\x04" + b"\0" * 50)
    film = SimpleUploadedFile("a.mp4", b"\x00\x00\x00\x18ftypisom" + b"\0" * 50)
    assert storage.keep(sound, kinds=("audio", "video"), by=None).kind == "audio"
    assert storage.keep(film, kinds=("audio", "video"), by=None).kind == "video"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\ana\\informe.doc", "informe.pdf"),
        ("in\u202eforme.exe.pdf", "informe.exe.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("...", "file.pdf"),
        ("تقرير.pdf", "تقرير.pdf"),
        ('"><script>.pdf', "script.pdf"),
    ],
)
def test_names_are_cleaned(name: str, expected: str) -> None:
    assert clean_name(name, ".pdf").lstrip("_") == expected.lstrip("_")


def test_what_is_sent_cannot_run(rf: RequestFactory) -> None:
    document = storage.keep(SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%%EOF\n"), by=None)
    answer = storage.send(document, rf.get("/"))
    shown = storage.send(storage.keep(picture(), by=None), rf.get("/"), width=300)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert answer["Cache-Control"].startswith("private")
    assert shown["Content-Disposition"].startswith("inline")
    assert shown["Content-Type"] == "image/webp"
    # Closing an answer ends its request, and with it the connection to PostgreSQL: so at the end.
    answer.close()
    shown.close()


def test_removing_takes_the_files_along(django_capture_on_commit_callbacks: Any) -> None:
    stored = storage.keep(picture(), by=None)
    paths = stored.paths
    assert len(paths) == 3 and all(default_storage.exists(path) for path in paths)
    with django_capture_on_commit_callbacks(execute=True):
        storage.remove(stored)
    assert not any(default_storage.exists(path) for path in paths)


def test_an_upload_over_the_limit_leaves_nothing_on_the_disk(
    rf: RequestFactory, settings: Any
) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    big = SimpleUploadedFile("big.csv", b"a;b\n" * 700_000)
    request = rf.post("/", {"before": "kept", "file": big, "after": "kept too"})
    received = request.FILES["file"]
    assert received.size == 2_800_000
    assert Path(received.temporary_file_path()).stat().st_size == 0
    assert (request.POST["before"], request.POST["after"]) == ("kept", "kept too")
    with pytest.raises(storage.TooLarge):
        storage.keep(received, kinds=("sheet",), by=None)
    received.close()
