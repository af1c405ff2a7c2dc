"""Pictures: turned upright, in sRGB, in three widths of WebP, without the place and device that took them."""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from hilo.core.storage.foreign import FileRefused

WIDTHS = (1600, 800, 320)
MOST_PIXELS = 60_000_000
MOST_SIDES = 30_000
QUALITY = 80
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")


@dataclass(frozen=True)
class Rendition:
    """A picture in one width, encoded."""

    width: int
    height: int
    content: bytes


def renditions(file: IO[bytes]) -> list[Rendition]:
    """The widest first; raises `FileRefused` in words for what is no picture or too large a one."""
    picture = _srgb(_upright(file))
    widths = [width for width in WIDTHS if width < picture.width] or []
    widest = min(picture.width, WIDTHS[0])
    return [_render(picture, width) for width in sorted({widest, *widths}, reverse=True)]


def _upright(file: IO[bytes]) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            _measure(file)
            file.seek(0)
            with Image.open(file, formats=FORMATS) as opened:
                opened.load()
                return ImageOps.exif_transpose(opened) or opened
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError):
        raise FileRefused(_("This picture is damaged. Save it again and send that.")) from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_large() from None


def _measure(file: IO[bytes]) -> None:
    """Look at the size in the head before any pixel is unpacked, and at the structure behind it."""
    file.seek(0)
    with Image.open(file, formats=FORMATS) as opened:
        width, height = opened.size
        if width * height > MOST_PIXELS or max(width, height) > MOST_SIDES:
            raise _too_large()
        opened.verify()


def _too_large() -> FileRefused:
    return FileRefused(
        _(
            "This picture is too large (more than 60 million points). Make it smaller and send it again."
        )
    )


def _srgb(picture: Image.Image) -> Image.Image:
    """The colours that every screen knows; a phone's wide colours would look pale without this."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    converted = picture.convert(mode)
    if profile and picture.mode in ("RGB", "RGBA"):
        # A broken profile is no reason to refuse a picture.
        with suppress(ImageCms.PyCMSError, OSError, ValueError):
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            found = ImageCms.profileToProfile(
                converted, source, ImageCms.createProfile("sRGB"), outputMode=mode
            )
            converted = found or converted
    return converted


def _render(picture: Image.Image, width: int) -> Rendition:
    height = max(1, round(picture.height * width / picture.width))
    small = (
        picture.resize((width, height), Image.Resampling.LANCZOS)
        if width < picture.width
        else picture
    )
    out = io.BytesIO()
    small.save(out, "WEBP", quality=QUALITY, method=4, exif=b"", icc_profile=None, xmp=b"")
    return Rendition(small.width, small.height, out.getvalue())
