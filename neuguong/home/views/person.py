"""The page of a person: memberships, posts, years; for oneself also who has looked."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from neuguong.audit.actions import record_read
from neuguong.audit.rules import Part
from neuguong.deeds.models import REGISTRATION_LABELS
from neuguong.deeds.rules import RegistrationState
from neuguong.home.queries.log import VIEW as LOG
from neuguong.home.queries.logwords import part_of
from neuguong.home.queries.person import PersonPage, person_page, unit_of_reading
from neuguong.home.views.states import REGISTRATION_KEYS
from neuguong.lib.amounts import format_number
from neuguong.people.access import AccountActor, reader
from neuguong.people.queries import person_seen
from neuguong.people.rights import Right
from neuguong.ui.parts import Cell, Column, Table


@require_safe
@never_cache
@login_required
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person; whoever reads the record of another is written down."""
    by = reader(request)
    page = person_page(by, person_seen(by, person_id))
    if not page.is_self:
        record_read(
            by=by,
            act=Right.VIEW,
            subject=page.person,
            person_id=page.person.pk,
            part=Part.PERSON,
            unit_id=unit_of_reading(by, page),
        )
    return render(
        request,
        "home/person.html",
        {
            "page": page,
            "years": _years(page),
            "reads": [(read, part_of(read)) for read in page.reads],
            "log_url": _log_url(by, page),
        },
    )


@require_safe
@login_required
def me(request: HttpRequest) -> HttpResponse:
    """One's own page, where one sees who has looked; an account of an office has none."""
    by = reader(request)
    if by.person_id is None:
        messages.info(request, _("Tài khoản này là của cơ quan, không gắn với hồ sơ của ai."))
        return redirect("home:home")
    return redirect(f"{reverse('home:person', args=[by.person_id])}#ai-da-xem")


def _log_url(by: AccountActor, page: PersonPage) -> str:
    """The history of the record, for those who may read it."""
    may = any(by.may(LOG, at=membership.unit) for membership in page.memberships)
    return reverse("home:log_person", args=[page.person.pk]) if may else ""


def _years(page: PersonPage) -> Table | None:
    """The registrations, newest first."""
    head = [
        Column(_("Năm")), Column(_("Đăng ký tại")), Column(_("Việc"), number=True),
        Column(_("Đã xong"), number=True), Column(_("Trạng thái")),
    ]  # fmt: skip
    rows = []
    for line in page.years:
        found = line.registration
        state = RegistrationState(found.state)
        rows.append(
            [
                Cell(f"{found.year}", reverse("deeds:registration", args=[found.pk])),
                Cell(found.unit_name),
                Cell(format_number(line.deeds)),
                Cell(format_number(line.done)),
                Cell(str(REGISTRATION_LABELS[state]), state=REGISTRATION_KEYS[state]),
            ]
        )
    return Table(_("Các năm đã đăng ký"), head, rows, shape="cards") if rows else None
