"""The small country with a theme, a conference of the commune that was held, and browsers of its cast."""

from dataclasses import dataclass
from datetime import date, time

import pytest
from django.test import Client

from neuguong.people.models import Account
from neuguong.study.actions import (
    ConferenceEntry,
    SeriesEntry,
    SessionEntry,
    ThemeEntry,
    add_conference,
    add_series,
    add_theme,
    hold_conference,
)
from neuguong.study.models import Conference, Series, Session, Theme
from tests.world import TODAY, YEAR, World

MOT, HAI, XA, PHU_NU = (f"tinh/huyen/xa{end}" for end in ("/mot", "/hai", "", "/phu-nu"))
DAY = date(2022, 6, 14)
SLOTS = ((time(11), time(11, 30)), (time(17), time(17, 30)))
MEMBERS = (1, 2)


@dataclass(frozen=True, slots=True)
class Held:
    """The country after the conference of the commune, and what belongs to it."""

    world: World
    theme: Theme
    conference: Conference
    session: Session
    series: Series


@pytest.fixture
def held(world: World) -> Held:
    """Bình set a theme, held a conference on it for Party members, and set up a series."""
    unit = world.unit(XA)
    theme = add_theme(by=world.binh, unit_id=unit.pk, entry=ThemeEntry(YEAR, "Nói đi đôi với làm"))
    conference = add_conference(
        by=world.binh, unit_id=unit.pk,
        entry=ConferenceEntry(theme.pk, "Hội nghị chuyên đề", categories=MEMBERS),
        sessions=[SessionEntry(DAY, time(8), "Hội trường xã")],
    )  # fmt: skip
    hold_conference(by=world.binh, conference_id=conference.pk, today=TODAY)
    conference.refresh_from_db()
    series = add_series(
        by=world.binh, unit_id=unit.pk, entry=SeriesEntry(YEAR, "Kể chuyện Bác Hồ", SLOTS)
    )
    return Held(world, theme, conference, conference.sessions.get(), series)


@dataclass(frozen=True, slots=True)
class Door:
    """Opens browsers for the cast."""

    world: World

    def __call__(self, who: str) -> Client:
        """A browser in which one of the cast is signed in."""
        client = Client()
        client.force_login(Account.objects.get(username=who))
        return client


@pytest.fixture
def visit(world: World) -> Door:
    """Browsers of the cast by name."""
    return Door(world)
