"""Which bytes are taken in: told from the bytes themselves, never from the name or the stated type."""

import io
import re
import unicodedata
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Final

from neuguong.lib.refusal import Refusal
from neuguong.lib.secrecy import marking_in_name, secret_refusal
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy

MEGABYTE: Final = 1024 * 1024
MAX_BYTES: Final = 20 * MEGABYTE
MAX_PIXELS: Final = 50_000_000
MAX_SIDE: Final = 20_000
MAX_SCANS: Final = 100
PHOTO_EDGE: Final = 1600
SCAN_EDGE: Final = 2400
THUMBNAIL_EDGE: Final = 320
NAME_LENGTH: Final = 120
MAX_UNPACKED_BYTES: Final = 200 * MEGABYTE
MAX_PARTS: Final = 2_000


class Kind(StrEnum):
    """What a stored file is to people."""

    PHOTO = "photo"
    PDF = "pdf"
    WORKBOOK = "workbook"


class Format(StrEnum):
    """What bytes are, by their beginning."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"
    HEIC = "HEIC"
    GIF = "GIF"
    TIFF = "TIFF"
    BMP = "BMP"
    PDF = "PDF"
    ZIP = "ZIP"
    OLE = "OLE"
    PROGRAM = "PROGRAM"
    MARKUP = "MARKUP"
    SVG = "SVG"
    TEXT = "TEXT"
    UNKNOWN = "UNKNOWN"


PICTURES: Final = frozenset({Format.JPEG, Format.PNG, Format.WEBP})

_BEGINNINGS: Final = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"GIF8", Format.GIF),
    (b"II*\x00", Format.TIFF),
    (b"MM\x00*", Format.TIFF),
    (b"BM", Format.BMP),
    (b"%PDF-", Format.PDF),
    (b"PK\x03\x04", Format.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.OLE),
    (b"MZ", Format.PROGRAM),
    (b"\x7fELF", Format.PROGRAM),
    (b"#!", Format.PROGRAM),
)
_NAMES: Final = {
    Format.HEIC: gettext_lazy("ảnh HEIC của điện thoại"),
    Format.GIF: gettext_lazy("ảnh GIF"),
    Format.TIFF: gettext_lazy("ảnh TIFF"),
    Format.BMP: gettext_lazy("ảnh BMP"),
    Format.JPEG: gettext_lazy("ảnh JPG"),
    Format.PNG: gettext_lazy("ảnh PNG"),
    Format.WEBP: gettext_lazy("ảnh WebP"),
    Format.PDF: gettext_lazy("tệp PDF"),
    Format.ZIP: gettext_lazy("tệp nén hoặc tệp văn phòng"),
    Format.OLE: gettext_lazy("tệp Office đời cũ"),
    Format.PROGRAM: gettext_lazy("chương trình máy tính"),
    Format.MARKUP: gettext_lazy("trang web"),
    Format.SVG: gettext_lazy("hình vẽ SVG"),
    Format.TEXT: gettext_lazy("văn bản thuần"),
    Format.UNKNOWN: gettext_lazy("dữ liệu không nhận ra được"),
}


def format_of(data: bytes) -> Format:
    """What the bytes are; text counts as markup when a browser could take it for a page."""
    for beginning, found in _BEGINNINGS:
        if data.startswith(beginning):
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Format.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return Format.HEIC
    return _format_of_text(data[:65_536])


_HEIC_BRANDS: Final = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"}
)


def _format_of_text(head: bytes) -> Format:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    if not head or b"\x00" in head:
        return Format.UNKNOWN
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"<"):
        return Format.SVG if b"<svg" in start else Format.MARKUP
    if any(32 > byte not in b"\t\n\r\f" for byte in head):
        return Format.UNKNOWN
    return Format.TEXT


def refuse_size(size: int) -> Refusal | None:
    """Nothing empty, and nothing over `MAX_BYTES`."""
    if size == 0:
        return Refusal("file_empty", _("Tệp rỗng. Hãy chọn lại tệp."))
    if size > MAX_BYTES:
        return Refusal(
            "file_too_large",
            _("Tệp lớn quá %(limit)s MB. Hãy gửi bản nhỏ hơn, hoặc chia thành nhiều tệp.")
            % {"limit": MAX_BYTES // MEGABYTE},
        )
    return None


def refuse_secret_name(name: str) -> Refusal | None:
    """Nothing whose name carries a marking of state secrets."""
    marking = marking_in_name(name)
    return secret_refusal(marking, _("Tên tệp")) if marking else None


def virus_found(virus: str) -> Refusal:
    """The sentence for a file in which the scanner found something."""
    text = _(
        "Tệp bị giữ lại vì trình quét vi-rút thấy %(virus)s bên trong. Chưa có gì được lưu. "
        "Hãy quét vi-rút máy đang dùng, rồi gửi tệp lấy từ nguồn khác."
    )
    return Refusal("file_infected", text % {"virus": virus})


def scanner_away() -> Refusal:
    """The sentence for when the scanner does not answer."""
    text = _(
        "Tệp chưa được nhận vì trình quét vi-rút của máy chủ chưa trả lời. "
        "Chờ vài phút rồi gửi lại; nếu vẫn vậy, báo người vận hành."
    )
    return Refusal("file_not_scanned", text)


def refuse_picture(data: bytes) -> Refusal | None:
    """Only JPEG, PNG and WebP are photos, whatever the name says."""
    found = format_of(data)
    if found is Format.HEIC:
        return Refusal(
            "photo_heic",
            _(
                "Ảnh HEIC của điện thoại chưa đọc được. Trên iPhone, vào Cài đặt › Camera › Định dạng, "
                "chọn “Tương thích nhất” rồi chụp lại, hoặc gửi ảnh dạng JPG."
            ),
        )
    if found not in PICTURES:
        return Refusal(
            "not_a_photo",
            _("Đây không phải ảnh chụp (bên trong là %(what)s). Hãy gửi ảnh JPG, PNG hoặc WebP.")
            % {"what": _NAMES[found]},
        )
    if found is Format.JPEG and data.count(b"\xff\xda") > MAX_SCANS:
        return unreadable_photo()
    return None


def refuse_pixels(width: int, height: int) -> Refusal | None:
    """A picture is opened only when its stated size fits in memory."""
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        return too_many_pixels()
    return None


def too_many_pixels() -> Refusal:
    """The sentence for a picture larger than `MAX_PIXELS`."""
    return Refusal(
        "photo_too_many_pixels",
        _(
            "Ảnh có hơn %(limit)s triệu điểm ảnh. Hãy chọn cỡ ảnh nhỏ hơn trong máy ảnh, "
            "hoặc thu nhỏ ảnh rồi gửi lại."
        )
        % {"limit": MAX_PIXELS // 1_000_000},
    )


def unreadable_photo() -> Refusal:
    """The sentence for a picture that breaks off or is damaged."""
    return Refusal(
        "photo_unreadable",
        _("Ảnh bị hỏng hoặc tải lên chưa hết. Hãy gửi lại, hoặc chụp lại ảnh khác."),
    )


def refuse_scan(data: bytes) -> Refusal | None:
    """A scan is a PDF or a picture."""
    found = format_of(data)
    if found is Format.PDF:
        return refuse_pdf(data)
    if found in PICTURES or found is Format.HEIC:
        return refuse_picture(data)
    return Refusal(
        "not_a_scan",
        _(
            "Đây không phải bản quét (bên trong là %(what)s). Hãy gửi tệp PDF, hoặc ảnh JPG, PNG, WebP."
        )
        % {"what": _NAMES[found]},
    )


_END_OF_PDF: Final = re.compile(rb"%%EOF[\r\n\t \x00]*\Z")
_ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"(?<!end)stream(?:[ \t]*\r?\n|\r)")
_PACKED: Final = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
_ACTIVE: Final = re.compile(
    rb"/(?:JavaScript|Launch|RichMedia|SubmitForm|ImportData|GoToE)(?![A-Za-z0-9])"
    rb"|/XFA[\s\[\d]"
)
_ATTACHED: Final = re.compile(rb"/EmbeddedFiles?(?![A-Za-z0-9])")
_ENCRYPTED: Final = re.compile(rb"/Encrypt(?![A-Za-z0-9])")


def refuse_pdf(data: bytes) -> Refusal | None:
    """A whole PDF that is nothing else besides, without password, program or attachment."""
    remedy = _("Hãy quét lại, hoặc mở tệp rồi chọn In › Lưu thành PDF và gửi tệp mới.")
    if not data.startswith(b"%PDF-"):
        return Refusal("pdf_not_pdf", _("Đây không phải tệp PDF.") + " " + remedy)
    if not _END_OF_PDF.search(data[-2048:]):
        return Refusal(
            "pdf_incomplete", _("Tệp PDF bị cắt cụt hoặc có phần thừa ở cuối.") + " " + remedy
        )
    if zipfile.is_zipfile(io.BytesIO(data)):
        return Refusal("pdf_polyglot", _("Trong tệp PDF có giấu một tệp nén.") + " " + remedy)
    plain = _unescaped(data)
    if _ENCRYPTED.search(plain):
        return Refusal(
            "pdf_encrypted",
            _("Tệp PDF có mật khẩu hoặc bị khóa, nên về sau không mở lại được.") + " " + remedy,
        )
    hidden = _object_streams(plain, data)
    if hidden is None:
        return Refusal("pdf_unreadable", _("Không đọc được bên trong tệp PDF.") + " " + remedy)
    for part in (plain, *hidden):
        if _ACTIVE.search(part):
            return Refusal("pdf_active", _("Trong tệp PDF có chương trình tự chạy.") + " " + remedy)
        if _ATTACHED.search(part):
            return Refusal(
                "pdf_attachment", _("Trong tệp PDF có tệp khác đính kèm.") + " " + remedy
            )
    return None


def _unescaped(data: bytes) -> bytes:
    """Names in PDF may be written with #xx, which would hide them from a search."""
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), data)


