"""Shapes of self-reviews, self-checks and ballots."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.evaluations.models import Candidate, Review, Voter
from neuguong.evaluations.rules.ballot import CHOICE_WORDS, CHOICES, COLUMNS, WAY_WORDS, Way
from neuguong.evaluations.rules.levels import LEVEL_WORDS, RATED, Level
from neuguong.evaluations.rules.reviewing import FORM_WORDS, Form, parts_of
from neuguong.people.models import Membership
from neuguong.programme.models import PledgeItem
from neuguong.ui.fields import ActForm, DayField


class ReviewForm(ActForm):
    """The parts of a self-review, and the level asked for."""

    form = forms.ChoiceField(label=_("Mẫu"), choices=[(k.value, v) for k, v in FORM_WORDS.items()])

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        parts = parts_of(Form(review.form))
        initial = {part.key: getattr(review, part.key) for part in parts}
        initial |= {"form": review.form, "own_level": review.own_level or ""}
        super().__init__(*args, initial=initial, **kwargs)
        self.part_keys = [part.key for part in parts]
        for part in parts:
            self.fields[part.key] = forms.CharField(
                label=f"{part.numbering}. {part.title}", help_text=part.prompt, required=False,
                max_length=20_000, widget=forms.Textarea({"rows": 5}),
            )  # fmt: skip
        self.fields["own_level"] = forms.ChoiceField(
            label=_("VII. Tự nhận mức xếp loại"), required=False,
            choices=[("", _("Chưa chọn")), *((int(k), LEVEL_WORDS[k]) for k in RATED)],
        )  # fmt: skip

    @property
    def parts(self) -> dict[str, str]:
        """The texts that were typed, by part."""
        return {key: self.cleaned_data[key] for key in self.part_keys if key in self.data}

    @property
    def own_level(self) -> Level | None:
        """The level asked for."""
        typed = self.cleaned_data["own_level"]
        return Level(int(typed)) if typed else None


class HearForm(ActForm):
    """What the cell said when it heard a review."""

    heard_on = DayField(label=_("Ngày kiểm điểm"))
    manager = forms.CharField(
        label=_("Ý kiến của người quản lý"), required=False, widget=forms.Textarea({"rows": 3})
    )
    committee = forms.CharField(
        label=_("Ý kiến của chi ủy, chi bộ"), required=False, widget=forms.Textarea({"rows": 3})
    )
    remark = forms.CharField(
        label=_("Thêm một ý kiến góp ý"), required=False, widget=forms.Textarea({"rows": 3}),
        help_text=_("Mỗi lần lưu thêm một ý; chữ được mã hóa, không vào danh sách, tệp tải, nhật ký."),
    )  # fmt: skip


class SelfCheckForm(ActForm):
    """One's own marks on the items of the pledge and notes by group."""

    def __init__(self, *args: Any, items: Iterable[PledgeItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[int, list[tuple[str, str]]] = {}
        for item in items:
            key = f"{item.group}.{item.number}"
            groups.setdefault(item.group, []).append((key, f"{key} {item.label}"))
        self.groups = sorted(groups)
        for group in self.groups:
            self.fields[f"marks_{group}"] = forms.MultipleChoiceField(
                label=_("Nhóm %(group)s: điều tôi muốn để ý, sửa") % {"group": group},
                choices=groups[group], required=False, widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip
            self.fields[f"note_{group}"] = forms.CharField(
                label=_("Ghi cho riêng mình, nhóm %(group)s") % {"group": group}, required=False,
                max_length=10_000, widget=forms.Textarea({"rows": 2}),
            )  # fmt: skip

    @property
    def marks(self) -> list[str]:
        """The items that were marked."""
        return [key for group in self.groups for key in self.cleaned_data[f"marks_{group}"]]

    @property
    def notes(self) -> dict[str, str]:
        """The notes by group."""
        return {f"{group}": self.cleaned_data[f"note_{group}"] for group in self.groups}


class OpenBallotForm(ActForm):
    """How is voted, who counts, who may vote."""

    way = forms.ChoiceField(
        label=_("Bỏ phiếu thế nào"), choices=[(k.value, v) for k, v in WAY_WORDS.items()],
        widget=forms.RadioSelect, initial=Way.PAPER.value,
    )  # fmt: skip
    teller_one = forms.CharField(label=_("Người kiểm phiếu thứ nhất"), max_length=160)
    teller_two = forms.CharField(label=_("Người kiểm phiếu thứ hai"), max_length=160)
    code_one = forms.CharField(
        label=_("Mã của người thứ nhất"), required=False,
        help_text=_("Chỉ khi bỏ phiếu trên máy. Mỗi người tự gõ, từ 6 ký tự, giữ riêng; quên mã thì"
                    " không mở được hòm phiếu."),
        widget=forms.PasswordInput({"autocomplete": "off"}, render_value=True),
    )  # fmt: skip
    code_two = forms.CharField(
        label=_("Mã của người thứ hai"),
        required=False,
        widget=forms.PasswordInput({"autocomplete": "off"}, render_value=True),
    )
    voters = forms.TypedMultipleChoiceField(
        label=_("Có mặt, được bỏ phiếu"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    fields_of = {
        "two_tellers": "teller_two", "urn_codes_weak": "code_one", "too_few_voters": "voters",
    }  # fmt: skip

    def __init__(self, *args: Any, members: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["voters"]
        field.choices = [(row.person_id, row.person.full_name) for row in members]  # type: ignore[attr-defined]
        field.initial = [row.person_id for row in members]


class CodesForm(ActForm):
    """The two codes that open the urn."""

    code_one = forms.CharField(
        label=_("Mã của người kiểm phiếu thứ nhất"),
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )
    code_two = forms.CharField(
        label=_("Mã của người kiểm phiếu thứ hai"),
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )


class VoteForm(ActForm):
    """One slip: a level for each candidate, and who drops it where the machine is shared."""

    def __init__(
        self, *args: Any, candidates: Sequence[Candidate], waiting: Sequence[Voter], own: bool,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        if not own:
            self.fields["person"] = forms.TypedChoiceField(
                label=_("Người bỏ phiếu"), coerce=int,
                choices=[("", _("Chọn tên")), *((v.person_id, v.person.full_name) for v in waiting)],
            )  # fmt: skip
        for row in candidates:
            self.fields[f"c{row.pk}"] = forms.TypedChoiceField(
                label=row.rating.name, coerce=int, widget=forms.RadioSelect,
                choices=[(int(level), CHOICE_WORDS[level]) for level in CHOICES],
            )  # fmt: skip

    @property
    def choices(self) -> dict[int, Level]:
        """The levels by candidate."""
        return {
            int(key[1:]): Level(value)
            for key, value in self.cleaned_data.items()
            if key.startswith("c") and key[1:].isdigit()
        }


class CountForm(ActForm):
    """What one teller counted: slips out and back, and for each candidate how many of each level."""

    issued = forms.IntegerField(label=_("Số phiếu phát ra"), min_value=0, max_value=5000)
    returned = forms.IntegerField(label=_("Số phiếu thu về"), min_value=0, max_value=5000)

    def __init__(self, *args: Any, candidates: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidates = candidates
        for row in candidates:
            for level, column in COLUMNS.items():
                self.fields[f"n{row.pk}_{column}"] = forms.IntegerField(
                    min_value=0, max_value=5000, required=False,
                    label=f"{row.rating.name}: {CHOICE_WORDS[level]}",
                    widget=forms.NumberInput(
                        {"class": "s-in", "min": 0, "inputmode": "numeric",
                         "aria-label": f"{row.rating.name}: {CHOICE_WORDS[level]}"}
                    ),
                )  # fmt: skip

    def lines(self) -> list[tuple[Candidate, list[tuple[str, Any]]]]:
        """Each candidate with the fields of its line."""
        return [
            (
                row,
                [
                    (CHOICE_WORDS[level], self[f"n{row.pk}_{column}"])
                    for level, column in COLUMNS.items()
                ],
            )
            for row in self.candidates
        ]

    @property
    def numbers(self) -> dict[int, dict[str, int]]:
        """What was counted, by candidate and column."""
        return {
            row.pk: {c: self.cleaned_data[f"n{row.pk}_{c}"] or 0 for c in COLUMNS.values()}
            for row in self.candidates
        }
