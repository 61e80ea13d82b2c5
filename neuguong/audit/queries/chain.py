"""Whether the log is whole: every seal reckoned again, and every entry that lost its seal or its half."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from neuguong.audit import rules
from neuguong.audit.models import AuditEntry, AuditPersonal, AuditSeal, AuditSealer
from neuguong.audit.rules import Trust
from neuguong.lib.words import gettext as _

_CHUNK: Final = 2_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: of which kind, with which entry and seal, in a sentence."""

    kind: str
    entry_id: int | None
    position: int | None
    text: str


@dataclass(slots=True)
class Verdict:
    """What the verifier found; `waiting` entries are not sealed yet and younger than a minute."""

    entries: int = 0
    sealed: int = 0
    waiting: int = 0
    erased: int = 0
    restored: int = 0
    root: str = rules.START
    faults: list[Fault] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Root:
    """The last seal of a day: it stands for every entry sealed until then."""

    day: date
    position: int
    hash: str


@dataclass(frozen=True, slots=True)
class SealState:
    """How many entries wait for their seal and since when the oldest does; `late` raises the alarm."""

    position: int
    waiting: int
    oldest: datetime | None
    late: bool


def guards() -> dict[str, set[str]]:
    """Names of the triggers that must be in place, by engine."""
    each = [(table, verb) for table, verbs in rules.GUARDED.items() for verb in verbs]
    return {
        "sqlite": {f"{table}_no_{verb.lower()}" for table, verb in each},
        "postgresql": {f"{table}_append_only" for table in rules.GUARDED},
    }


def sealer() -> AuditSealer:
    """How far the sealer has come."""
    return AuditSealer.objects.filter(pk=1).first() or AuditSealer(pk=1)


def unsealed(floor: int = 0) -> QuerySet[AuditEntry]:
    """Entries above a number that have no seal, in rising order."""
    theirs = AuditSeal.objects.filter(entry_id=OuterRef("pk"))
    return AuditEntry.objects.filter(~Exists(theirs), pk__gt=floor).order_by("pk")


