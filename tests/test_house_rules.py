"""The house keeps its rules, and every rule can tell when it is broken."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from neuguong.lib.privacy import NONE, Tag
from tests import house

ROOT = Path(__file__).resolve().parent.parent
Rule = Callable[[Path], list[str]]

_ACT = """
@transaction.atomic
def confirm(*, by, deed_id):
    "Confirm one deed."
    audit.record(by=by, act="deeds.confirm")
"""
_NFD = "Bo\u0323\u0302"

PLANTED: list[tuple[Rule, str, str]] = [
    (house.unknown_names, "deeds/utils.py", ""),
    (house.unknown_names, "lib/helpers.py", ""),
    (house.unknown_names, "config/plugins.py", ""),
    (house.too_long, "deeds/queries.py", "x = 1\n" * 401),
    (house.too_long, "deeds/queries.py", "def f():\n" + "    x = 1\n" * 61),
    (house.too_long, "deeds/templates/deeds/_row.html", "<p>\n" * 41),
    (house.past_the_doors, "home/views.py", "from neuguong.deeds.views import page\n"),
    (house.past_the_doors, "home/views.py", "from neuguong.deeds import forms\n"),
    (house.writes_outside_acts, "deeds/views.py", "def page(deed):\n    deed.save()\n"),
    (house.writes_outside_acts, "deeds/queries.py", "Deed.objects.filter(pk=1).update(state=2)\n"),
    (house.writes_outside_acts, "deeds/tasks.py", "Deed.objects.bulk_create([])\n"),
    (house.reads_outside_queries, "deeds/views.py", "deed = Deed.objects.get(pk=1)\n"),
    (house.reads_outside_queries, "deeds/forms.py", "connection.cursor()\n"),
    (house.lawless_acts, "deeds/actions.py", _ACT.replace("@transaction.atomic", "")),
    (house.lawless_acts, "deeds/actions.py", _ACT.replace("*, by", "by, *")),
    (house.lawless_acts, "deeds/actions.py", _ACT.replace('"Confirm one deed."', "")),
    (house.lawless_acts, "deeds/actions.py", _ACT.replace("audit.record(by=by", "note(who=by")),
    (house.templates_reaching_up, "ui/templates/ui/page.html", "{% include 'deeds/_row.html' %}"),
    (house.inline_code, "deeds/templates/deeds/page.html", "<p style='color: red'>"),
    (house.inline_code, "deeds/templates/deeds/page.html", "<script>alert()</script>"),
    (house.inline_code, "deeds/templates/deeds/page.html", "<a onclick='go()'>"),
    (house.hosts, "ui/static/ui/look.css", "@import url(//fonts.example/x.css)"),
    (house.hosts, "deeds/templates/deeds/page.html", '<img src="https://example.org/x.png">'),
    (house.decomposed, "deeds/rules.py", f"WORD = '{_NFD}'\n"),
    (house.receivers, "deeds/apps.py", "from django.db.models.signals import post_save\n"),
    (house.machine_named_migrations, "deeds/migrations/0002_auto_20261122.py", ""),
]


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Rule) -> None:
    faults = rule(ROOT)
    assert not faults, "\n" + "\n".join(faults)


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A house of three rooms without a fault, on the floors of the real one."""
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for room in ("lib", "config", "ui", "deeds", "home"):
        (tmp_path / "neuguong" / room).mkdir(parents=True)
        (tmp_path / "neuguong" / room / "__init__.py").touch()
    _write(tmp_path, "deeds/actions.py", _ACT)
    _write(
        tmp_path, "deeds/templates/deeds/page.html", "{% extends 'ui/page.html' %}\n<p>Chi bộ</p>"
    )
    _write(tmp_path, "home/views.py", "from neuguong.deeds.queries import deeds_of_year\n")
    return tmp_path


def _write(root: Path, name: str, text: str) -> None:
    path = root / "neuguong" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("rule", house.RULES, ids=lambda rule: rule.__name__)
