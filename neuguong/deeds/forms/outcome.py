"""What one types to tell a result: words, amounts, gifts, photos, the day, finished or going on."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.actions.entries import ContributionEntry, QuantityEntry
from neuguong.deeds.actions.guard import guess_kind, scaled_contribution, scaled_quantity
from neuguong.deeds.measures import RESULT_KINDS
from neuguong.deeds.models import CONTRIBUTION_LABELS, QUALIFIER_LABELS
from neuguong.deeds.rules import ContributionKind
from neuguong.lib.amounts import ParsedAmount, Qualifier
from neuguong.lib.refusal import Refusal, Refused
from neuguong.lib.vietnamese import fold
from neuguong.ui.fields import ActForm, AmountField, DayField, PhotosField, SeveralForms

QUANTITY_LINES, GIFT_LINES = 3, 3
LABOUR_WORDS = {"cong", "ngay cong", "ngay", "ngay lao dong"}
MONEY_WORDS = {"d", "dong", "vnd", "₫"}
LAND_WORDS = {"": 1, "m2": 1, "m²": 1, "met vuong": 1, "ha": 10_000, "hecta": 10_000}
_FILE_CODES = (
    "evidence_many", "file_empty", "file_too_large", "photo_heic", "not_a_photo",
    "photo_too_many_pixels", "photo_unreadable",
)  # fmt: skip


class QuantityLine(ActForm):
    """An amount achieved: how exactly it is known, the number, the unit word, what it counts as."""

    qualifier = forms.TypedChoiceField(
        label=_("Mức"), required=False, coerce=int, empty_value=None, initial="1",
        choices=[(str(int(q)), label) for q, label in QUALIFIER_LABELS.items() if q < Qualifier.ORDER],
    )  # fmt: skip
    amount = AmountField(
        label=_("Số lượng"),
        widget=forms.TextInput({"autocomplete": "off", "placeholder": _("số")}),
        error_messages={"required": _("Chưa ghi số. Ghi như 150 hoặc 12,5.")},
    )
    unit = forms.CharField(
        label=_("Đơn vị"),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            {"list": "don-vi-tinh", "autocomplete": "off", "placeholder": _("đơn vị")}
        ),
    )
    kind = forms.TypedChoiceField(
        label=_("Đếm vào"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("chọn theo câu chữ")), *((str(k.number), k.label) for k in RESULT_KINDS)],
    )
    about = ""
    may_be_gift = False  # whether money and labour typed here are taken as given

    @property
    def row(self) -> list[BoundField]:
        """The fields that stand in one row."""
        return [self["qualifier"], self["amount"], self["unit"]]

    def has_changed(self) -> bool:
        """Whether anything was written: a qualifier, or the unit that was offered, says nothing."""
        changed = set(self.changed_data) - {"qualifier"}
        if not self["unit"].value():
            changed.discard("unit")
        return bool(changed)

    def clean(self) -> dict[str, Any]:
        """The unit from either field, and a number that can be counted in it."""
        typed = super().clean() or self.cleaned_data
        parsed: ParsedAmount | None = typed.get("amount")
        if parsed is None or "unit" not in typed:
            return typed
        unit = typed["unit"].strip() or parsed.unit_text or ""
        if not unit:
            self.add_error("unit", _("Ghi đơn vị tính, ví dụ m, ha, hộ, buổi."))
        elif fold(unit) in LABOUR_WORDS | MONEY_WORDS:
            self._give(parsed.value, unit)
        else:
            typed["unit"] = unit
            self._count(parsed.value, unit, typed.get("kind") or 0)
        return typed

    def _give(self, value: Decimal, unit: str) -> None:
        kind = ContributionKind.OWN_MONEY
        if fold(unit) in LABOUR_WORDS:
            kind = ContributionKind.LABOUR_DAYS
        if not self.may_be_gift:
            self.add_error("unit", _("Tiền và ngày công là đóng góp, ghi ở việc của từng người."))
            return
        self.cleaned_data["gift"] = kind
        try:
            scaled_contribution(kind, value)
        except Refused as refused:
            self.add_error("amount", refused.refusal.text)

    def _count(self, value: Decimal, unit: str, kind: int) -> None:
        try:
            scaled_quantity(kind or guess_kind(self.about, unit), value, unit)
        except Refused as refused:
            at = "kind" if refused.refusal.code == "unit_word" else "amount"
            self.add_error(at, refused.refusal.text)

    @property
    def is_gift(self) -> bool:
        """Whether what was typed is money or labour of the one who tells."""
        return "gift" in self.cleaned_data

    @property
    def _exactness(self) -> Qualifier:
        parsed: ParsedAmount = self.cleaned_data["amount"]
        chosen = Qualifier(self.cleaned_data["qualifier"] or Qualifier.EXACTLY)
        return parsed.qualifier if chosen == Qualifier.EXACTLY else chosen

    def entry(self) -> QuantityEntry:
        """What was typed, as the act takes it."""
        typed = self.cleaned_data
        return QuantityEntry(
            kind=typed["kind"] or 0,
            amount=typed["amount"].value,
            unit_word=typed["unit"],
            qualifier=self._exactness,
        )

    def gift(self, day: date) -> ContributionEntry:
        """The same as a gift of the one who tells."""
        typed = self.cleaned_data
        return ContributionEntry(
            kind=typed["gift"], amount=typed["amount"].value, day=day, qualifier=self._exactness
        )


class GiftLine(ActForm):
    """Something given: what, how much, or how many people for how many days."""

    kind = forms.TypedChoiceField(
        label=_("Góp gì"),
        coerce=int,
        choices=[
            ("", _("chọn")),
            *((str(int(k)), label) for k, label in CONTRIBUTION_LABELS.items()),
        ],
        error_messages={"required": _("Chọn góp gì: tiền, ngày công, đất hay hiện vật.")},
    )
    amount = AmountField(
        label=_("Bao nhiêu"),
        required=False,
        help_text=_("Như 1,5 triệu; 4 ngày công; 120 m². Hiện vật thì ghi giá trị bằng đồng."),
    )
    people = forms.IntegerField(
        label=_("Số người"),
        required=False,
        min_value=1,
        max_value=100_000,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={"invalid": _("Ghi một số nguyên, ví dụ 5."), "min_value": _("Ghi số lớn hơn 0.")},
    )  # fmt: skip
    days = AmountField(label=_("Số ngày mỗi người"), required=False)
    words = forms.CharField(label=_("Ghi chú, tên hiện vật"), required=False, max_length=300)
    via = forms.CharField(label=_("Ai vận động"), required=False, max_length=160)

    def clean(self) -> dict[str, Any]:
        """An amount in the unit of what is given."""
        typed = super().clean() or self.cleaned_data
        kind = typed.get("kind")
        if not kind or "amount" not in typed:
            return typed
        parsed: ParsedAmount | None = typed["amount"]
        folded = fold(parsed.unit_text or "") if parsed else ""
        people, days = typed.get("people"), typed.get("days")
        if kind == ContributionKind.LABOUR_DAYS and people and days:
            typed["value"] = Decimal(people) * days.value
        elif parsed is None:
            self.add_error("amount", _needs(ContributionKind(kind)))
        elif kind == ContributionKind.LABOUR_DAYS:
            self._value(typed, parsed.value, fits=not folded or folded in LABOUR_WORDS)
        elif kind == ContributionKind.LAND:
            self._value(typed, parsed.value * LAND_WORDS.get(folded, 1), fits=folded in LAND_WORDS)
        else:
            self._value(typed, parsed.value, fits=not folded or folded in MONEY_WORDS)
        if kind == ContributionKind.GOODS and not typed.get("words"):
            self.add_error("words", _("Ghi hiện vật gì, ví dụ 20 bao xi măng."))
        return typed

    def _value(self, typed: dict[str, Any], value: Decimal, *, fits: bool) -> None:
        kind = ContributionKind(typed["kind"])
        if not fits:
            self.add_error("amount", _needs(kind))
            return
        try:
            scaled_contribution(kind, value)
        except Refused as refused:
            self.add_error("amount", refused.refusal.text)
        typed["value"] = value

    def entry(self, day: date) -> ContributionEntry:
        """What was typed, as the act takes it."""
        typed = self.cleaned_data
        parsed: ParsedAmount | None = typed["amount"]
        days: ParsedAmount | None = typed["days"]
        return ContributionEntry(
            kind=ContributionKind(typed["kind"]),
            amount=typed["value"],
            day=day,
            qualifier=parsed.qualifier if parsed else Qualifier.EXACTLY,
            people=typed["people"],
            days=days.value if days else None,
            words=typed["words"],
            via=typed["via"],
        )


def _needs(kind: ContributionKind) -> str:
    if kind == ContributionKind.LABOUR_DAYS:
        return str(_("Ghi số ngày công, như 4 hoặc 4 ngày công; hoặc số người và số ngày."))
    if kind == ContributionKind.LAND:
        return str(_("Ghi diện tích đất, như 120 m² hoặc 0,5 ha."))
    if kind == ContributionKind.GOODS:
        return str(_("Ghi giá trị ước tính bằng đồng, như 1,5 triệu."))
    return str(_("Ghi số tiền bằng đồng, như 1.500.000 hoặc 1,5 triệu."))


class ResultForm(ActForm):
    """The words, the day and the photos of a result."""

    fields_of = {
        "day_ahead": "day", "day_far": "day", "result_empty": "text",
        **dict.fromkeys(_FILE_CODES, "photos"),
    }  # fmt: skip

    text = forms.CharField(
        label=_("Làm được gì?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
    )
    day = DayField(
        label=_("Ngày làm"), error_messages={"required": _("Ghi ngày làm, ví dụ 12/8/2026.")}
    )
    photos = PhotosField(
        label=_("Ảnh"), required=False, help_text=_("Vị trí trong ảnh được xóa trước khi lưu.")
    )
    finished = forms.TypedChoiceField(
        label=_("Việc này đã xong chưa?"),
        coerce=lambda typed: typed == "xong",
        choices=[("xong", _("Xong rồi")), ("tiep", _("Làm tiếp"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn: xong rồi, hay còn làm tiếp.")},
    )


class ResultSheet(SeveralForms):
    """A result with its lines of amounts and gifts; answers like one form."""

    def __init__(
        self, data: Any = None, files: Any = None, *, year: int, today: date, about: str, closed: bool,
        shared: bool = False, unit: str = "",
    ) -> None:  # fmt: skip
        first = {"day": min(today, date(year, 12, 31))}
        self.result = ResultForm(data, files, initial=first, closed=closed)
        day = self.result.fields["day"]
        assert isinstance(day, DayField)
        day.year = year
        numbers = range(0 if shared else QUANTITY_LINES)
        self.quantities = [
            QuantityLine(data, prefix=f"so{n + 1}", empty_permitted=True,
                         initial={"unit": unit} if n == 0 else None)
            for n in numbers
        ]  # fmt: skip
        self.gifts = [
            GiftLine(data, prefix=f"gop{n + 1}", empty_permitted=True) for n in range(GIFT_LINES)
        ]
        for line in self.quantities:
            line.about = f"{about} {(data or {}).get('text', '')}"
            line.may_be_gift = True
        self.shared = shared
        self.closed = closed
        self.forms = [self.result, *self.quantities, *self.gifts]

    def said(self) -> dict[str, Any]:
        """What was typed, as `report_result` takes it."""
        typed = self.result.cleaned_data
        day, amounts = typed["day"], [line for line in self.quantities if line.has_changed()]
        gifts = [line.gift(day) for line in amounts if line.is_gift]
        return {
            "day": day,
            "text": typed["text"],
            "finished": typed["finished"],
            "photos": typed["photos"],
            "reason": self.result.reason,
            "quantities": [line.entry() for line in amounts if not line.is_gift],
            "contributions": [
                *gifts,
                *(line.entry(day) for line in self.gifts if line.has_changed()),
            ],
        }

    @property
    def more_opened(self) -> bool:
        """Whether a further amount, or what an amount counts as, holds something to be seen."""
        lines = [line for line in self.quantities if line.is_bound]
        return any(line["kind"].value() for line in lines) or any(
            line.has_changed() for line in lines[1:]
        )

    @property
    def gifts_opened(self) -> bool:
        """Whether a line of gifts holds something to be seen."""
        return self.shared or any(line.is_bound and line.has_changed() for line in self.gifts)

    def refuse(self, refusal: Refusal) -> None:
        """Show the sentence of a rule at its field."""
        self.result.refuse(refusal)


class GiftForm(GiftLine):
    """A gift written by itself."""

    fields_of = {"day_ahead": "day", "day_far": "day"}

    day = DayField(
        label=_("Ngày góp"), error_messages={"required": _("Ghi ngày góp, ví dụ 12/8/2026.")}
    )
    field_order = ("kind", "amount", "people", "days", "words", "via", "day")

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["day"]
        assert isinstance(day, DayField)
        day.year = year


class DoneForm(ActForm):
    """The day on which a deed was done."""

    fields_of = {"day_ahead": "day", "day_far": "day"}

    day = DayField(
        label=_("Ngày xong"), error_messages={"required": _("Ghi ngày xong, ví dụ 12/8/2026.")}
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields["day"]
        assert isinstance(day, DayField)
        day.year = year
