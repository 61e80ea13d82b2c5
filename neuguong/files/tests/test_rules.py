"""Which bytes are taken in and which sentence answers the others."""

from pathlib import PurePosixPath

import pytest

from neuguong.files import rules
from neuguong.files.rules import Format, clean_name, format_of
from neuguong.files.tests.samples import packed, pdf, picture, workbook, zipped
from neuguong.lib.refusal import Refusal

HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + bytes(200)
PAGE = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'


def code(refusal: Refusal | None) -> str:
    """The code of a refusal, after a look at its sentence."""
    if refusal is None:
        return ""
    assert refusal.text.endswith(".")
    assert "%(" not in refusal.text
    assert any(word in refusal.text for word in ("Hãy", "gửi", "chọn"))
    return refusal.code


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (picture(), Format.JPEG),
        (picture(form="PNG"), Format.PNG),
        (picture(form="WEBP"), Format.WEBP),
        (picture(form="GIF"), Format.GIF),
        (picture(form="TIFF"), Format.TIFF),
        (picture(form="BMP"), Format.BMP),
        (HEIC, Format.HEIC),
        (pdf(), Format.PDF),
        (workbook(), Format.ZIP),
        (PROGRAM, Format.PROGRAM),
        (b"#!/bin/sh\n", Format.PROGRAM),
        (PAGE, Format.MARKUP),
        (b"\xef\xbb\xbf \n" + PAGE, Format.MARKUP),
        (PAGE.decode().encode("utf-16"), Format.MARKUP),
        (SVG, Format.SVG),
        ("Họ và tên;Việc\n".encode(), Format.TEXT),
        ("Họ và tên;Việc\n".encode("utf-16"), Format.TEXT),
        (bytes(64), Format.UNKNOWN),
        (b"RIFF\x00\x00\x00\x00WAVE", Format.UNKNOWN),
        (b"", Format.UNKNOWN),
    ],
)
def test_a_file_is_what_its_bytes_are(data: bytes, found: Format) -> None:
    assert format_of(data) is found


@pytest.mark.parametrize(("size", "expected"), [(0, "file_empty"), (1, ""), (20 * 1024**2, "")])
def test_empty_is_refused(size: int, expected: str) -> None:
    assert code(rules.refuse_size(size)) == expected


def test_too_large_is_refused_with_the_limit() -> None:
    refusal = rules.refuse_size(rules.MAX_BYTES + 1)
    assert code(refusal) == "file_too_large"
    assert refusal is not None
    assert "20 MB" in refusal.text


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (picture(), ""),
        (picture(form="PNG"), ""),
        (picture(form="WEBP"), ""),
        (HEIC, "photo_heic"),
        (picture(form="GIF"), "not_a_photo"),
        (PROGRAM, "not_a_photo"),
        (PAGE, "not_a_photo"),
        (SVG, "not_a_photo"),
        (pdf(), "not_a_photo"),
        (picture() + 200 * b"\xff\xda", "photo_unreadable"),
    ],
)
def test_a_photo_is_a_photo(data: bytes, expected: str) -> None:
    assert code(rules.refuse_picture(data)) == expected


