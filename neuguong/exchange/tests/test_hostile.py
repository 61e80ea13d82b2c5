"""Hostile files: each refused with its own sentence, for little time and memory."""

import io
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from neuguong.exchange.tests.formats import as_xls, ods_of
from neuguong.exchange.tests.samples import clean, repacked
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.lib.refusal import Refused

_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData>%s</worksheet>"
)


def _with_sheet(cells: bytes, tail: bytes = b"") -> bytes:
    return _with_part("xl/worksheets/sheet1.xml", _SHEET % (cells, tail))


def _with_part(name: str, part: bytes) -> bytes:
    return repacked(clean(), lambda parts: parts.__setitem__(name, part))


def _refusal(data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_workbook(data)
    sentence = caught.value.refusal.text
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return caught.value.refusal.code


_TABLE = [("TT", "Họ và tên", "Nội dung"), (1, "Vi Thị Bảy", "Trồng rau")]
_FILEPASS = struct.pack("<HHH", 0x2F, 2, 0)
_LAUGHS = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>'
_REPEATED = (
    '<table:table-row table:number-rows-repeated="%d"><table:table-cell'
    ' table:number-columns-repeated="%d" office:value-type="string"><text:p>a</text:p>'
    "</table:table-cell></table:table-row>"
)


def _with_entry(name: str, *, link: bool = False) -> bytes:
    stream = io.BytesIO(clean())
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = (stat.S_IFLNK | 0o777) << 16 if link else 0
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


def _with_names(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "<a/>")
    return stream.getvalue()


def _use_often(parts: dict[str, bytes]) -> None:
    """One text of 30,000 letters, in 20,000 cells: 600 MB of letters in a file of some kilobytes."""
    cell = b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>'
    cells = b"".join(cell % (n, n) for n in range(1, 20_001))
    parts["xl/worksheets/sheet1.xml"] = _SHEET % (cells, b"")
    parts["xl/sharedStrings.xml"] = b"<sst><si><t>%s</t></si></sst>" % (b"x" * 30_000)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_CELL = b'<row r="%d"><c r="%s%d"><v>1</v></c></row>'
_HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "zip that is none": (lambda: b"PK\x03\x04 no workbook" + bytes(range(256)), "not_a_workbook"),
    "zip of something else": (
        lambda: repacked(clean(), lambda parts: parts.pop("xl/workbook.xml")), "not_a_workbook"
    ),
    "half a file": (lambda: clean()[:3000], "not_a_workbook"),
    "empty": (lambda: b"", "file_empty"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not_a_workbook"),
    "page of the web": (lambda: b"<html><td>a;b</td>\n<td>c;d</td></html>", "not_a_workbook"),
    "prose": (lambda: "Kính gửi các đồng chí.\nXin chào.".encode(), "not_a_workbook"),
    "macros": (lambda: _with_part("xl/vbaProject.bin", b"x"), "workbook_with_macros"),
    "password": (lambda: _OLE + "EncryptedPackage".encode("utf-16-le"), "workbook_locked"),
    "old container with nothing in it": (lambda: _OLE, "not_a_workbook"),
    "half an old workbook": (lambda: as_xls(_TABLE * 200)[:9000], "not_a_workbook"),
    "old password": (lambda: as_xls(_TABLE, start=_FILEPASS), "workbook_locked"),
    "old macros": (lambda: as_xls(_TABLE, streams=["_VBA_PROJECT_CUR"]), "workbook_with_macros"),
    "old, text used over and over": (
        lambda: as_xls([("x" * 4_000,)] * 65_536, shared=True), "workbook_too_big"
    ),
    "link in the zip": (lambda: _with_entry("xl/media/a.png", link=True), "workbook_unsafe"),
    "path out of the zip": (lambda: _with_entry("../../etc/passwd"), "workbook_unsafe"),
    "path from the root": (lambda: _with_entry("/etc/passwd"), "workbook_unsafe"),
    "entities": (
        lambda: _with_part("xl/sharedStrings.xml", _LAUGHS), "not_a_workbook"
    ),
    "text used over and over": (
        lambda: repacked(clean(), _use_often), "workbook_too_big"
    ),
    "open document with a password": (
        lambda: ods_of("", parts={"META-INF/manifest.xml": b"<b:encryption-data/>"}), "workbook_locked"
    ),
    "open document with a program": (
        lambda: ods_of("", parts={"Basic/Standard/Module1.xml": b"<a/>"}), "workbook_with_macros"
    ),
    "open document with repeated rows": (
        lambda: ods_of(_REPEATED % (1_000_000, 1)), "workbook_too_many_rows"
    ),
    "open document with repeated columns": (
        lambda: ods_of(_REPEATED % (1, 16_384)), "workbook_too_many_columns"
    ),
    "open document with entities": (
        lambda: repacked(ods_of(""), lambda parts: parts.__setitem__("content.xml", _LAUGHS)),
        "not_a_workbook",
    ),
    "a text processor's file": (
        lambda: _with_names("[Content_Types].xml", "word/document.xml"), "not_a_workbook"
    ),
    "bomb": (lambda: _with_sheet(b" " * 60_000_000), "workbook_too_big"),
    "document type": (
        lambda: _with_part("xl/worksheets/sheet1.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"),
        "not_a_workbook",
    ),
    "broken part": (lambda: _with_part("xl/worksheets/sheet1.xml", b"<worksheet>"), "not_a_workbook"),
    "a million rows": (
        lambda: _with_sheet(_CELL % (1, b"A", 1) + _CELL % (1_048_576, b"A", 1_048_576)),
        "workbook_too_many_rows",
    ),
    "16,384 columns": (lambda: _with_sheet(_CELL % (1, b"XFD", 1)), "workbook_too_many_columns"),
    "two far corners": (lambda: _with_sheet(_CELL % (90_000, b"IV", 90_000)), "workbook_too_big"),
    "merges over merges": (
        lambda: _with_sheet(
            b"".join(_CELL % (n, b"A", n) for n in range(1, 3000)),
            b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 1000 + b"</mergeCells>",
        ),
        "workbook_too_big",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", _HOSTILE)
def test_what_should_not_be_opened_is_refused(name: str) -> None:
    data, code = _HOSTILE[name]
    assert _refusal(data()) == code


_ALONE = """
import resource, sys, time
from pathlib import Path
from django.conf import settings
settings.configure(USE_I18N=False)
resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.lib.refusal import Refused
for path in sys.argv[1:]:
    start = time.process_time()
    try:
        read_workbook(Path(path).read_bytes())
        told = "read"
    except Refused as refused:
        told = refused.refusal.code
    # VmHWM is this program's own; ru_maxrss begins with the peak of the process that started it
    status = Path("/proc/self/status").read_text()
    peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024
    print(told, round(time.process_time() - start, 2), peak)
"""


def test_hostile_files_cost_little_time_and_memory(tmp_path: Path) -> None:
    """In a process of its own: under five seconds each, and 400 MB for all of them together."""
    blank = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (n, n) for n in range(1, 200_001))
    files = {name: data() for name, (data, _code) in _HOSTILE.items()}
    codes = [code for _data, code in _HOSTILE.values()]
    files["200,000 blank rows"] = _with_sheet(blank)
    paths = []
    for number, data in enumerate(files.values()):
        paths.append(tmp_path / str(number))
        paths[-1].write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _ALONE, *paths], capture_output=True, text=True, check=True
    )
    told = [line.split() for line in done.stdout.splitlines()]
    assert [code for code, _seconds, _peak in told] == [*codes, "read"]
    assert max(float(seconds) for _code, seconds, _peak in told) < 5
    assert int(told[-1][2]) < 400
