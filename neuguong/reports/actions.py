"""Acts on a report: write its words, set its heading, choose its examples."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from neuguong.audit.actions import record
from neuguong.lib.actor import Actor
from neuguong.lib.dates import Period
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.reports import rules
from neuguong.reports.models import ReportDraft, ReportExample, ReportWords
from neuguong.reports.queries import chosen, require_report
from neuguong.reports.rights import Right


@dataclass(frozen=True, slots=True)
class HeadingEntry:
    """What a writer sets around the words; an empty field follows the rules."""

    number: str = ""
    day: date | None = None
    superior: str = ""
    issuer: str = ""
    place: str = ""
    signer_title: str = ""
    signer_name: str = ""
    recipients: str = ""


@transaction.atomic
def save_words(
    *,
    by: Actor,
    unit_id: int,
    period: Period,
    part: str,
    text: str,
    version: int,
    left_out: bool = False,
) -> ReportWords:
    """Keep what was written for one part; `version` is the one its writer had before their eyes."""
    draft = _locked(by, unit_id, period)
    known = rules.part_named(part)
    if known is None:
        raise Refused(
            Refusal("part_unknown", _("Báo cáo không có phần này. Mở lại trang báo cáo."))
        )
    words = ReportWords.objects.filter(draft=draft, part=part).first()
    words = words or ReportWords(draft=draft, part=part)
    text = nfc(text).strip()
    if refusal := rules.words_problem(text) or _changed(words, version):
        raise Refused(refusal)
    words.text, words.left_out = text, left_out and known.can_be_left_out
    words.version, words.by_name = words.version + 1, by.name
    words.save()
    detail = {"part": part, "left_out": words.left_out}
    record(by=by, act=Right.MAKE, subject=draft, detail=detail)
    return words


@transaction.atomic
def set_heading(*, by: Actor, unit_id: int, period: Period, entry: HeadingEntry) -> ReportDraft:
    """Set number, day, signer and the like; what is left empty follows the rules again."""
    draft = _locked(by, unit_id, period)
    draft.day = entry.day
    for name in ("number", "superior", "issuer", "place", "signer_title", "signer_name"):
        setattr(draft, name, " ".join(nfc(getattr(entry, name)).split()))
    draft.recipients = nfc(entry.recipients).strip()
    draft.save()
    record(by=by, act=Right.MAKE, subject=draft, detail={"part": "heading"})
    return draft


@transaction.atomic
def choose_examples(
    *, by: Actor, unit_id: int, period: Period, deed_ids: Sequence[int]
) -> ReportDraft:
    """Choose the deeds a report tells, in this order; each is done and counted in the branch."""
    draft = _locked(by, unit_id, period)
    ids = list(dict.fromkeys(deed_ids))
    found = {example.deed_id for example in chosen(draft.unit, period, ids)}
    if refusal := rules.may_choose(len(ids), missing=len(set(ids) - found)):
        raise Refused(refusal)
    draft.examples.all().delete()
    ReportExample.objects.bulk_create(
        ReportExample(draft=draft, deed_id=pk, place=place) for place, pk in enumerate(ids, 1)
    )
    record(by=by, act=Right.MAKE, subject=draft, detail={"part": "examples", "deeds": ids})
    return draft


def _locked(by: Actor, unit_id: int, period: Period) -> ReportDraft:
    """The draft of a unit and period, made when it is first written, after the checks of every act."""
    unit = Unit.objects.select_related("type", "parent").get(pk=unit_id)
    require_report(by, unit, Right.MAKE)
    ReportDraft.objects.get_or_create(unit=unit, period=period.key)
    draft = ReportDraft.objects.select_for_update(of=("self",)).get(unit=unit, period=period.key)
    draft.unit = unit
    return draft


def _changed(words: ReportWords, version: int) -> Refusal | None:
    """Nobody writes over words they have not seen."""
    if words.version == version:
        return None
    return Refusal(
        "words_changed",
        _(
            "%(who)s vừa sửa đoạn này. Xem đoạn mới ở trên, gộp với đoạn anh, chị đang viết rồi lưu lại."
        )
        % {"who": words.by_name},
    )
