"""Shapes of what people type of a plan as a whole: what it is, and the reason of a decision."""

from collections.abc import Iterable
from typing import Any

from django import forms

from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext_lazy as _
from neuguong.org.models import Unit
from neuguong.reorganisations.actions import ReorganisationEntry
from neuguong.reorganisations.models import Reorganisation
from neuguong.ui.fields import DayField


class HeadForm(forms.Form):
    """What a plan is: its name, its day, the branch it is for, the decision."""

    title = forms.CharField(
        label=_("Tên phương án"), max_length=200,
        help_text=_("Ví dụ: Hợp nhất các chi bộ thôn của xã."),
    )  # fmt: skip
    effective_on = DayField(
        label=_("Ngày có hiệu lực"), example="01/7/2026",
        help_text=_("Áp dụng lúc 0 giờ ngày này. Ngày đã qua cũng được."),
    )  # fmt: skip
    unit = forms.ChoiceField(
        label=_("Trong nhánh của"),
        help_text=_(
            "Chỉ sắp xếp đơn vị bên trong nhánh. Mở từ trang của đơn vị để chọn nhánh khác."
        ),
    )
    decision = forms.CharField(label=_("Số quyết định, nghị quyết"), required=False, max_length=100)
    decided_on = DayField(label=_("Ngày ký"), required=False, example="01/7/2026")
    signer = forms.CharField(label=_("Người ký"), required=False, max_length=160)

    def __init__(self, *args: Any, places: Iterable[Unit], everywhere: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.fields["unit"]
        if isinstance(unit, forms.ChoiceField):
            unit.choices = [(str(place.pk), place.described) for place in places]
            if everywhere:
                unit.required = False
                unit.choices = [*unit.choices, ("", _("cả cây"))]

    @staticmethod
    def initial_of(found: Reorganisation) -> dict[str, Any]:
        """What the form shows of a draft."""
        names = ("title", "effective_on", "decision", "decided_on", "signer")
        return {name: getattr(found, name) for name in names} | {"unit": found.unit_id or ""}

    @property
    def entry(self) -> ReorganisationEntry:
        """What was typed, for the act."""
        data = dict(self.cleaned_data)
        unit = data.pop("unit")
        return ReorganisationEntry(unit_id=int(unit) if unit else None, **data)


class ReasonForm(forms.Form):
    """Why something is done, in a sentence that is kept."""

    reason = forms.CharField(
        label=_("Lý do"), max_length=400, widget=forms.Textarea({"rows": 2}),
        help_text=_("Câu này được giữ lại trong nhật ký."),
    )  # fmt: skip

    def clean_reason(self) -> str:
        """The reason as it is kept."""
        return nfc(self.cleaned_data["reason"]).strip()
