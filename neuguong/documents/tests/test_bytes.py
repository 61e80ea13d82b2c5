"""The same figures give the same bytes: in one process, and in another at another time and place."""

import subprocess
import sys
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

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