@pytest.mark.parametrize(
    ("width", "height", "refused"),
    [(4000, 3000, False), (8160, 6120, False), (12000, 9000, True), (30000, 1, True)],
)
def test_a_picture_that_would_fill_the_memory_is_not_opened(
    width: int, height: int, refused: bool
) -> None:
    assert code(rules.refuse_pixels(width, height)) == ("photo_too_many_pixels" if refused else "")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (pdf(), ""),
        (pdf(end=b"%%EOF\r\n\x00\n"), ""),
        (pdf(b"/OpenAction [3 0 R /Fit]"), ""),
        (pdf(objects=packed(b"<< /Type /Font >>")), ""),
        (pdf(objects=packed(b"/JavaScript", b"/Filter /FlateDecode")), ""),
        (b"\n" + pdf(), "pdf_not_pdf"),
        (pdf()[:-12], "pdf_incomplete"),
        (pdf() + b"\n<html>", "pdf_incomplete"),
        (pdf() + zipped(tep=b"x"), "pdf_incomplete"),
        (pdf(objects=zipped(tep=b"x")), "pdf_polyglot"),
        (pdf(b"/OpenAction << /S /JavaScript /JS (x) >>"), "pdf_active"),
        (pdf(b"/OpenAction << /S /Java#53cript /JS (x) >>"), "pdf_active"),
        (pdf(b"/OpenAction << /S /Launch >>"), "pdf_active"),
        (pdf(b"/AcroForm << /XFA [1 2] >>"), "pdf_active"),
        (pdf(objects=packed(b"<< /S /JavaScript >>")), "pdf_active"),
        (pdf(objects=packed(b"<< /S /J#61vaScript >>")), "pdf_active"),
        (pdf(objects=packed(b"/Launch", b"/Type /Obj#53tm /Filter /FlateDecode")), "pdf_active"),
        (pdf(objects=packed(b"/Launch").replace(b"stream\n", b"stream \r\n", 1)), "pdf_active"),
        (pdf(objects=packed(b"/Launch").replace(b"\nstream\n", b"\n"  + b"%" * 3000 + b"\nstream\n", 1)),
         "pdf_unreadable"),
        (pdf(b"/Names << /EmbeddedFiles 3 0 R >>"), "pdf_attachment"),
        (pdf(objects=packed(b"<< /Type /EmbeddedFile >>")), "pdf_attachment"),
        (pdf(end=b"<< /Encrypt 5 0 R >>\n%%EOF\n"), "pdf_encrypted"),
        (pdf(objects=b"9 0 obj\n<< /Type /ObjStm /Filter /LZWDecode >>\nstream\nxyz\n"), "pdf_unreadable"),
    ],
)  # fmt: skip
def test_a_pdf_is_a_pdf_and_nothing_else(data: bytes, expected: str) -> None:
    assert code(rules.refuse_pdf(data)) == expected


def test_a_pdf_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MAX_UNPACKED_BYTES", 1000)
    assert code(rules.refuse_pdf(pdf(objects=packed(bytes(5000))))) == "pdf_unreadable"


@pytest.mark.parametrize(
    ("data", "expected"),
    [(pdf(), ""), (picture(), ""), (HEIC, "photo_heic"), (PAGE, "not_a_scan"), (PROGRAM, "not_a_scan")],
)  # fmt: skip
def test_a_scan_is_a_pdf_or_a_picture(data: bytes, expected: str) -> None:
    assert code(rules.refuse_scan(data)) == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (workbook(), ""),
        ("Họ tên;Việc\nAn;Làm đường\n".encode(), ""),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook_old_or_locked"),
        (zipped(readme=b"x"), "not_a_workbook"),
        (workbook()[:60], "not_a_workbook"),
        (PAGE, "not_a_workbook"),
        (pdf(), "not_a_workbook"),
        (workbook(**{"xl/vbaProject.bin": b"x"}), "workbook_macro"),
    ],
)
def test_a_workbook_is_a_workbook(data: bytes, expected: str) -> None:
    assert code(rules.refuse_workbook(data)) == expected


def test_a_workbook_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MAX_UNPACKED_BYTES", 1000)
    assert code(rules.refuse_workbook(workbook(big=bytes(5000)))) == "workbook_too_large"


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("IMG_0001.JPG", "IMG_0001.jpg"),
        ("C:\\anh\\cầu  Khuổi.png", "cầu Khuổi.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("anh\u202egpj.exe", "anhgpj.jpg"),
        ('a"b\r\nX-Y: z.jpg', "abX-Y z.jpg"),
        (".htaccess", "htaccess.jpg"),
        ("", "tep.jpg"),
        ("x" * 300 + ".jpg", "x" * 116 + ".jpg"),
    ],
)
def test_a_name_is_made_harmless(name: str, clean: str) -> None:
    assert clean_name(name, "jpg") == clean
    assert PurePosixPath(clean_name(name, "jpg")).name == clean
