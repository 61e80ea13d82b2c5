"""An empty site begins with one command; one in use is left alone."""

import json
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command

from neuguong.deeds.models import DeedCategory
from neuguong.lib.refusal import Refused
from neuguong.ops.actions import begin_site
from neuguong.org.actions import UnitEntry
from neuguong.org.queries import unit_by_slug
from neuguong.people.access import AccountActor, SystemActor
from neuguong.people.models import Account
from neuguong.programme.queries import year_of
from tests.world import TODAY, World


def begin(kind: str = "commune") -> Account:
    return begin_site(
        by=SystemActor("người cài đặt"),
        entry=UnitEntry("na-thu", "Đảng bộ xã Nà Thử", kind),
        username="quantri",
        name="Quản trị",
        password="mot-mat-khau-dai",
        today=TODAY,
    )


def test_a_commune_begins_a_site_of_its_own(db: None) -> None:
    account = begin()
    unit = unit_by_slug("na-thu")
    assert unit is not None
    actor = AccountActor(account, today=TODAY)
    assert all(
        actor.may(right, at=unit) for right in ("people.grant", "org.found", "deeds.confirm")
    )
    assert authenticate(username="quantri", password="mot-mat-khau-dai") == account
    assert DeedCategory.objects.count() == 16
    assert year_of(unit, TODAY.year) is not None


def test_a_cell_or_a_mass_organisation_is_no_root(db: None) -> None:
    for kind in ("cell", "mass"):
        with pytest.raises(Refused):
            begin(kind)
    assert not Account.objects.exists()


def test_a_site_in_use_is_left_alone(world: World) -> None:
    with pytest.raises(Refused, match="còn trống"):
        begin()


def test_the_command_tells_the_password_once(db: None) -> None:
    out = StringIO()
    call_command("begin", slug="tinh-moi", name="Đảng bộ tỉnh Mới", stdout=out, json=True)
    told = json.loads(out.getvalue())
    assert authenticate(username=told["username"], password=told["password"])
    unit = unit_by_slug("tinh-moi")
    assert unit is not None
    assert unit.opened_on <= date.today()  # noqa: DTZ011 - the command reads the clock itself
