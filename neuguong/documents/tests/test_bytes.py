"""The same figures give the same bytes: in one process, and in another at another time and place."""

import io
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from neuguong.documents import docx, html, pdf, shape, xlsx
from neuguong.documents.document import Document, map_text
from neuguong.documents.tests.sample import sample

ROOT = Path(__file__).resolve().parents[3]
Renderer = Callable[[Document], bytes]
RENDERERS: dict[str, Renderer] = {
    "docx": docx.render,
    "html": html.render,
    "json": shape.as_json,
    "pdf": pdf.render,
    "xlsx": xlsx.render,
}
_ELSEWHERE = """
import django
django.setup()
from hashlib import sha256
from neuguong.documents.tests.test_bytes import RENDERERS, sample
for name, render in RENDERERS.items():
    print(name, sha256(render(sample())).hexdigest())
"""


def test_another_process_in_another_zone_makes_the_same_bytes() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        env={
            "DJANGO_SETTINGS_MODULE": "neuguong.config.settings",
            "PYTHONHASHSEED": "7",
            "TZ": "America/Lima",
            "LANG": "C",
        },
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    elsewhere = dict(line.split() for line in done.stdout.splitlines())
    assert elsewhere == {
        name: sha256(render(sample())).hexdigest() for name, render in RENDERERS.items()
    }


@pytest.mark.parametrize("render", RENDERERS.values(), ids=RENDERERS)
def test_one_figure_more_makes_other_bytes(render: Renderer) -> None:
    changed = map_text(sample(), lambda text: text.replace("3.485", "3.486"))
    assert render(changed) != render(sample())


@pytest.mark.parametrize("render", RENDERERS.values(), ids=RENDERERS)
def test_words_typed_in_another_form_of_unicode_make_the_same_bytes(render: Renderer) -> None:
    loose = map_text(sample(), lambda text: unicodedata.normalize("NFD", text))
    assert render(loose) == render(sample())


FOOT = "Dấu nhật ký ngày 14/12/2022: 0123abcd 4567ef89"


def test_every_file_has_the_line_at_its_foot_and_none_without() -> None:
    made = {name: render(sample(foot=FOOT)) for name, render in RENDERERS.items()}
    pages = PdfReader(io.BytesIO(made["pdf"])).pages
    assert all(FOOT in " ".join(page.extract_text().split()) for page in pages)
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as parts:
        feet = [name for name in parts.namelist() if name.startswith("word/footer")]
        assert [FOOT in parts.read(name).decode() for name in feet] == [True, True]
    with zipfile.ZipFile(io.BytesIO(made["xlsx"])) as parts:
        assert FOOT in parts.read("xl/worksheets/sheet1.xml").decode()
    assert FOOT in made["html"].decode()
    assert f'"foot": "{FOOT}"' in made["json"].decode()
    for name, render in RENDERERS.items():
        assert render(sample(foot=FOOT)) == made[name]
        assert render(sample()) != made[name]
    assert '"foot"' not in RENDERERS["json"](sample()).decode()
