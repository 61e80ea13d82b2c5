"""Square codes (QR): drawn for print, and found again on photos and on the pages of a PDF.

A PDF is opened by a process of its own with little time and memory, so that a hostile or damaged file
costs that process and nothing else. What cannot be read has no codes; that is no fault.
"""

import base64
import io
import json
import resource
import subprocess
import sys
import warnings
from collections.abc import Sequence
from typing import Final

import pypdfium2
import segno
import zxingcpp
from PIL import Image

MOST_PIXELS: Final = 50_000_000
MOST_PAGES: Final = 80
_SQUARE: Final = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_EDGE: Final = 2400  # pixels of the long side on which codes are looked for
_SECONDS: Final = 60
_MEMORY: Final = 2 * 1024**3
_READ, _CUT = "read", "cut"


def drawing(text: str) -> str:
    """A square code as SVG, one unit per module and no border; bears a quarter of it being spoilt."""
    out = io.BytesIO()
    code = segno.make(text, error="q", micro=False, boost_error=False)
    code.save(out, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None)
    return out.getvalue().decode().strip()


def codes_on_picture(data: bytes) -> list[str]:
    """The texts of the square codes on a photo or scan, however it is turned."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
                if image.width * image.height > MOST_PIXELS:
                    return []
                image.draft("L", (_EDGE, _EDGE))
                return _codes(image.convert("L"))
    except (OSError, ValueError, SyntaxError, EOFError, TypeError, Image.DecompressionBombError):
        return []


def _codes(image: Image.Image) -> list[str]:
    """The texts on a picture; a large one is looked at again when made smaller, against blur."""
    for edge in (max(image.size), _EDGE, _EDGE // 2):
        if edge > max(image.size):
            continue
        smaller = image.copy()
        smaller.thumbnail((edge, edge))
        found = zxingcpp.read_barcodes(smaller, formats=_SQUARE)
        if found:
            return list(dict.fromkeys(each.text for each in found))
    return []


def codes_of_pdf(data: bytes) -> list[list[str]]:
    """The texts of the square codes on each page of a PDF; empty when it cannot be opened in time."""
    answer = _aside(data, _READ)
    return [[str(text) for text in page] for page in answer]


def cut_pdf(data: bytes, firsts: Sequence[int]) -> list[bytes]:
    """The PDF in parts that begin at these pages, counted from 0; empty when it cannot be cut."""
    answer = _aside(data, _CUT, *(str(first) for first in firsts))
    return [base64.b64decode(str(part)) for part in answer]


def _aside(data: bytes, *words: str) -> list[list[str]] | list[str]:
    """What a process of its own makes of a PDF."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "neuguong.lib.qr", *words],
            input=data, capture_output=True, timeout=_SECONDS, check=True,
        )  # fmt: skip
        answer: list[list[str]] | list[str] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return []
    return answer


def _read(pdf: pypdfium2.PdfDocument) -> list[list[str]]:
    found: list[list[str]] = []
    for number in range(min(len(pdf), MOST_PAGES)):
        page = pdf[number]
        scale = _EDGE / max(page.get_size())
        found.append(_codes(page.render(scale=scale, grayscale=True).to_pil().convert("L")))
    return found


def _cut(pdf: pypdfium2.PdfDocument, firsts: Sequence[int]) -> list[str]:
    parts: list[str] = []
    for first, after in zip(firsts, [*firsts[1:], len(pdf)], strict=True):
        part = pypdfium2.PdfDocument.new()
        part.import_pages(pdf, list(range(first, after)))
        out = io.BytesIO()
        part.save(out)
        parts.append(base64.b64encode(out.getvalue()).decode())
    return parts


def main() -> None:
    """The process of its own: a PDF comes in, JSON goes out."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    with pypdfium2.PdfDocument(sys.stdin.buffer.read()) as pdf:
        what, *rest = sys.argv[1:]
        answer = _read(pdf) if what == _READ else _cut(pdf, [int(word) for word in rest])
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
