"""A deed as a card: its state, what is known of it in short sentences, what may be looked at again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from neuguong.deeds.models import (
    BENEFICIARY_LABELS,
    CONTRIBUTION_LABELS,
    DEED_LABELS,
    REGISTRATION_LABELS,
    Contribution,
    Deed,
    Quantity,
    Registration,
)
from neuguong.deeds.rules import (
    OPEN_STATES,
    BeneficiaryKind,
    ContributionKind,
    DeedState,
    RegistrationState,
    Standing,
    is_vague,
)
from neuguong.lib.amounts import Qualifier, format_amount, merge_qualifiers
from neuguong.lib.dates import format_day

STATE_OF_DEED = {
    DeedState.REGISTERED: "registered",
    DeedState.IN_PROGRESS: "doing",
    DeedState.REPORTED: "reported",
    DeedState.DONE: "done",
    DeedState.CARRIED_OVER: "carried",
    DeedState.NOT_DONE: "not_done",
    DeedState.REPLACED: "replaced",
}
STATE_OF_REGISTRATION = {
    RegistrationState.DRAFT: "draft",
    RegistrationState.SUBMITTED: "submitted",
    RegistrationState.CONFIRMED: "confirmed",
    RegistrationState.RETURNED: "returned",
    RegistrationState.AMENDED: "submitted",
    RegistrationState.WITHDRAWN: "closed",
}
GIFT_UNITS = {
    ContributionKind.LABOUR_DAYS: gettext_lazy("ngày công"),
    ContributionKind.LAND: gettext_lazy("m²"),
}


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as the parts of the kit draw it."""

    state: str
    word: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A gentle check: it explains itself, never blocks and never grades."""

    text: str
    mild: bool = False


@dataclass(frozen=True, slots=True)
class DeedCard:
    """One deed as its readers see it; `may` names the acts this reader is offered."""

    deed: Deed
    badge: Badge | None
    facts: Sequence[str]
    hints: Sequence[Hint]
    may: frozenset[str]


def badge_of(found: Registration | None) -> Badge:
    """Where a registration stands; nobody's has not begun."""
    if found is None:
        return Badge("none", _("Chưa đăng ký"))
    state = RegistrationState(found.state)
    return Badge(STATE_OF_REGISTRATION[state], str(REGISTRATION_LABELS[state]))


def badge_of_deed(deed: Deed, *, today: date) -> Badge | None:
    """Where a deed stands; before the registration is confirmed it stands with the registration."""
    state = DeedState(deed.state)
    if deed.standing != Standing.COUNTED and state == DeedState.REGISTERED:
        return None
    if state in OPEN_STATES - {DeedState.REPORTED} and deed.deadline and deed.deadline < today:
        return Badge("late", _("Quá hạn"))
    return Badge(STATE_OF_DEED[state], str(DEED_LABELS[state]))


def hints_of(deed: Deed, similar: Mapping[int, str]) -> list[Hint]:
    """What may be looked at again in the words of a deed."""
    found = []
    if is_vague(deed.text):
        found.append(Hint(_("Còn chung chung. Thêm: làm gì, ở đâu, bao nhiêu?")))
    if deed.pk in similar:
        words = _("Giống năm %(year)s. Giữ cũng được.") % {"year": deed.year - 1}
        found.append(Hint(words, mild=True))
    return found


def card_of(
    deed: Deed, *, may: Iterable[str], today: date, similar: Mapping[int, str] | None = None
) -> DeedCard:
    """A deed with its prefetched results and gifts, as a card."""
    hints = hints_of(deed, similar or {}) if deed.state in OPEN_STATES else []
    return DeedCard(
        deed=deed,
        badge=badge_of_deed(deed, today=today),
        facts=facts_of(deed),
        hints=hints,
        may=frozenset(may),
    )


def facts_of(deed: Deed) -> list[str]:
    """What is known of a deed, as short sentences."""
    told = list(deed.results.all())
    amounts = [row for result in told for row in result.quantities.all()]
    sums = [*sums_of(amounts), *gifts_in_words(deed.contributions.all())]
    found = [_target(deed)]
    if sums:
        found.append(
            ngettext("Đã ghi %(sums)s.", "Đã ghi %(sums)s trong %(times)s lần.", max(1, len(told)))
            % {"sums": ", ".join(sums), "times": len(told)}
        )
    found.append(_ending(deed, told=bool(told or sums)))
    return [words for words in found if words]


