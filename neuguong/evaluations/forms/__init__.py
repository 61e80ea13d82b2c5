"""Shapes of what people type here: ratings row by row, decisions, declarations, titles, objections."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.evaluations.models import Rating
from neuguong.evaluations.rules.levels import (
    RATED,
    SHORT_LEVELS,
    WHY_NOT_WORDS,
    Level,
    Merits,
    WhyNot,
)
from neuguong.evaluations.rules.quota import Counts
from neuguong.evaluations.rules.rating import (
    CUSTOMARY_TITLES,
    DECLARATION_WORDS,
    TITLE_WORDS,
    DeclarationEntry,
    DeclarationKind,
    TitleKind,
)
from neuguong.lib.amounts import Qualifier
from neuguong.ui.fields import ActForm, AmountField, DayField

_LEVELS = [(f"m{int(level)}", SHORT_LEVELS[level]) for level in RATED]
_NOT = [(f"k{int(why)}", words) for why, words in WHY_NOT_WORDS.items() if why is not WhyNot.RATED]
LEVEL_CHOICES = [("", _("Chưa đề xuất")), *_LEVELS, (_("Không xếp loại"), _NOT)]


def level_key(row: Rating | None, *, decided: bool = False) -> str:
    """The choice that a rating stands at."""
    if row is None:
        return ""
    if row.why_not:
        return f"k{row.why_not}"
    level = row.level if decided else row.proposed
    return f"m{level}" if level else ""


def read_level(key: str) -> tuple[Level, WhyNot]:
    """The level of a choice, or why there is none."""
    if key.startswith("k"):
        return Level.NOT_RATED, WhyNot(int(key[1:]))
    return (Level(int(key[1:])) if key else Level.NOT_RATED), WhyNot.RATED


class _Small(forms.NumberInput):
    """A narrow number."""

    def __init__(self, most: int, label: str) -> None:
        super().__init__(
            {"min": 0, "max": most, "inputmode": "numeric", "class": "s-in", "aria-label": label}
        )


class RatingRow(ActForm):
    """One line of the grid: facts of the year and the level proposed."""

    def __init__(self, *args: Any, name: str, uses_points: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [("on_time", _("Đúng hạn, %"), 100), ("above", _("Vượt mức, %"), 100)]
        if uses_points:
            numbers = [
                ("general", _("Điểm chung (30)"), 30), ("work", _("Điểm nhiệm vụ (70)"), 70),
                *numbers, ("fixed", _("Đã khắc phục, %"), 100),
            ]  # fmt: skip
        else:
            numbers += [("work_grade", _("Cấp độ nhiệm vụ, 1–4"), 4),
                        ("other_grade", _("Cấp độ khác, 1–4"), 4)]  # fmt: skip
        for key, label, most in numbers:
            self.fields[key] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=most,
                widget=_Small(most, f"{label}: {name}"),
            )  # fmt: skip
        self.fields["group"] = forms.CharField(
            label=_("Nhóm nhiệm vụ"), required=False, max_length=80,
            widget=forms.TextInput({"class": "s-in", "aria-label": f"{_('Nhóm nhiệm vụ')}: {name}"}),
        )  # fmt: skip
        self.fields["disciplined"] = forms.BooleanField(label=_("Có kỷ luật"), required=False)
        self.fields["programme"] = forms.BooleanField(
            label=_("Làm xong việc đã đăng ký"), required=False
        )
        self.fields["level"] = forms.ChoiceField(
            label=_("Đề xuất"), choices=LEVEL_CHOICES, required=False,
            widget=forms.Select({"class": "s-in", "aria-label": f"{_('Đề xuất')}: {name}"}),
        )  # fmt: skip

    @property
    def merits(self) -> Merits:
        """The facts that were typed."""
        data = self.cleaned_data
        keys = ("general", "work", "on_time", "above", "fixed", "work_grade", "other_grade")
        return Merits(
            **{key: data.get(key) for key in keys},
            disciplined=data["disciplined"], programme=data["programme"],
        )  # fmt: skip

    @property
    def is_filled(self) -> bool:
        """Whether there is anything to keep of this line."""
        return self.has_changed() or bool(self.initial.get("level"))


class DecideRow(ActForm):
    """One line of the page of decisions: take it or not, and at which level."""

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["take"] = forms.BooleanField(
            required=False, widget=forms.CheckboxInput({"aria-label": f"{_('Quyết định')}: {name}"})
        )
        self.fields["level"] = forms.ChoiceField(
            choices=[("m0", _("Không xếp loại")), *_LEVELS],
            widget=forms.Select({"class": "s-in", "aria-label": f"{_('Mức')}: {name}"}),
        )


class DecisionForm(ActForm):
    """The number and day of a decision."""

    number = forms.CharField(label=_("Số quyết định"), max_length=60)
    day = DayField(label=_("Ngày quyết định"))


class WordsForm(ActForm):
    """A reason, an objection, an answer: a few sentences."""

    text = forms.CharField(widget=forms.Textarea({"rows": 3}), max_length=2000)

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label


class AnswerForm(WordsForm):
    """The answer to an objection."""

    upheld = forms.BooleanField(label=_("Chấp nhận, mở lại để xếp loại lại"), required=False)


class DeclarationForm(ActForm):
    """A declaration with its minutes."""

    kind = forms.ChoiceField(
        label=_("Kê khai điều gì"), choices=[(k.value, v) for k, v in DECLARATION_WORDS.items()]
    )
    value = AmountField(
        label=_("Tỷ lệ hoặc số người"), help_text=_("Ví dụ: 100%, trên 85%, 0 người.")
    )
    of = forms.IntegerField(
        label=_("Trong số bao nhiêu người"), min_value=1, max_value=100_000,
        help_text=_("Dưới 5 người thì chỉ lưu, không hiện thành số liệu."),
    )  # fmt: skip
    minutes = forms.CharField(label=_("Số biên bản"), max_length=60)
    minutes_on = DayField(label=_("Ngày biên bản"))
    present = forms.IntegerField(label=_("Số người có mặt"), min_value=1, max_value=5000)
    votes_for = forms.IntegerField(label=_("Số phiếu tán thành"), min_value=0, max_value=5000)
    fields_of = {
        "minutes_needed": "minutes", "votes_wrong": "votes_for", "no_majority": "votes_for",
        "value_wrong": "value",
    }  # fmt: skip

    @property
    def entry(self) -> DeclarationEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        read = data["value"]
        return DeclarationEntry(
            DeclarationKind(data["kind"]), read.value, Qualifier(read.qualifier), data["of"],
            data["minutes"], data["minutes_on"], data["present"], data["votes_for"],
        )  # fmt: skip


class TitleForm(ActForm):
    """A yearly title with who gave it."""

    title_kind = forms.TypedChoiceField(
        label=_("Danh hiệu của ai"), coerce=int,
        choices=[(int(k), v) for k, v in TITLE_WORDS.items()], initial=int(TitleKind.ORGANISATION),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Danh hiệu"), max_length=160,
        help_text=_("Thường gặp: %(words)s.") % {"words": "; ".join(CUSTOMARY_TITLES)},
    )  # fmt: skip
    issuer = forms.CharField(label=_("Nơi công nhận"), max_length=200)
    decision = forms.CharField(label=_("Số quyết định"), max_length=60, required=False)
    decided_on = DayField(label=_("Ngày quyết định"), required=False)


class TryForm(forms.Form):
    """Four numbers to try the quotas out with."""

    excellent = forms.IntegerField(label=_("Xuất sắc"), min_value=0, max_value=10**6)
    good = forms.IntegerField(label=_("Tốt"), min_value=0, max_value=10**6)
    done = forms.IntegerField(label=_("Hoàn thành"), min_value=0, max_value=10**6)
    failed = forms.IntegerField(label=_("Không hoàn thành"), min_value=0, max_value=10**6)

    @property
    def counts(self) -> Counts:
        """What was typed, for the rules."""
        data = self.cleaned_data
        return Counts(data["excellent"], data["good"], data["done"], data["failed"])


class TotalsForm(TryForm, ActForm):
    """Totals of a year without single ratings, with their source."""

    source = forms.CharField(label=_("Nguồn của số tổng hợp"), max_length=300)
