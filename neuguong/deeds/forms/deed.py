"""What one types to promise a deed, to change it, or to put another in its place."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.actions.entries import DeedEntry
from neuguong.deeds.measures import RESULT_KINDS
from neuguong.deeds.models import BENEFICIARY_LABELS, Deed
from neuguong.deeds.queries import categories
from neuguong.deeds.rules import BeneficiaryKind
from neuguong.lib.amounts import ParsedAmount, Qualifier
from neuguong.lib.refusal import Refusal
from neuguong.ui.fields import ActForm, AmountField, DayField, MoneyField, SeveralForms

FIRST_LINES = 3
_LIST_OF_UNITS = {"list": "don-vi-tinh", "autocomplete": "off"}


def unit_words() -> list[str]:
    """Words for units that results are counted in, each once, for a list to choose from."""
    words = [word for kind in RESULT_KINDS for word in kind.words]
    return ["ngày công", "đồng", *dict.fromkeys(words)]


class DeedForm(ActForm):
    """One deed: a sentence, and what may be said beside it."""

    fields_of = {"deed_empty": "text", "deed_long": "text", "reason_missing": "why"}

    text = forms.CharField(
        label=_("Việc sẽ làm"),
        help_text=_("Một câu: làm gì, ở đâu, bao nhiêu."),
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Chưa ghi việc gì. Ghi một câu: làm gì, ở đâu, bao nhiêu.")},
    )
    target = AmountField(
        label=_("Chỉ tiêu"),
        help_text=_("Cả số và đơn vị, như 300 m, 12 ngày công, 4,3 triệu đồng."),
        required=False,
    )
    deadline = DayField(label=_("Hạn"), help_text=_("Như 30/9 hoặc tháng 9."), required=False)
    place = forms.CharField(label=_("Ở đâu"), max_length=200, required=False)
    category = forms.TypedChoiceField(
        label=_("Nhóm việc"), required=False, coerce=int, empty_value=None
    )
    planned_cost = MoneyField(
        label=_("Kinh phí dự kiến"), help_text=_("Như 15.500.000 hoặc 4,3 triệu."), required=False
    )
    beneficiary_kind = forms.TypedChoiceField(
        label=_("Giúp ai"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[
            ("" if not kind else str(int(kind)), label)
            for kind, label in BENEFICIARY_LABELS.items()
        ],
    )
    beneficiary_count = forms.IntegerField(
        label=_("Bao nhiêu người, hộ"),
        required=False,
        min_value=1,
        max_value=1_000_000,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages={"invalid": _("Ghi một số nguyên, ví dụ 12."),
                        "min_value": _("Ghi số lớn hơn 0, hoặc để trống.")},
    )  # fmt: skip
    partners = forms.CharField(label=_("Phối hợp với"), max_length=200, required=False)
    expected_evidence = forms.CharField(
        label=_("Minh chứng dự kiến"), max_length=200, required=False
    )
    tags = forms.CharField(
        label=_("Gắn với chương trình"),
        help_text=_("Như nông thôn mới, dân vận khéo, cải cách hành chính."),
        max_length=200,
        required=False,
    )

    def __init__(
        self, *args: Any, year: int, labels: Sequence[tuple[int, str]] = (), deed: Deed | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        if deed is not None:
            kwargs.setdefault("initial", _initial(deed))
        super().__init__(*args, **kwargs)
        self.deed = deed
        day = self.fields["deadline"]
        assert isinstance(day, DayField)
        day.year = year
        choice = self.fields["category"]
        assert isinstance(choice, forms.TypedChoiceField)
        choice.choices = [("", _("chọn theo câu chữ")), *((str(pk), label) for pk, label in labels)]

    def clean_target(self) -> ParsedAmount | None:
        """A target says in which unit it is."""
        target: ParsedAmount | None = self.cleaned_data["target"]
        if target is not None and not target.unit_text:
            raise forms.ValidationError(
                _("Ghi cả đơn vị tính, ví dụ 300 m hoặc 12 ngày công."), code="unit_missing"
            )
        return target

    def entry(self) -> DeedEntry:
        """What was typed, as the act takes it."""
        typed = self.cleaned_data
        target: ParsedAmount | None = typed["target"]
        return DeedEntry(
            text=typed["text"],
            category=typed["category"],
            field=self.deed.field if self.deed else "",
            tags=typed["tags"],
            target_amount=target.value if target else None,
            target_unit=(target.unit_text or "") if target else "",
            planned_cost=typed["planned_cost"],
            place=typed["place"],
            beneficiary_kind=BeneficiaryKind(typed["beneficiary_kind"] or 0),
            beneficiary_count=typed["beneficiary_count"],
            partners=typed["partners"],
            deadline=typed["deadline"],
            expected_evidence=typed["expected_evidence"],
        )

    @property
    def more(self) -> list[forms.BoundField]:
        """The fields beside the sentence that few need."""
        names = ("category", "planned_cost", "beneficiary_kind", "beneficiary_count", "partners",
                 "expected_evidence", "tags")  # fmt: skip
        return [self[name] for name in names]

    @property
    def opened(self) -> bool:
        """Whether one of the folded fields holds something to be seen."""
        return any(field.errors or field.value() for field in self.more)


class ReplaceForm(DeedForm):
    """Another deed in the place of one, and why."""

    why = forms.CharField(
        label=_("Vì sao đổi"),
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Ghi lý do để người sau đọc còn hiểu.")},
    )
    field_order = ("why", "text")


class FirstLines(SeveralForms):
    """The first deeds on one page, empty lines left out; answers like one form."""

    def __init__(
        self, data: Any = None, *, year: int, labels: Sequence[tuple[int, str]], closed: bool
    ) -> None:
        self.lines = [
            DeedForm(data, prefix=f"viec{number}", year=year, labels=labels, empty_permitted=True)
            for number in range(1, FIRST_LINES + 1)
        ]
        self.tail = ActForm(data, closed=closed)
        for number, line in enumerate(self.lines, start=1):
            line.fields["text"].label = _("Việc %(number)s") % {"number": number}
            line.fields["text"].help_text = ""
        self.forms = [*self.lines, self.tail]

    def entries(self) -> list[DeedEntry]:
        """The deeds that were written."""
        return [line.entry() for line in self.lines if line.has_changed()]

    @property
    def reason(self) -> str:
        """The reason of a correction."""
        return self.tail.reason

    def refuse(self, refusal: Refusal) -> None:
        """Show the sentence of a rule above the lines."""
        self.tail.add_error(None, refusal.text)


def _initial(deed: Deed) -> dict[str, Any]:
    target = None
    if deed.target_amount is not None:
        target = ParsedAmount(deed.target_amount, Qualifier.EXACTLY, deed.target_unit)
    return {
        "text": deed.text,
        "target": target,
        "deadline": deed.deadline,
        "place": deed.place,
        "category": deed.category_id,
        "planned_cost": deed.planned_cost,
        "beneficiary_kind": deed.beneficiary_kind or "",
        "beneficiary_count": deed.beneficiary_count,
        "partners": deed.partners,
        "expected_evidence": deed.expected_evidence,
        "tags": deed.tags,
    }


def category_labels() -> list[tuple[int, str]]:
    """Numbers and names of the categories to choose from."""
    return [(category.pk, category.label) for category in categories()]
