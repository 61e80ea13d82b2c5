"""The catalogue of titles, awards and orders with who confers each; forms of one's own."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from neuguong.honours.actions import vocabulary as words
from neuguong.honours.forms.awards import OwnFormForm
from neuguong.honours.models import AwardForm
from neuguong.honours.queries.place import Spot
from neuguong.honours.queries.proposals import catalogue_lines, forms_on, own_form
from neuguong.honours.rights import Right
from neuguong.honours.rules.awards import MASSES, TRACK_LABELS, Track
from neuguong.honours.rules.subjects import SUBJECT_LABELS
from neuguong.honours.views.asked import address, frame, may_write, spot_asked
from neuguong.lib.dates import format_day
from neuguong.people.access import AccountActor, reader
from neuguong.ui.asked import ASKS, Question, asked, attempt, shown, today, told, typed
from neuguong.ui.fields import ActForm
from neuguong.ui.parts import Cell, Column, Table


@require_http_methods(ASKS)
@login_required
def catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    """Titles, awards and orders with who confers each, by day; forms of one's own."""
    by = reader(request)
    spot = spot_asked(request, by, slug)
    may = may_write(by, spot)
    form = OwnFormForm(typed(request), initial={"since": today()}) if "catalogue" in may else None
    if request.method == "POST":
        by.require(Right.CATALOGUE, at=spot.unit)
    if form is not None and request.method == "POST" and attempt(
        form,
        lambda: words.define_form(
            by=by, unit_id=spot.unit.pk, entry=form.entry, since=form.cleaned_data["since"]
        ),
    ):  # fmt: skip
        return told(request, _("Đã đặt hình thức khen."), address("catalogue", spot))
    context = {
        **frame(request, by, spot, "catalogue"),
        "form": form,
        "tracks": [(TRACK_LABELS[track], _forms(track)) for track in (Track.PARTY, Track.STATE)],
        "own": _own(by, spot),
    }
    return shown(request, "honours/catalogue.html", context)


def _forms(track: Track) -> Table:
    rows = []
    for form in catalogue_lines():
        if form.track == track:
            rows.append([Cell(form.label, note=_classes(form)), Cell(_subjects(form)),
                         Cell(_conferred(form)), Cell(_conditions(form), note=form.basis)])  # fmt: skip
    head = [
        Column(_("Tên")), Column(_("Dùng cho")), Column(_("Ai khen")), Column(_("Điều cần xem")),
    ]  # fmt: skip
    label = str(TRACK_LABELS[track])
    return Table(label[:1].upper() + label[1:], head, rows, shape="cards")


def _classes(form: AwardForm) -> str:
    return (
        _("hạng %(classes)s") % {"classes": form.classes.replace(",", ", ")} if form.classes else ""
    )


def _subjects(form: AwardForm) -> str:
    return ", ".join(str(SUBJECT_LABELS[k]) for k, mass in MASSES.items() if form.subjects & mass)


def _conferred(form: AwardForm) -> str:
    said = []
    for line in form.conferrers.all():
        text = line.words
        if line.valid_to is not None:
            text = _("đến trước %(day)s: %(who)s") % {"day": format_day(line.valid_to), "who": text}
        elif form.conferrers.count() > 1:
            text = _("từ %(day)s: %(who)s") % {"day": format_day(line.valid_from), "who": text}
        said.append(text)
    return "; ".join(said)


def _conditions(form: AwardForm) -> str:
    said = []
    if form.needs:
        values = {"times": form.needs_times, "form": form.needs.label}
        said.append(_("sau %(times)s lần %(form)s") % values)
    if form.quota and form.quota_of:
        values = {"percent": form.quota, "form": form.quota_of.label}
        said.append(_("không quá %(percent)s%% số %(form)s") % values)
    if form.gap:
        said.append(_("cách nhau %(years)s năm") % {"years": form.gap})
    return "; ".join(said)


def _own(by: AccountActor, spot: Spot) -> Table | None:
    found = [form for form in forms_on(spot.unit, today()) if form.unit is not None]
    if not found:
        return None
    rows = []
    for form in found:
        mine = form.unit is not None and by.may(Right.CATALOGUE, at=form.unit)
        url = reverse("honours:end_form", args=[form.pk]) if mine else ""
        rows.append(
            [
                Cell(form.label, note=form.basis),
                Cell(_subjects(form)),
                Cell(form.unit.short_name if form.unit else ""),
                Cell(_("Cho hết hiệu lực") if url else "–", url),
            ]
        )
    head = [Column(_("Tên")), Column(_("Dùng cho")), Column(_("Nơi đặt")), Column(_("Sửa"))]
    return Table(_("Hình thức khen riêng"), head, rows, shape="cards")


@require_http_methods(ASKS)
@login_required
def end_form(request: HttpRequest, form_id: int) -> HttpResponse:
    """Let a form of one's own end."""
    by = reader(request)
    form = own_form(by, form_id)
    if form.unit is None:
        raise Http404
    question = Question(
        title=_("Cho hết hiệu lực: %(name)s") % {"name": form.label},
        sentence=_("Lượt khen đã có vẫn giữ. Từ hôm nay không chọn được hình thức này nữa."),
        go=_("Cho hết hiệu lực"), back=reverse("honours:catalogue", args=[form.unit.slug]),
        said=_("Đã cho hết hiệu lực."),
    )  # fmt: skip
    return asked(
        request,
        question,
        ActForm(typed(request)),
        lambda: words.end_form(by=by, number=form_id, on=today()),
    )
