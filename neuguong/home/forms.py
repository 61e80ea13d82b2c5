"""Shapes of what people type here: the year of a level, a reason."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.home.queries.log import Wanted
from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import format_lazy
from neuguong.people.models import CATEGORY_LABELS
from neuguong.programme.actions import YearEntry
from neuguong.programme.models import PHASE_LABELS, BasisDocument, ProgrammeYear
from neuguong.programme.rules import COLLECTIVE, PhaseKind
from neuguong.ui.fields import DayField

MINIMUM_LABELS = {
    COLLECTIVE: _("tập thể"),
    **{int(category): label for category, label in CATEGORY_LABELS.items()},
}


class ReasonForm(forms.Form):
    """Why something is done, in a sentence that is kept."""

    reason = forms.CharField(
        label=_("Lý do"),
        max_length=400,
        help_text=_("Câu này được giữ lại cùng tên anh, chị và giờ mở."),
        widget=forms.Textarea({"rows": 2}),
    )

    def clean_reason(self) -> str:
        """The reason as it is kept."""
        return nfc(self.cleaned_data["reason"]).strip()


class RootForm(forms.Form):
    """Of which day the root is asked."""

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ngay"] = DayField(year=year, required=False, example="31/3", label=_("Ngày"))


class LogForm(forms.Form):
    """What is looked for in the log; every part may be left empty."""

    nguoi = forms.CharField(
        label=_("Hồ sơ của ai"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"placeholder": _("họ tên hoặc số")}),
    )
    ai = forms.CharField(
        label=_("Ai làm"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"placeholder": _("tên đăng nhập, họ tên hoặc số")}),
    )
    viec = forms.ChoiceField(label=_("Làm gì"), required=False)

    def __init__(
        self, *args: Any, year: int, acts: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        act = self.fields["viec"]
        if isinstance(act, forms.ChoiceField):
            act.choices = [("", _("mọi việc")), *acts]
        self.fields["tu"] = DayField(year=year, required=False, example="31/3", label=_("Từ ngày"))
        self.fields["den"] = DayField(
            year=year, required=False, example="31/3", label=_("Đến ngày")
        )

    def wanted(self) -> Wanted:
        """What was typed, for the query."""
        data = self.cleaned_data
        return Wanted(
            person=nfc(data["nguoi"]).strip(),
            actor=nfc(data["ai"]).strip(),
            act=data["viec"],
            first=data["tu"],
            last=data["den"],
        )


class YearForm(forms.Form):
    """What a level says of its year: words, days of the phases, minimums, documents."""

    title = forms.CharField(label=_("Tên chương trình"), max_length=300)
    theme = forms.CharField(
        label=_("Chuyên đề"), required=False, widget=forms.Textarea({"rows": 3}), max_length=2000
    )
    motto = forms.CharField(label=_("Phương châm"), required=False, max_length=200)
    cut_day = forms.IntegerField(
        label=_("Ngày cắt số hằng tháng"),
        required=False,
        min_value=0,
        max_value=28,
        help_text=_("0 là tính theo tháng dương lịch. Nơi cắt ngày 14 thì ghi 14."),
    )
    basis = forms.MultipleChoiceField(
        label=_("Văn bản căn cứ"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        year: int,
        documents: Iterable[BasisDocument],
        closed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {str(document.pk): document for document in documents}
        basis = self.fields["basis"]
        if isinstance(basis, forms.MultipleChoiceField):
            basis.choices = [(pk, str(found)) for pk, found in self.documents.items()]
        for kind, label in PHASE_LABELS.items():
            first, last = (
                format_lazy("{}: {}", label, _("từ ngày")),
                format_lazy("{}: {}", label, _("đến ngày")),
            )
            self.fields[f"first_{kind}"] = DayField(
                year=year, required=False, example="31/3", label=first
            )
            self.fields[f"last_{kind}"] = DayField(
                year=year, required=False, example="31/3", label=last
            )
        for number, label in MINIMUM_LABELS.items():
            self.fields[f"least_{number}"] = forms.IntegerField(
                label=label, required=False, min_value=0, max_value=50
            )
        if closed:
            self.fields["reason"] = forms.CharField(
                label=_("Lý do đính chính"),
                max_length=400,
                help_text=_("Năm này đã chốt; mỗi lần sửa đều giữ lý do."),
            )

    @staticmethod
    def initial_of(found: ProgrammeYear | None) -> dict[str, Any]:
        """What the form shows of a year that is already set."""
        if found is None:
            return {"cut_day": 0}
        return {
            "title": found.title,
            "theme": found.theme,
            "motto": found.motto,
            "cut_day": found.cut_day,
            "basis": [str(document.pk) for document in found.basis.all()],
            **{f"first_{phase.kind}": phase.first_day for phase in found.phases.all()},
            **{f"last_{phase.kind}": phase.last_day for phase in found.phases.all()},
            **{f"least_{row.category}": row.minimum for row in found.minimums.all()},
        }

    def clean(self) -> dict[str, Any]:
        """A phase has both its days or none."""
        data = super().clean() or self.cleaned_data
        for kind in PhaseKind:
            first, last = data.get(f"first_{kind}"), data.get(f"last_{kind}")
            if (first is None) != (last is None):
                name = f"first_{kind}" if first is None else f"last_{kind}"
                if name not in self.errors:
                    self.add_error(name, _("Ghi cả ngày đầu và ngày cuối, hoặc bỏ trống cả hai."))
        return data

    @property
    def reason(self) -> str:
        """The reason of a correction, empty while the year is open."""
        return str(self.cleaned_data.get("reason", ""))

    @property
    def entry(self) -> YearEntry:
        """What was typed, for the act."""
        data = self.cleaned_data
        return YearEntry(
            title=data["title"],
            theme=data["theme"],
            motto=data["motto"],
            cut_day=data["cut_day"] or 0,
            phases={
                kind: (data[f"first_{kind}"], data[f"last_{kind}"])
                for kind in PhaseKind
                if data.get(f"first_{kind}")
            },
            minimums={
                number: data[f"least_{number}"]
                for number in MINIMUM_LABELS
                if data.get(f"least_{number}") is not None
            },
            basis=[self.documents[pk] for pk in data["basis"]],
        )