def known_secrets() -> list[str]:
    """The secrets with which entries of this site may be marked, today's first."""
    return [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def is_as_written(entry: AuditEntry, known_secrets: Sequence[str]) -> bool:
    """Whether the program of this site wrote the entry and nobody has changed it since."""
    is_ours = rules.is_marked(entry.mark, rules.content_of(entry), known_secrets)
    return is_ours and (entry.about is None or not personal_is_changed(entry, entry.about))


def personal_is_changed(entry: AuditEntry, personal: AuditPersonal) -> bool:
    """Whether the personal part is another than the digest in the entry says."""
    said = [str(getattr(personal, name)) for name in rules.PERSONAL]
    return rules.personal_digest(personal.salt, said) != entry.personal_sha256


def seal_state(now: datetime | None = None) -> SealState:
    """Whether the sealer keeps up; costs as much as there are entries waiting."""
    state = sealer()
    rows = unsealed(state.floor)
    oldest = rows.values_list("at", flat=True).order_by("at").first()
    late = oldest is not None and oldest < (now or timezone.now()) - rules.ALARM_AFTER
    return SealState(state.position, rows.count(), oldest, late)


def root_of(day: date) -> Root | None:
    """The last seal until the end of a day on the wall; None before the first."""
    last = AuditSeal.objects.filter(sealed_at__lt=_end_of(day)).order_by("-position").first()
    return Root(day, last.position, last.hash) if last else None


def settled_root(day: date) -> Root | None:
    """The root of a day that can never change again, since a later day has a seal; None otherwise."""
    seals = AuditSeal.objects.order_by()
    end = _end_of(day)
    if not (seals.filter(sealed_at__gte=end).exists() and seals.filter(sealed_at__lt=end).exists()):
        return None
    return root_of(day)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def verify(now: datetime | None = None) -> Verdict:
    """Reckon the whole chain again and name everything that was changed, removed or inserted."""
    verdict = Verdict()
    without: set[int] = set()
    last = _walk(verdict, without)
    expected = sealer().position
    if last < expected:
        text = _("Mất các niêm phong cuối: từ số %(first)s đến số %(last)s.")
        words = {"first": last + 1, "last": expected}
        verdict.faults.append(Fault("seals_removed", None, last + 1, text % words))
    _look_at_unsealed(verdict, without, now or timezone.now())
    _look_for_halves(verdict, without)
    verdict.entries = AuditEntry.objects.count()
    return verdict


def _walk(verdict: Verdict, without: set[int]) -> int:
    """Go along the chain from its first seal; returns the position of the last."""
    position, stored, reckoned = 0, rules.START, rules.START
    before = 0
    for seal, entry in _sealed():
        is_gap = seal.position != position + 1
        if is_gap:
            _add_gap(verdict, position + 1, seal, before)
        position, before = seal.position, seal.entry_id
        verdict.sealed += 1
        if entry is None:
            _fault(verdict, "removed", seal, _("Mục nhật ký số %(entry)s đã bị xóa."))
            stored = reckoned = seal.hash
            continue
        now_reckoned = _reckon(stored, seal, entry)
        fits = seal.hash in (now_reckoned, _reckon(reckoned, seal, entry))
        if not fits and not is_gap:
            text = _("Mục nhật ký số %(entry)s, hoặc niêm phong của nó, đã bị sửa.")
            _fault(verdict, "changed", seal, text)
        stored, reckoned = seal.hash, now_reckoned
        _look_at_entry(verdict, seal, entry, without)
    verdict.root = stored
    return position


def _sealed() -> Iterator[tuple[AuditSeal, AuditEntry | None]]:
    """Every seal in order, with its entry if that is still there."""
    last = -(2**62)
    while seals := list(AuditSeal.objects.filter(position__gt=last).order_by("position")[:_CHUNK]):
        entries = AuditEntry.objects.in_bulk([seal.entry_id for seal in seals])
        for seal in seals:
            yield seal, entries.get(seal.entry_id)
        last = seals[-1].position


def _reckon(previous: str, seal: AuditSeal, entry: AuditEntry) -> str:
    return rules.seal_hash(
        previous, position=seal.position, entry_id=seal.entry_id, sealed_at=seal.sealed_at,
        trust=seal.trust, content=rules.content_of(entry),
    )  # fmt: skip


def _look_at_entry(verdict: Verdict, seal: AuditSeal, entry: AuditEntry, without: set[int]) -> None:
    """Its personal part, and whence it came."""
    if entry.about is None:
        without.add(entry.pk)
    elif personal_is_changed(entry, entry.about):
        text = _("Phần về người của mục nhật ký số %(entry)s đã bị sửa.")
        _fault(verdict, "personal_changed", seal, text)
    if seal.trust == Trust.FOREIGN:
        text = _("Mục nhật ký số %(entry)s không do phần mềm này ghi.")
        _fault(verdict, "inserted", seal, text)
    verdict.restored += seal.trust == Trust.RESTORED


def _look_at_unsealed(verdict: Verdict, without: set[int], now: datetime) -> None:
    """Entries without a seal: inserted by another hand, robbed of it, waiting too long, or new."""
    known = known_secrets()
    floor = sealer().floor
    for entry in unsealed().iterator(chunk_size=_CHUNK):
        if entry.about is None:
            without.add(entry.pk)
        if not is_as_written(entry, known):
            text = _("Mục nhật ký số %(entry)s không do phần mềm này ghi, hoặc đã bị sửa.")
            _unsealed_fault(verdict, "inserted", entry, text)
        elif entry.pk <= floor:
            text = _("Mục nhật ký số %(entry)s không có niêm phong.")
            _unsealed_fault(verdict, "seal_removed", entry, text)
        elif entry.at < now - rules.ALARM_AFTER:
            text = _("Mục nhật ký số %(entry)s chờ niêm phong đã quá một phút.")
            _unsealed_fault(verdict, "unsealed", entry, text)
        else:
            verdict.waiting += 1


def _look_for_halves(verdict: Verdict, without: set[int]) -> None:
    """Personal parts without an entry, and entries whose part nobody erased lawfully."""
    whole = AuditEntry.objects.filter(pk=OuterRef("pk")).order_by()
    orphans = AuditPersonal.objects.filter(~Exists(whole)).values_list("pk", flat=True)
    named = {fault.entry_id for fault in verdict.faults}
    for pk in sorted(set(orphans) - named):
        text = _("Mục nhật ký số %(entry)s đã bị xóa cùng niêm phong.") % {"entry": pk}
        verdict.faults.append(Fault("removed", pk, None, text))
    lawful = erased_lawfully()
    verdict.erased = len(without & lawful)
    for pk in sorted(without - lawful - named):
        text = _(
            "Phần về người của mục nhật ký số %(entry)s bị xóa mà không có việc xóa nào ghi lại."
        )
        verdict.faults.append(Fault("personal_removed", pk, None, text % {"entry": pk}))


def erased_lawfully() -> set[int]:
    """Numbers of the entries whose personal part was erased by the act that says so."""
    known = known_secrets()
    trusted = set(
        AuditSeal.objects.filter(
            entry_id__in=AuditEntry.objects.filter(act=rules.ERASE).values("pk"),
            trust__in=[Trust.WRITTEN, Trust.RESTORED],
        ).values_list("entry_id", flat=True)
    )
    found: set[int] = set()
    for entry in AuditEntry.objects.filter(act=rules.ERASE):
        is_whole = entry.about is not None and not personal_is_changed(entry, entry.about)
        if is_whole and (entry.pk in trusted or is_as_written(entry, known)):
            found.update(int(number) for number in entry.detail.get("entries", ()))
    return found


def _add_gap(verdict: Verdict, first: int, seal: AuditSeal, before: int) -> None:
    text = _(
        "Thiếu niêm phong từ số %(first)s đến số %(last)s, giữa mục nhật ký số %(before)s và số %(after)s."
    )
    words = {
        "first": first, "last": seal.position - 1, "before": before, "after": seal.entry_id,
    }  # fmt: skip
    verdict.faults.append(Fault("seals_removed", None, first, text % words))


def _fault(verdict: Verdict, kind: str, seal: AuditSeal, text: str) -> None:
    words = {"entry": seal.entry_id}
    verdict.faults.append(Fault(kind, seal.entry_id, seal.position, text % words))


def _unsealed_fault(verdict: Verdict, kind: str, entry: AuditEntry, text: str) -> None:
    verdict.faults.append(Fault(kind, entry.pk, None, text % {"entry": entry.pk}))
