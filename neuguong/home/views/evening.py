"""The evening that ends a cell's year, on one page: eight steps in their order, and every paper."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from neuguong.home.queries.evening import Evening, evening_of
from neuguong.lib.dates import format_day
from neuguong.people.access import reader
from neuguong.ui.asked import number_asked, today
from neuguong.ui.parts import Link


@dataclass(frozen=True, slots=True)
class EveningStep:
    """One step: what it is, how far it is, where it is done; `state` is a key of the states of pages."""

    title: str
    detail: str
    state: str
    url: str
    act: str


@require_safe
@never_cache
@login_required
def evening(request: HttpRequest, slug: str) -> HttpResponse:
    """The steps of the evening with how far each is, then the papers that are ready to sign."""
    asked = number_asked(request, "nam")
    year = asked if 2000 <= asked <= today().year else today().year
    found = evening_of(reader(request), slug, year, today=today())
    context = {
        "unit": found.unit,
        "year": year,
        "steps": list(enumerate(_steps(found), 1)),
        "papers": _papers(found),
        "trail": [
            Link(found.unit.name, reverse("home:unit", args=[found.unit.slug])),
            Link(_("Buổi tổng kết năm")),
        ],
    }
    return render(request, "home/evening.html", context)


def _steps(found: Evening) -> list[EveningStep]:
    return [_meeting(found), *_reviews(found), *_honours(found), _report(found)]


def _meeting(found: Evening) -> EveningStep:
    words = _("Mở kỳ sinh hoạt; danh sách, chương trình, biểu quyết soạn sẵn.")
    if found.meeting_day is not None:
        words = _("Kỳ gần nhất: %(day)s.") % {"day": format_day(found.meeting_day)}
    state = "doing" if found.meeting_day else "none"
    return EveningStep(
        _("Họp chi bộ"), words, state, _at("meetings:unit", found), _("Mở kỳ sinh hoạt")
    )


def _reviews(found: Evening) -> list[EveningStep]:
    unit_url = _at("evaluations:unit", found)
    members = {"members": found.members}
    voting = _("Chưa bỏ phiếu.")
    if found.ballots_open:
        voting = _("Đang bỏ phiếu.")
    elif found.ballots_counted:
        voting = _("Đã kiểm phiếu.")
    return [
        EveningStep(
            _("Kiểm điểm từng người"),
            _("%(sent)s/%(members)s bản đã gửi, %(heard)s bản đã kiểm điểm.")
            % {**members, "sent": found.reviews_sent, "heard": found.reviews_heard},
            _far(found.reviews_heard, found.members), unit_url, _("Đọc từng bản"),
        ),
        EveningStep(
            _("Bảng đề xuất xếp loại"),
            _("%(rated)s/%(members)s người đã có mức đề xuất.") % {**members, "rated": found.rated},
            _far(found.rated, found.members), _at("evaluations:propose", found), _("Ghi bảng"),
        ),
        EveningStep(
            _("Bỏ phiếu kín"), voting,
            "done" if found.ballots_counted and not found.ballots_open else "none",
            reverse("evaluations:ballot", args=[found.ballot_id])
            if found.ballot_id else _at("evaluations:open_ballot", found),
            _("Mở phiếu"),
        ),
        EveningStep(
            _("Kê khai của chi bộ, kèm biên bản"),
            _("%(count)s điều đã kê khai.") % {"count": found.declared},
            "done" if found.declared else "none", _at("evaluations:stated", found), _("Kê khai"),
        ),
    ]  # fmt: skip


def _honours(found: Evening) -> list[EveningStep]:
    waiting = _("%(count)s mục trong sổ, %(open)s mục chờ kết luận.")
    return [
        EveningStep(
            _("Ghi danh Người tốt, việc tốt"),
            waiting % {"count": found.entries, "open": found.entries_open},
            "done" if found.entries and not found.entries_open else "none",
            _at("honours:settle", found, name="ky"), _("Xét cả danh sách"),
        ),
        EveningStep(
            _("Đề nghị khen thưởng"),
            _("%(count)s đề nghị trong năm.") % {"count": len(found.proposals)},
            "done" if found.proposals else "none",
            _at("honours:new_proposal", found, name="ky"), _("Lập đề nghị"),
        ),
    ]  # fmt: skip


def _report(found: Evening) -> EveningStep:
    url = _at("reports:report", found, name="ky")
    words = _("Số liệu đã có sẵn; viết nốt lời rồi in hoặc gửi lên.")
    return EveningStep(_("Báo cáo năm lên trên"), words, "none", url, _("Mở báo cáo"))


def _papers(found: Evening) -> list[Link]:
    """Every paper of the evening that exists by now."""
    papers = []
    if found.meeting_uid:
        minutes = reverse("meetings:minutes", args=[found.meeting_uid])
        papers += [
            Link(_("Biên bản sinh hoạt"), f"{minutes}?dang=pdf"),
            Link(_("Nghị quyết"),
                 f"{reverse('meetings:resolution', args=[found.meeting_uid])}?dang=pdf"),
        ]  # fmt: skip
    if found.ballots_counted and found.ballot_id:
        ballot = reverse("evaluations:ballot", args=[found.ballot_id])
        papers.append(Link(_("Biên bản kiểm phiếu"), f"{ballot}?dang=pdf"))
    if found.rated:
        table = _at("evaluations:unit", found)
        papers.append(Link(_("Bảng xếp loại"), f"{table}&dang=xlsx"))
    if found.entries:
        papers.append(Link(_("Sổ ghi danh"), _at("honours:book_file", found, name="ky")))
    papers += [
        Link(_("Tờ trình khen thưởng"), reverse("honours:proposal_paper", args=[number]))
        for number in found.proposals
    ]
    papers.append(Link(_("Báo cáo năm"), f"{_at('reports:report', found, name='ky')}&dang=pdf"))
    return papers


def _far(done: int, of: int) -> str:
    if not done:
        return "none"
    return "done" if done >= of else "doing"


def _at(page: str, found: Evening, name: str = "nam") -> str:
    return f"{reverse(page, args=[found.unit.slug])}?{name}={found.year}"
