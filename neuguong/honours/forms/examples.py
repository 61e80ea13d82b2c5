"""Forms of good models."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.honours.actions.examples import ModelEntry
from neuguong.honours.models import GoodModel, HonourField
from neuguong.honours.rules.examples import MODEL_LABELS, ModelKind
from neuguong.org.models import Unit
from neuguong.ui.fields import ActForm, DayField, PhotosField


class ModelForm(ActForm):
    """What one says of a model."""

    fields_of: ClassVar = {"model_name": "title", "model_how": "how", "day_ahead": "started_on"}

    kind = forms.TypedChoiceField(
        label=_("Loại"), coerce=int, choices=[(int(k), v) for k, v in MODEL_LABELS.items()]
    )
    field = forms.TypedChoiceField(label=_("Lĩnh vực"), coerce=int, choices=())
    title = forms.CharField(label=_("Tên mô hình"), max_length=200)
    how = forms.CharField(
        label=_("Cách làm"), max_length=4000, widget=forms.Textarea({"rows": 6}),
        help_text=_("Ghi từng bước, để nơi khác làm theo được. Không ghi tên người."),
    )  # fmt: skip
    result = forms.CharField(label=_("Kết quả"), max_length=1000, required=False)
    place = forms.CharField(label=_("Nơi làm"), max_length=200, required=False)
    started_on = DayField(label=_("Bắt đầu từ ngày"))
    is_open = forms.BooleanField(
        label=_("Cho mọi đơn vị khác xem, sau khi được công nhận"), required=False
    )

    def __init__(
        self,
        *args: Any,
        fields: Sequence[HonourField],
        model: GoodModel | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        names = ("kind", "title", "how", "result", "place", "started_on", "is_open")
        if model is not None:
            self.initial.update({name: getattr(model, name) for name in names})
            self.initial["field"] = model.field_id
        choice = self.fields["field"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(each.number, each.label) for each in fields]

    @property
    def entry(self) -> ModelEntry:
        """What was typed."""
        said = self.cleaned_data
        return ModelEntry(
            kind=ModelKind(said["kind"]), field=said["field"], title=said["title"],
            how=said["how"], started_on=said["started_on"], result=said["result"],
            place=said["place"], is_open=said["is_open"],
        )  # fmt: skip


class RecogniseForm(ActForm):
    """By what a model is recognised, and when."""

    fields_of: ClassVar = {"day_ahead": "day"}

    decision = forms.CharField(label=_("Văn bản công nhận"), max_length=200, required=False)
    day = DayField(label=_("Ngày công nhận"))


class ModelPhotosForm(ActForm):
    """Photos of a model at work."""

    photos = PhotosField(label=_("Ảnh"))
    caption = forms.CharField(label=_("Chú thích"), max_length=200, required=False)
    is_open = forms.BooleanField(
        label=_("Ảnh không rõ mặt ai, hoặc người trong ảnh đã đồng ý cho nơi khác xem"),
        required=False,
    )


class AdoptForm(ActForm):
    """Who does the same, since when, with what result."""

    fields_of: ClassVar = {"day_ahead": "since", "adopt_early": "since", "adopted_already": "unit"}

    unit = forms.TypedChoiceField(label=_("Đơn vị làm theo"), coerce=int, choices=())
    since = DayField(label=_("Làm theo từ ngày"))
    result = forms.CharField(
        label=_("Kết quả ở đơn vị"), max_length=1000, required=False,
        widget=forms.Textarea({"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["unit"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(unit.pk, unit.name) for unit in units]


class TellForm(ActForm):
    """What came of doing the same."""

    result = forms.CharField(
        label=_("Kết quả ở đơn vị"), max_length=1000, widget=forms.Textarea({"rows": 3})
    )