def test_a_house_without_fault_passes(rule: Rule, small_house: Path) -> None:
    assert rule(small_house) == []


@pytest.mark.parametrize(("rule", "name", "text"), PLANTED)
def test_a_planted_fault_is_found(rule: Rule, name: str, text: str, small_house: Path) -> None:
    _write(small_house, name, text)
    assert len(rule(small_house)) == 1


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, _name, _text in PLANTED} == set(house.RULES)


# --- what only the loaded models can tell -----------------------------------------------------------


def our_models() -> Iterator[type[models.Model]]:
    """The models of the rooms."""
    for model in apps.get_models():
        if model.__module__.startswith("neuguong."):
            yield model


def links(model: type[models.Model]) -> Iterator[tuple[str, str, str]]:
    """Each foreign key of a model: its room, its name, the room it points at."""
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey | models.ManyToManyField):
            target = field.related_model
            if isinstance(target, type) and issubclass(target, models.Model):
                name = f"{model._meta.label}.{field.name}"
                yield model._meta.app_label, name, target._meta.app_label


def upward(links_found: Iterator[tuple[str, str, str]], height: dict[str, int]) -> list[str]:
    """The foreign keys that point at a higher room or a sibling."""
    return [
        f"{name} points at {target}"
        for room, name, target in links_found
        if target != room and target in height and height[target] >= height[room]
    ]


def untagged(model: type[models.Model], tags: dict[str, Tag] | None) -> list[str]:
    """The fields of a model whose privacy is not said, and tags that name no field."""
    fields = {field.name for field in model._meta.concrete_fields}
    if tags is None:
        return [f"{model._meta.label} has no privacy tags"]
    named = set(tags) - {"*"}
    missing = set() if "*" in tags else fields - named
    faults = [f"{model._meta.label}.{name} is not tagged" for name in sorted(missing)]
    faults += [
        f"{model._meta.label} tags {name}, no field of it" for name in sorted(named - fields)
    ]
    if tags.get("*", NONE).cls != "none":
        faults.append(f"{model._meta.label}: only fields without personal data go untold")
    return faults


def test_foreign_keys_point_only_downward() -> None:
    height = house.floors(ROOT)
    assert [fault for model in our_models() for fault in upward(links(model), height)] == []


def test_a_foreign_key_upward_is_found() -> None:
    height = house.floors(ROOT)
    planted = [("org", "org.Unit.deed", "deeds"), ("audit", "audit.Entry.job", "jobs")]
    assert len(upward(iter(planted), height)) == 2
    assert upward(iter([("deeds", "deeds.Deed.unit", "org")]), height) == []


def test_every_field_says_whose_data_it_is() -> None:
    faults = [
        fault
        for model in our_models()
        for fault in untagged(model, getattr(model, "privacy", None))
    ]
    assert faults == []


def test_an_untagged_field_is_found() -> None:
    person = apps.get_model("people", "Person")
    basic = Tag("basic", "x", "y", "z")
    assert untagged(person, None)
    assert untagged(person, {"full_name": basic})
    assert untagged(person, {"*": NONE, "no_such_field": basic})
    assert untagged(person, {"*": basic})


def test_every_noun_stands_in_the_list_of_terms() -> None:
    terms = ROOT / "docs" / "terms.md"
    if not terms.exists():
        pytest.skip("the list of terms is not written yet")
    listed = terms.read_text(encoding="utf-8").casefold()
    with translation.override("vi"):
        nouns = {str(model._meta.verbose_name) for model in our_models()}
    assert sorted(noun for noun in nouns if noun.casefold() not in listed) == []


def test_the_architecture_page_names_every_room() -> None:
    page = ROOT / "docs" / "architecture.md"
    if not page.exists():
        pytest.skip("the page is not written yet")
    text = page.read_text(encoding="utf-8")
    assert [room.name for room in house.rooms(ROOT) if f"`{room.name}" not in text] == []
