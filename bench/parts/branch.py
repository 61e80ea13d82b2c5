"""List pages of an account of one province against those of one with the same role on everything."""

from functools import partial
from typing import Final

from django.urls import reverse

from bench import synthetic
from bench.lines import Line
from bench.parts.page import answered, signed_in, weight
from bench.sizes import Size
from bench.synthetic import BEGAN, LAST_YEAR, Nation
from bench.timing import alternate
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.people.actions import grant_role, open_account
from neuguong.people.models import Account

PART: Final = "branch"
LIMIT: Final = 1.2
MANY: Final = 40  # grants of one who looks after scattered communes
ROLE: Final = "unit_leader"


def measure(engine: str, size: Size) -> list[Line]:
    """Each list asked by turns by both, first of one province, then of many scattered communes."""
    root = synthetic.build(Nation(size.communes, size.bases, size.cells, size.years))
    synthetic.tell_planner()
    province = Unit.objects.filter(parent=root).order_by("pk")[0]
    communes = list(Unit.objects.filter(parent=province).order_by("pk")[:MANY])
    everything = _holder("everything", [root])
    lines: list[Line] = []
    for words, units in (("one province", [province]), ("forty communes", communes)):
        mine = signed_in(_holder(words.replace(" ", "-"), units))
        theirs = signed_in(everything)
        for what, address in _pages(province, communes[0]).items():
            if units is communes and what in _OF_PROVINCE:
                continue
            ours, reference = alternate(
                partial(answered, mine, address),
                partial(answered, theirs, address),
                seconds=size.seconds * 2,
            )
            lines.append(
                Line(PART, engine, f"{what}, {words}", "the same role on everything", ours, reference,
                     LIMIT if units is not communes else None, weight(mine, address))
            )  # fmt: skip
    return lines


_OF_PROVINCE: Final = {"figures of the province", "accounts that see the province"}


def _pages(province: Unit, commune: Unit) -> dict[str, str]:
    """The list pages, each with the same rows for both readers."""
    ky = f"?ky={LAST_YEAR}"
    return {
        "the tree, opened": f"{reverse('home:tree')}?mo={commune.slug}",
        "figures of the province": reverse("home:figures", args=[province.slug]) + ky,
        "figures of a commune": reverse("home:figures", args=[commune.slug]) + ky,
        "page of a commune": reverse("home:unit", args=[commune.slug]) + ky,
        "list of deeds of a commune": reverse("deeds:list", args=[commune.slug]),
        "accounts that see the province": reverse("people:who", args=[province.slug]),
        "search for a unit": f"{reverse('home:search')}?q=xa+7",
    }


def _holder(username: str, units: list[Unit]) -> Account:
    """An account with the role on these units."""
    by = SystemActor("bench")
    account = open_account(by=by, username=username, name=username, password="", at=units[0])
    for unit in units:
        grant_role(by=by, account_id=account.pk, role=ROLE, unit_id=unit.pk, since=BEGAN)
    return account