def _object_streams(plain: bytes, data: bytes) -> list[bytes] | None:
    """The objects packed in compressed streams; None when some cannot be found or unpacked."""
    waiting = len(_PACKED.findall(plain))
    unpacked: list[bytes] = []
    room = MAX_UNPACKED_BYTES
    for begin in _STREAM.finditer(data) if waiting else ():
        header = data[max(0, begin.start() - 2048) : begin.start()]
        header = _unescaped(header[header.rfind(b"obj") + 3 :])
        if not _PACKED.search(header):
            continue
        waiting -= 1
        if b"/Filter" not in header:
            continue  # not compressed, so it was seen in `plain`
        unpacker = zlib.decompressobj()
        try:
            part = unpacker.decompress(data[begin.end() :], room)
        except zlib.error:
            return None
        room -= len(part)
        if room <= 0:
            return None
        unpacked.append(_unescaped(part))
    return None if waiting else unpacked


def refuse_workbook(data: bytes) -> Refusal | None:
    """An .xlsx without macros that unpacks to a bearable size, or plain text (CSV)."""
    found = format_of(data)
    if found is Format.TEXT:
        return None
    if found is Format.OLE:
        return Refusal(
            "workbook_old_or_locked",
            _(
                "Đây là tệp Excel đời cũ (.xls) hoặc có mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu, "
                "chọn Lưu thành › Excel Workbook (.xlsx) rồi gửi lại."
            ),
        )
    if found is not Format.ZIP:
        return _not_a_workbook(found)
    return _refuse_package(data)


def _refuse_package(data: bytes) -> Refusal | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return _not_a_workbook(Format.UNKNOWN)
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
        return _not_a_workbook(Format.ZIP)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return Refusal(
            "workbook_macro",
            _("Bảng tính có macro. Hãy chọn Lưu thành › Excel Workbook (.xlsx) rồi gửi lại."),
        )
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        return Refusal(
            "workbook_too_large",
            _(
                "Bảng tính quá lớn khi mở ra. Hãy xóa các trang tính và dòng trống không dùng, "
                "hoặc chia thành nhiều tệp."
            ),
        )
    return None


def _not_a_workbook(found: Format) -> Refusal:
    return Refusal(
        "not_a_workbook",
        _("Đây không phải bảng tính (bên trong là %(what)s). Hãy gửi tệp .xlsx hoặc .csv.")
        % {"what": _NAMES[found]},
    )


def clean_name(name: str, extension: str) -> str:
    """The last part of a file name, NFC, without unseen characters, ending in `.extension`."""
    last = nfc(name).replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '"<>|:*?')
    stem = " ".join(PurePosixPath(seen).stem.split()).strip(". ") or "tep"
    return f"{stem[: NAME_LENGTH - len(extension) - 1]}.{extension}"
