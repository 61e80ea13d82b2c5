"""The sample form of the style guide: one field of each kind."""

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.lib.amounts import AmountError, ParsedAmount, parse_amount


class SampleForm(forms.Form):
    """What a member might type; saved nowhere."""

    work = forms.CharField(
        label=_("Làm được gì thêm?"),
        help_text=_("Ví dụ: san nền đoạn qua suối, 150 m"),
        widget=forms.Textarea({"rows": 2}),
    )
    amount = forms.CharField(
        label=_("Số tiền"),
        help_text=_("Ghi như 1.500.000 hoặc 1,5 triệu."),
        widget=forms.TextInput({"inputmode": "decimal"}),
    )
    kind = forms.ChoiceField(
        label=_("Lĩnh vực"),
        required=False,
        choices=[("", _("Mọi lĩnh vực")), ("road", _("Đường")), ("tree", _("Trồng cây"))],
    )
    done = forms.ChoiceField(
        label=_("Việc này đã xong chưa?"),
        choices=[("yes", _("Xong rồi")), ("no", _("Làm tiếp"))],
        widget=forms.RadioSelect,
    )
    told = forms.BooleanField(label=_("Đã báo cho người được giúp"), required=False)
    photo = forms.FileField(
        label=_("Ảnh"), required=False, help_text=_("Vị trí trong ảnh được xóa trước khi lưu.")
    )

    def clean_amount(self) -> ParsedAmount:
        """The amount as it is read, or the sentence that says how to write it."""
        try:
            return parse_amount(self.cleaned_data["amount"])
        except AmountError as fault:
            raise forms.ValidationError(fault.text, code=fault.code) from fault
