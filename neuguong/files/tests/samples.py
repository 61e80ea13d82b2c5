"""Pictures, PDF files and workbooks made for the tests, harmless and otherwise."""

import io
import zipfile
import zlib
from typing import Any, Final

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.ImageDraw import Draw

GPS: Final = 0x8825
ORIENTATION: Final = 0x0112
COMMENT: Final = b"ghi chu rieng"

_Colour = int | str | tuple[int, ...]
_COLOURS: Final[dict[str, tuple[_Colour, _Colour]]] = {
    "RGB": ("white", "red"),
    "RGBA": ((0, 0, 0, 0), (255, 0, 0, 255)),
    "L": (255, 0),
}


def upload(data: bytes, name: str = "anh.jpg") -> SimpleUploadedFile:
    """Bytes as a browser sends them, under a name and type that prove nothing."""
    return SimpleUploadedFile(name, data, content_type="image/jpeg")


def position() -> dict[int, Any]:
    """A place in the north, as phones write it."""
    return {1: "N", 2: (22.0, 37.0, 12.5), 3: "E", 4: (105.0, 40.0, 1.25)}


def picture(
    width: int = 400,
    height: int = 300,
    *,
    form: str = "JPEG",
    mode: str = "RGB",
    orientation: int = 1,
    **options: Any,
) -> bytes:
    """A picture whose left upper corner is red, with position, comment and maker in its metadata."""
    ground, corner = _COLOURS.get(mode, (0, 0))
    image = Image.new(mode, (width, height), ground)
    Draw(image).rectangle((0, 0, width // 4, height // 4), fill=corner)
    if form == "JPEG":
        exif = Image.Exif()
        exif[ORIENTATION], exif[0x010F] = orientation, "Hang may anh"
        exif[GPS] = position()
        options = {"exif": exif, "comment": COMMENT, **options}
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    """An archive; `__` in a name stands for a slash, `_dot_` for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def workbook(**more: bytes) -> bytes:
    """The two parts by which an .xlsx is known, and others."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()


def pdf(catalog: bytes = b"", objects: bytes = b"", end: bytes = b"%%EOF\n") -> bytes:
    """A PDF of one page, roughly; enough for what looks at bytes."""
    return (
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R "
        + catalog
        + b" >>\n"
        b"endobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n" + objects + b"\n"
        b"trailer\n<< /Root 1 0 R >>\nstartxref\n0\n" + end
    )


def packed(content: bytes, header: bytes = b"/Type /ObjStm /Filter /FlateDecode") -> bytes:
    """Objects in a compressed stream, where a plain search does not see them."""
    body = zlib.compress(content)
    return b"9 0 obj\n<< " + header + b" >>\nstream\n" + body + b"\nendstream\nendobj\n"
