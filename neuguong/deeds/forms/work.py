"""What one types about a shared work: open it, join it, say what it came to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.deeds.actions.entries import QuantityEntry
from neuguong.deeds.forms.outcome import QUANTITY_LINES, DoneForm, QuantityLine
from neuguong.deeds.models import Work
from neuguong.lib.amounts import format_number
from neuguong.lib.refusal import Refusal
from neuguong.ui.fields import ActForm, SeveralForms


class WorkForm(ActForm):
    """A work that several take part in."""

    fields_of = {"title_empty": "title"}

    title = forms.CharField(
        label=_("Tên công trình, phần việc chung"),
        help_text=_("Ví dụ: Cầu dân sinh Khuổi Nặm"),
        max_length=300,
        error_messages={"required": _("Chưa ghi tên công trình.")},
    )
    place = forms.CharField(label=_("Ở đâu"), max_length=200, required=False)


class JoinForm(ActForm):
    """The work a deed becomes part of."""

    fields_of = {"work_year": "work", "work_elsewhere": "work"}

    work = forms.TypedChoiceField(
        label=_("Công trình chung"),
        coerce=int,
        error_messages={"required": _("Chọn một công trình.")},
    )

    def __init__(self, *args: Any, works: Sequence[Work], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["work"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [
            ("", _("chọn")), *((str(work.pk), f"{work.title} ({work.unit.name})") for work in works)
        ]  # fmt: skip


class FinishSheet(SeveralForms):
    """The day and the amounts of a finished work; answers like one form."""

    def __init__(self, data: Any = None, *, work: Work, today: date, closed: bool) -> None:
        first = {"day": work.done_on or min(today, date(work.year, 12, 31))}
        self.done = DoneForm(data, year=work.year, initial=first, closed=closed)
        kept = list(work.quantities.all())
        self.quantities = [
            QuantityLine(
                data, prefix=f"so{n + 1}", empty_permitted=n >= len(kept), initial=_kept(kept, n)
            )
            for n in range(max(QUANTITY_LINES, len(kept)))
        ]
        for line in self.quantities:
            line.about = work.title
        for line in self.quantities[: len(kept)]:  # an emptied line is a line taken out
            line.fields["amount"].required = False
        self.forms = [self.done, *self.quantities]

    def entries(self) -> list[QuantityEntry]:
        """The amounts that were written."""
        return [line.entry() for line in self.quantities if line.cleaned_data.get("amount")]

    def refuse(self, refusal: Refusal) -> None:
        """Show the sentence of a rule at its field."""
        self.done.refuse(refusal)


def _kept(kept: Sequence[Any], number: int) -> dict[str, Any] | None:
    if number >= len(kept):
        return None
    row = kept[number]
    return {
        "qualifier": str(row.qualifier),
        "amount": format_number(row.amount),
        "unit": row.unit_word,
        "kind": str(row.kind or ""),
    }
