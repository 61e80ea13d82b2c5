"""Shapes of what people type about accounts and roles; what is allowed the acts say."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.lib.vietnamese import nfc
from neuguong.people.models import Account, Person
from neuguong.people.roles import ROLES
from neuguong.ui.fields import DayField


class Words(forms.CharField):
    """Words as they are kept: NFC, without blanks around."""

    def clean(self, value: Any) -> Any:
        """The words."""
        return nfc(super().clean(value)).strip()


def _reason() -> Words:
    return Words(
        label=_("Lý do, căn cứ"),
        max_length=400,
        help_text=_(
            "Được giữ lại cùng tên anh, chị. Ví dụ: Quyết định số 12-QĐ/ĐU ngày 03/01/2026."
        ),
        widget=forms.Textarea({"rows": 2}),
    )


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = _reason()


class OpenAccountForm(forms.Form):
    """A new sign-in: its name, whose it is."""

    username = Words(
        label=_("Tên đăng nhập"),
        max_length=80,
        help_text=_("Chữ thường không dấu, ví dụ nong.thi.chi."),
        widget=forms.TextInput({"autocapitalize": "none", "spellcheck": "false"}),
    )
    name = Words(label=_("Họ và tên"), max_length=160)
    person = forms.ChoiceField(
        label=_("Là người nào trong đơn vị"),
        required=False,
        help_text=_("Chọn thì người đó xem được hồ sơ và tự ghi phần của mình."),
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        choice = self.fields["person"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [
                ("", _("không ghi")),
                *((pk, _named(person)) for pk, person in self.people.items()),
            ]

    def chosen(self) -> Person | None:
        """The person that was chosen."""
        return self.people.get(self.cleaned_data["person"])


def _named(person: Person) -> str:
    return f"{person.full_name} ({person.birth_year})" if person.birth_year else person.full_name


class GrantForm(forms.Form):
    """A role for an account from a day on."""

    role = forms.ChoiceField(label=_("Vai trò"))
    reason = _reason()

    def __init__(self, *args: Any, roles: Iterable[str], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        known = set(roles)
        if isinstance(role, forms.ChoiceField):
            role.choices = [(key, found.label) for key, found in ROLES.items() if key in known]
        self.fields["since"] = DayField(year=day.year, label=_("Từ ngày"), initial=day)
        self.fields["until"] = DayField(
            year=day.year,
            label=_("Hết ngày"),
            required=False,
            help_text=_("Ngày đầu tiên không còn quyền. Bỏ trống là đến khi cho thôi."),
        )
        self.order_fields(["role", "since", "until", "reason"])


class StandInForm(forms.Form):
    """Who stands in, and for which days."""

    account = forms.ChoiceField(label=_("Người làm thay"))
    reason = _reason()

    def __init__(self, *args: Any, accounts: Iterable[Account], day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        account = self.fields["account"]
        if isinstance(account, forms.ChoiceField):
            account.choices = [(str(found.pk), found.name) for found in accounts]
        self.fields["since"] = DayField(year=day.year, label=_("Từ ngày"), initial=day)
        self.fields["until"] = DayField(
            year=day.year,
            label=_("Hết ngày"),
            help_text=_("Ngày đầu tiên thôi làm thay; quyền tự hết."),
        )
        self.order_fields(["account", "since", "until", "reason"])
