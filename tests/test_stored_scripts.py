"""Scripts and formulas stored in every text of the country: no page runs one, no table computes one."""

import csv
import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.urls import reverse
from openpyxl import load_workbook

from tests.crawling import Walk, is_page, read
from tests.standing import ALL, Standing, arguments_of, files_that_vanish, standing  # noqa: F401

pytestmark = pytest.mark.django_db

PLANT = "=1+1</title></textarea><script>alert(1)</script>\"'><img src=x onerror=alert(1)>#panic(1)"
# Names by which rows are found, kept by the machine and never typed by anybody as text.
KEYS = {"slug", "path", "search", "sort", "username", "password", "role", "code", "key", "mark",
        "version", "scope", "period", "formula", "left", "right", "digest", "hints", "mime",
        "progress_text", "unique_key", "part", "kind", "stamp", "place_code"}  # fmt: skip
ROOMS = {
    "privacy",
    "reorganisations",
    "org",
    "people",
    "programme",
    "deeds",
    "files",
    "indicators",
    "reports",
    "exchange",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plant() -> int:
    """Put the plant in front of every text of every row; how many columns were planted."""
    count = 0
    for model in apps.get_models():
        if model._meta.app_label not in ROOMS:
            continue
        for column in model._meta.concrete_fields:
            if column.name in KEYS or column.name.endswith("sha256") or column.choices:
                continue
            if type(column) not in (models.CharField, models.TextField):
                continue
            most = column.max_length or 2000
            text = PLANT[:most] if most > 30 else "<b>"[:most]
            with transaction.atomic():
                model._default_manager.update(**{column.name: text})
                count += 1
    return count


@pytest.fixture(scope="module")
def poisoned(standing: Standing) -> Standing:  # noqa: F811
    """The country with one of everything, and scripts in all its texts."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    assert plant() > 40
    return standing


def check_table(answer_body: bytes, address: str) -> list[str]:
    """Cells of a workbook or of a text table that a spreadsheet would compute."""
    if answer_body[:4] != b"PK\x03\x04":
        rows = csv.reader(io.StringIO(answer_body.decode("utf-8-sig")), delimiter=";")
        cells = [cell for row in rows for cell in row]
        return [f"{address}: {cell[:30]}" for cell in cells if cell[:2] == "=1"]
    names = zipfile.ZipFile(io.BytesIO(answer_body)).namelist()
    if "word/document.xml" in names:
        with zipfile.ZipFile(io.BytesIO(answer_body)) as archive:
            ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314 made by us
        return []
    book = load_workbook(io.BytesIO(answer_body))
    return [
        f"{address}: {sheet.title}!{cell.coordinate} {str(cell.value)[:30]}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and "1+1" in str(cell.value)
    ]


def test_no_page_runs_what_was_stored_and_no_table_computes_it(poisoned: Standing) -> None:
    faults: list[str] = []
    tables = 0
    for who in ("giang", "branch_admin"):
        walk = Walk(poisoned.client(who)).go("/")
        for address, answer in walk.pages.items():
            kind = answer.headers.get("Content-Type", "")
            if answer.status_code >= 500:
                faults.append(f"{who} {address}: {answer.status_code}")
            elif is_page(answer):
                faults += [f"{who} {address}: {found}" for found in read(answer, address).runs]
            elif "csv" in kind or "openxmlformats" in kind:
                tables += 1
                faults += check_table(walk.bodies[address], address)
    assert tables > 3
    assert sorted(set(faults)) == []


def test_no_address_of_the_site_runs_what_was_stored(poisoned: Standing) -> None:
    client = poisoned.client("binh")
    faults = []
    for name in sorted(ALL):
        url = reverse(name, kwargs=arguments_of(name, poisoned.things))
        for method in ("get", "post"):
            answer = poisoned.ask(client, method, url)
            if is_page(answer) and not answer.streaming:
                faults += [f"{method} {name}: {found}" for found in read(answer, "/").runs]
        client = poisoned.client("binh")
    assert faults == []
