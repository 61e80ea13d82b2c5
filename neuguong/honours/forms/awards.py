"""Forms of proposals and awards."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from neuguong.honours.actions.conferred import AwardEntry, History
from neuguong.honours.actions.vocabulary import OwnForm
from neuguong.honours.forms.subjects import SHORT, WhoMixin, kind_choices, subject_of, who_choices
from neuguong.honours.models import AwardForm, Nominee
from neuguong.honours.rules.awards import MASSES, TALLY_LABELS, TRACK_LABELS, Tally, Track
from neuguong.honours.rules.subjects import SUBJECT_LABELS, SubjectKind
from neuguong.lib.amounts import Qualifier
from neuguong.org.models import Unit
from neuguong.people.models import Membership
from neuguong.ui.fields import ActForm, DayField


def form_choices(forms_in_use: Sequence[AwardForm]) -> list[tuple[Any, Any]]:
    """Forms of award under the heading of their track."""
    return [
        (TRACK_LABELS[track], [(f.pk, f.label) for f in forms_in_use if f.track == track])
        for track in (Track.PARTY, Track.STATE)
    ]


def _choose(form: forms.Form, name: str, choices: Any) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class ProposalForm(ActForm):
    """What is proposed, on what occasion, to whom."""

    fields_of: ClassVar = {"not_above": "to_unit"}

    title = forms.CharField(label=_("Trích yếu"), max_length=300)
    occasion = forms.CharField(
        label=_("Dịp khen"), max_length=160,
        help_text=_("Ví dụ: tổng kết năm, chuyên đề học tập và làm theo Bác, khen đột xuất."),
    )  # fmt: skip
    to_unit = forms.TypedChoiceField(label=_("Nơi quyết định"), coerce=int, choices=())
    is_programme = forms.BooleanField(label=_("Khen về học tập và làm theo Bác"), required=False)

    def __init__(self, *args: Any, deciders: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "to_unit", [(unit.pk, unit.name) for unit in deciders])


class NomineesForm(ActForm):
    """Whom to put into the list, many at once, for one form of award."""

    form_number = forms.TypedChoiceField(label=_("Hình thức khen"), coerce=int, choices=())
    first_year = forms.IntegerField(label=_("Thành tích từ năm"), min_value=1945, max_value=2100)
    last_year = forms.IntegerField(label=_("đến năm"), min_value=1945, max_value=2100)
    units = forms.MultipleChoiceField(
        label=_("Tập thể"), required=False, widget=forms.CheckboxSelectMultiple
    )
    people = forms.MultipleChoiceField(
        label=_("Cá nhân"), required=False, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(
        label=_("Hoặc ghi tên người, hộ, tập thể khác"), max_length=200, required=False
    )
    kind = forms.TypedChoiceField(
        label=_("Là cá nhân, tập thể hay hộ"), coerce=int, choices=kind_choices, required=False
    )

    def __init__(
        self, *args: Any, members: Sequence[Membership], units: Sequence[Unit],
        forms_in_use: Sequence[AwardForm], notes: dict[int, str], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        _choose(self, "form_number", form_choices(forms_in_use))
        _choose(self, "units", [(f"{unit.pk}", unit.name) for unit in units])
        people = [
            (f"{row.person_id}", _with_note(row.person.full_name, notes.get(row.person_id, "")))
            for row in members
        ]
        _choose(self, "people", people)

    def clean(self) -> dict[str, Any]:
        """Somebody is chosen or named."""
        cleaned: dict[str, Any] = super().clean() or {}
        chosen = cleaned.get("units") or cleaned.get("people")
        if not chosen and not str(cleaned.get("name", "")).strip():
            self.add_error(None, _("Chọn người, tập thể trong danh sách hoặc ghi tên."))
        return cleaned


def _with_note(name: str, note: str) -> str:
    return f"{name} ({note})" if note else name


class NomineeForm(ActForm):
    """What one nominated achieved, and whether they agree to be named."""

    fields_of: ClassVar = {"consent_paper": "consent_paper", "years": "last_year"}

    form_number = forms.TypedChoiceField(label=_("Hình thức khen"), coerce=int, choices=())
    grade = forms.ChoiceField(
        label=_("Hạng"), required=False,
        choices=(("", _("không có hạng")), ("I", _("hạng Nhất")), ("II", _("hạng Nhì")),
                 ("III", _("hạng Ba"))),
    )  # fmt: skip
    first_year = forms.IntegerField(label=_("Thành tích từ năm"), min_value=1945, max_value=2100)
    last_year = forms.IntegerField(label=_("đến năm"), min_value=1945, max_value=2100)
    post = forms.CharField(label=_("Chức vụ, nghề nghiệp"), max_length=200, required=False)
    words = forms.CharField(
        label=_("Thành tích"), max_length=6000, required=False, widget=forms.Textarea({"rows": 8})
    )
    consented = forms.BooleanField(
        label=_("Đồng ý dùng tên trong hồ sơ khen gửi cấp trên"), required=False
    )
    consent_paper = forms.CharField(label=_("Giấy đồng ý"), max_length=200, required=False)

    def __init__(
        self, *args: Any, nominee: Nominee, forms_in_use: Sequence[AwardForm], draft: str,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        names = ("grade", "first_year", "last_year", "post", "words", "consented", "consent_paper")
        self.initial.update({name: getattr(nominee, name) for name in names})
        self.initial["form_number"] = nominee.form_id
        self.initial["words"] = nominee.words or draft
        choices = form_choices(forms_in_use)
        if all(nominee.form_id != each.pk for each in forms_in_use):
            choices.append((nominee.form_id, nominee.form.label))
        _choose(self, "form_number", choices)


class BallotForm(ActForm):
    """How many were there, how many agreed to each."""

    fields_of: ClassVar = {"votes": "votes_of"}

    day = DayField(label=_("Ngày họp"))
    votes_of = forms.IntegerField(label=_("Số có mặt"), min_value=1, max_value=9999)

    def __init__(self, *args: Any, nominees: Sequence[Nominee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [nominee.pk for nominee in nominees]
        for nominee in nominees:
            self.fields[f"n{nominee.pk}"] = forms.IntegerField(
                label=f"{nominee.name} ({nominee.form.label})", min_value=0, max_value=9999,
                initial=nominee.votes_for,
                error_messages={"required": _("Ghi số tán thành.")},
            )  # fmt: skip

    @property
    def votes(self) -> dict[int, int]:
        """How many agreed to each nomination."""
        return {number: self.cleaned_data[f"n{number}"] for number in self.numbers}


class DecisionForm(ActForm):
    """The decision that confers, and who is not among those awarded."""

    fields_of: ClassVar = {"decision_missing": "decision"}

    decision = forms.CharField(label=_("Số quyết định"), max_length=100)
    day = DayField(label=_("Ngày quyết định"))
    issuer = forms.CharField(label=_("Nơi ban hành"), max_length=200)

    def __init__(self, *args: Any, nominees: Sequence[Nominee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [nominee.pk for nominee in nominees]
        for nominee in nominees:
            self.fields[f"k{nominee.pk}"] = forms.CharField(
                label=_("Không khen %(name)s, vì (để trống là khen)") % {"name": nominee.name},
                max_length=400, required=False,
            )  # fmt: skip

    @property
    def refused(self) -> dict[int, str]:
        """Those not awarded, each with why."""
        said = {number: self.cleaned_data[f"k{number}"] for number in self.numbers}
        return {number: why for number, why in said.items() if why}


class AwardedForm(WhoMixin, ActForm):
    """An award that came by a decision from elsewhere."""

    field_order = ("who", "kind", "name", "post", "form_number", "grade", "decision", "day",
                   "issuer", "occasion", "first_year", "last_year", "is_programme")  # fmt: skip

    form_number = forms.TypedChoiceField(label=_("Hình thức khen"), coerce=int, choices=())
    grade = NomineeForm.base_fields["grade"]
    decision = forms.CharField(label=_("Số quyết định"), max_length=100)
    day = DayField(label=_("Ngày quyết định"))
    issuer = forms.CharField(label=_("Nơi ban hành"), max_length=200, required=False)
    occasion = forms.CharField(label=_("Dịp khen"), max_length=160, required=False)
    first_year = forms.IntegerField(label=_("Thành tích từ năm"), min_value=1945, max_value=2100)
    last_year = forms.IntegerField(label=_("đến năm"), min_value=1945, max_value=2100)
    is_programme = forms.BooleanField(label=_("Khen về học tập và làm theo Bác"), required=False)

    def __init__(
        self, *args: Any, members: Sequence[Membership], units: Sequence[Unit],
        forms_in_use: Sequence[AwardForm], **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["who"].label = _("Khen ai")
        _choose(self, "who", who_choices(members, units))
        _choose(self, "form_number", form_choices(forms_in_use))

    @property
    def entry(self) -> AwardEntry:
        """What was typed."""
        said = self.cleaned_data
        return AwardEntry(
            subject=subject_of(said), form=said["form_number"], decided_on=said["day"],
            first_year=said["first_year"], last_year=said["last_year"], decision=said["decision"],
            issuer=said["issuer"], occasion=said["occasion"], grade=said["grade"],
            is_programme=said["is_programme"],
        )  # fmt: skip


class HistoryForm(ActForm):
    """What an old paper says of some years at once."""

    fields_of: ClassVar = {"years": "last_year", "source": "source", "count": "count"}

    form_number = forms.TypedChoiceField(
        label=_("Hình thức khen, danh hiệu"), coerce=int, choices=()
    )
    kind = forms.TypedChoiceField(label=_("Cho ai"), coerce=int, choices=kind_choices)
    first_year = forms.IntegerField(label=_("Từ năm"), min_value=1945, max_value=2100)
    last_year = forms.IntegerField(label=_("đến năm"), min_value=1945, max_value=2100)
    qualifier = forms.TypedChoiceField(
        label=_("Mức"), coerce=int,
        choices=(
            (int(Qualifier.EXACTLY), _("đúng số này")),
            (int(Qualifier.AT_LEAST), _("ít nhất, trên")),
            (int(Qualifier.AT_MOST), _("gần")),
            (int(Qualifier.ABOUT), _("khoảng")),
            (int(Qualifier.ORDER), _("hàng chục, hàng trăm: ghi 10, 100")),
        ),
    )  # fmt: skip
    count = forms.IntegerField(label=_("Số lượt"), min_value=1, max_value=1_000_000)
    source = forms.CharField(
        label=_("Lấy từ đâu"),
        max_length=300,
        help_text=_("Ví dụ: Báo cáo số 12 ngày 05/01/2021, trang 4."),
    )

    def __init__(self, *args: Any, forms_in_use: Sequence[AwardForm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "form_number", form_choices(forms_in_use))

    @property
    def entry(self) -> History:
        """What was typed."""
        said = self.cleaned_data
        return History(
            form=said["form_number"], kind=SubjectKind(said["kind"]), first_year=said["first_year"],
            last_year=said["last_year"], count=said["count"], qualifier=Qualifier(said["qualifier"]),
            source=said["source"],
        )  # fmt: skip


class OwnFormForm(ActForm):
    """A form of award for one's own branch."""

    label_text = forms.CharField(label=_("Tên hình thức"), max_length=160)
    track = forms.TypedChoiceField(
        label=_("Thuộc hệ"), coerce=int, choices=[(int(k), v) for k, v in TRACK_LABELS.items()]
    )
    tally = forms.TypedChoiceField(
        label=_("Đếm vào"), coerce=int, choices=[(int(k), v) for k, v in TALLY_LABELS.items()],
        initial=int(Tally.MERIT),
    )  # fmt: skip
    subjects = forms.TypedMultipleChoiceField(
        label=_("Dùng cho"), coerce=int, widget=forms.CheckboxSelectMultiple,
        choices=[(MASSES[k], v) for k, v in SUBJECT_LABELS.items()],
    )  # fmt: skip
    conferrer = forms.CharField(label=_("Ai khen"), max_length=300)
    basis = forms.CharField(label=_("Căn cứ"), max_length=300, required=False)
    since = DayField(label=_("Dùng từ ngày"))

    @property
    def entry(self) -> OwnForm:
        """What was typed."""
        said = self.cleaned_data
        return OwnForm(
            said["label_text"], Track(said["track"]), Tally(said["tally"]), sum(said["subjects"]),
            said["conferrer"], said["basis"],
        )  # fmt: skip


class WhyNotForm(ActForm):
    """A reason."""

    why = forms.CharField(label=_("Lý do"), max_length=400, widget=forms.Textarea(SHORT))
