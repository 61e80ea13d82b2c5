"""Shapes of what people type about personal data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.privacy.rules import BASIS_LABELS, CLOCKS, USES
from neuguong.ui.fields import DayField

_LONG = {"rows": 4}
_SHORT = {"rows": 2}


class AskForm(forms.Form):
    """What one asks about one's own data."""

    kind = forms.ChoiceField(
        label=_("Tôi yêu cầu"),
        choices=[(kind.value, clock.label) for kind, clock in CLOCKS.items()],
    )
    note = forms.CharField(
        label=_("Nói rõ thêm"), required=False, max_length=4000, widget=forms.Textarea(_LONG),
        help_text=_("Nội dung này được mã hóa, chỉ người giải quyết đọc được."),
    )  # fmt: skip


class TakeInForm(AskForm):
    """A request that came on paper or by word."""

    asker = forms.CharField(label=_("Người yêu cầu"), max_length=160)
    received_on = DayField(example="31/3/2026", label=_("Ngày nhận"))
    third_party = forms.BooleanField(label=_("Phải nhờ bên thứ ba cùng làm"), required=False)
    field_order = ("asker", "kind", "received_on", "note", "third_party")


class ExtendForm(forms.Form):
    """Why the end is put off."""

    extend_reason = forms.CharField(
        label=_("Lý do gia hạn"), max_length=400, widget=forms.Textarea(_SHORT)
    )


class CloseForm(forms.Form):
    """The answer for good."""

    outcome = forms.ChoiceField(
        label=_("Kết quả"), choices=[("done", _("đã làm")), ("refused", _("từ chối có lý do"))]
    )
    answer = forms.CharField(
        label=_("Câu trả lời gửi người yêu cầu"), max_length=4000, widget=forms.Textarea(_LONG)
    )
    proof = forms.CharField(
        label=_("Việc đã làm, để chứng minh"), required=False, max_length=2000,
        widget=forms.Textarea(_SHORT),
    )  # fmt: skip


class ForgetForm(forms.Form):
    """Why a person is forgotten; texts ticked beside it are read from the request itself."""

    reason = forms.CharField(
        label=_("Lý do xóa"), max_length=300, widget=forms.Textarea(_SHORT),
        help_text=_("Câu này được giữ lại, nên không ghi tên người."),
    )  # fmt: skip


class HoldForm(forms.Form):
    """Why, and until when, data must be kept."""

    hold_reason = forms.CharField(
        label=_("Vì sao phải giữ"), max_length=300, widget=forms.Textarea(_SHORT)
    )
    until = DayField(example="31/3/2026", label=_("Giữ đến ngày"), required=False)


class BreachForm(forms.Form):
    """What is known of a breach."""

    found_on = DayField(example="31/3/2026", label=_("Ngày phát hiện"))
    found_time = forms.TimeField(
        label=_("Giờ phát hiện"), widget=forms.TextInput({"placeholder": "14:30"})
    )
    happened_on = DayField(example="31/3/2026", label=_("Xảy ra ngày"), required=False)
    people_count = forms.IntegerField(label=_("Số người bị ảnh hưởng"), min_value=0)
    what = forms.CharField(label=_("Việc đã xảy ra"), max_length=4000, widget=forms.Textarea(_LONG))
    effects = forms.CharField(
        label=_("Hậu quả có thể có"), required=False, max_length=4000, widget=forms.Textarea(_SHORT)
    )
    measures = forms.CharField(
        label=_("Biện pháp đã làm"), required=False, max_length=4000, widget=forms.Textarea(_SHORT)
    )
    contact = forms.CharField(label=_("Người liên hệ"), required=False, max_length=200)


class CloseBreachForm(forms.Form):
    """Why nobody had to be told, where that is so."""

    why_not = forms.CharField(
        label=_("Nếu không phải báo: lý do"), required=False, max_length=400,
        widget=forms.Textarea(_SHORT),
    )  # fmt: skip


class ToldForm(forms.Form):
    """At which meeting people were told."""

    held_on = DayField(example="31/3/2026", label=_("Ngày họp"))
    words = forms.CharField(label=_("Cuộc họp"), required=False, max_length=200)


class PaperForm(forms.Form):
    """What people signed on one sheet."""

    purpose = forms.ChoiceField(
        label=_("Mục đích"), choices=[(purpose.value, use.label) for purpose, use in USES.items()]
    )
    given = forms.ChoiceField(
        label=_("Lời ghi trên giấy"), choices=[("1", _("đồng ý")), ("0", _("rút đồng ý"))]
    )
    signed_on = DayField(example="31/3/2026", label=_("Ngày ký"))
    sheet = forms.CharField(label=_("Tờ ký, số"), required=False, max_length=200)


class BasisForm(forms.Form):
    """On what one use rests."""

    purpose = forms.ChoiceField(
        label=_("Mục đích"), choices=[(purpose.value, use.label) for purpose, use in USES.items()]
    )
    basis = forms.ChoiceField(
        label=_("Dựa trên"),
        choices=[(str(int(basis)), label) for basis, label in BASIS_LABELS.items()],
    )
    citation = forms.CharField(
        label=_("Căn cứ: điều, khoản, văn bản"), required=False, max_length=300
    )


class NoticeForm(forms.Form):
    """A new version of what people are told."""

    notice_purpose = forms.ChoiceField(
        label=_("Thông báo cho"),
        choices=[(purpose.value, use.label) for purpose, use in USES.items()],
    )
    text = forms.CharField(
        label=_("Lời thông báo mới"), max_length=4000, widget=forms.Textarea({"rows": 6})
    )