def _target(deed: Deed) -> str:
    if deed.target_amount is None:
        return ""
    return _("Chỉ tiêu %(target)s.") % {
        "target": format_amount(deed.target_amount, deed.target_unit)
    }


def _ending(deed: Deed, *, told: bool) -> str:
    day = format_day(deed.state_on)
    match DeedState(deed.state):
        case DeedState.DONE:
            return _("Xong ngày %(day)s.") % {"day": day}
        case DeedState.REPORTED:
            return _("Báo xong ngày %(day)s, chờ xác nhận.") % {"day": day}
        case DeedState.NOT_DONE | DeedState.CARRIED_OVER | DeedState.REPLACED:
            return _("Lý do: %(reason)s") % {"reason": deed.reason} if deed.reason else ""
        case _:
            words = [] if told or deed.standing != Standing.COUNTED else [_("Chưa có kết quả.")]
            if deed.deadline:
                words.append(_("Hạn %(day)s.") % {"day": format_day(deed.deadline)})
            return " ".join(words)


def sums_of(rows: Iterable[Quantity]) -> list[str]:
    """Amounts achieved, added up by their unit word, each with its qualifier."""
    groups: dict[str, list[tuple[Decimal, int]]] = {}
    for row in rows:
        groups.setdefault(row.unit_word, []).append((row.amount, row.qualifier))
    return [_sum(parts, unit) for unit, parts in groups.items()]


def gifts_in_words(rows: Iterable[Contribution]) -> list[str]:
    """What was given, added up by kind: 1.500.000 đồng, 3 ngày công."""
    groups: dict[ContributionKind, list[tuple[Decimal, int]]] = {}
    for row in rows:
        groups.setdefault(ContributionKind(row.kind), []).append((row.amount, row.qualifier))
    return [
        _sum(parts, str(GIFT_UNITS.get(kind, _("đồng")))) + _apart(kind)
        for kind, parts in groups.items()
    ]


def _apart(kind: ContributionKind) -> str:
    if kind in (ContributionKind.OWN_MONEY, *GIFT_UNITS):
        return ""
    return f" ({CONTRIBUTION_LABELS[kind]})"


def _sum(parts: Sequence[tuple[Decimal, int]], unit: str) -> str:
    kinds = [qualifier for _amount, qualifier in parts]
    if len(parts) == 1:
        return format_amount(parts[0][0], unit, Qualifier(kinds[0]))
    least = kinds.count(Qualifier.AT_LEAST) + kinds.count(Qualifier.ORDER)
    merged = merge_qualifiers(
        kinds.count(Qualifier.EXACTLY), least,
        kinds.count(Qualifier.AT_MOST), kinds.count(Qualifier.ABOUT),
    )  # fmt: skip
    return format_amount(sum((amount for amount, _q in parts), Decimal(0)), unit, merged)


def gift_in_words(gift: Contribution) -> str:
    """One gift: how much, of what, by how many people."""
    kind = ContributionKind(gift.kind)
    amount = format_amount(
        gift.amount, str(GIFT_UNITS.get(kind, _("đồng"))), Qualifier(gift.qualifier)
    )
    if kind == ContributionKind.LABOUR_DAYS and gift.people and gift.days:
        people = format_amount(gift.people, _("người"))
        days = format_amount(gift.days, _("ngày"))
        amount = _("%(amount)s (%(people)s × %(days)s)") % {
            "amount": amount, "people": people, "days": days,
        }  # fmt: skip
    return amount if kind == ContributionKind.LABOUR_DAYS else amount + _kind(kind)


def _kind(kind: ContributionKind) -> str:
    return f", {CONTRIBUTION_LABELS[kind]}"


def helped_in_words(deed: Deed) -> str:
    """Who is helped, as a category and a number."""
    kind = BeneficiaryKind(deed.beneficiary_kind)
    if kind == BeneficiaryKind.NONE:
        return format_amount(deed.beneficiary_count, _("người")) if deed.beneficiary_count else ""
    label = str(BENEFICIARY_LABELS[kind])
    if not deed.beneficiary_count:
        return label
    return format_amount(deed.beneficiary_count, label)
