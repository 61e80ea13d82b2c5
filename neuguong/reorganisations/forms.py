"""Shapes of what people type here: what a plan is, one step of each kind, a reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django import forms
from django.http import QueryDict

from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext_lazy as _
from neuguong.org.models import Unit
from neuguong.reorganisations.actions import ReorganisationEntry
from neuguong.reorganisations.models import Reorganisation
from neuguong.reorganisations.queries import (
    Pick,
    common_of,
    members_beneath,
    new_slugs,
    new_units,
    picks_of,
    types_on,
    units_beneath,
    units_found,
)
from neuguong.reorganisations.rules import StepEntry, StepKind, key_for, slug_for
from neuguong.ui.fields import DayField

LOOK_FOR: Final = "tim"  # the button that only looks for units
CHILD, PERSON = "den_", "nguoi_"


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


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a step for units: its label, whether several fit, whether one must be there."""

    name: str
    label: str
    many: bool = False
    needed: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Picker:
    """A place as the page draws it: what is chosen, what was looked for and found, what is wrong."""

    place: Place
    words: str
    chosen: Sequence[Pick]
    found: Sequence[Pick]
    errors: Sequence[str]


_THESE: Final = Place("units", _("Đơn vị"), many=True, needed=True)
PLACES: Final[Mapping[StepKind, tuple[Place, ...]]] = {
    StepKind.FOUND: (Place("under", _("Đứng dưới"), hint=_("Bỏ trống: đứng đầu cây.")),),
    StepKind.MERGE: (
        Place("units", _("Các đơn vị hợp nhất"), many=True, needed=True),
        Place("target", _("Vào đơn vị đang có"), hint=_("Bỏ trống nếu lập đơn vị mới ở dưới.")),
        Place("under", _("Đơn vị mới đứng dưới"),
              hint=_("Bỏ trống: cùng chỗ với các đơn vị hợp nhất.")),
    ),
    StepKind.SPLIT: (
        Place("units", _("Đơn vị chia tách"), needed=True),
        Place("parts", _("Các đơn vị kế thừa"), many=True, needed=True,
              hint=_("Ít nhất hai. Đơn vị mới thì thêm bước lập mới trước.")),
        Place("members_to", _("Thành viên chuyển đến"), hint=_("Trừ người được chọn riêng ở dưới.")),
    ),
    StepKind.DISSOLVE: (
        _THESE,
        Place("target", _("Kế thừa hồ sơ"), hint=_("Bỏ trống: hồ sơ ở lại chỗ cũ.")),
        Place("members_to", _("Thành viên chuyển đến"),
              hint=_("Bỏ trống: theo đơn vị kế thừa.")),
    ),
    StepKind.MOVE: (_THESE, Place("target", _("Về dưới"), hint=_("Bỏ trống: đứng đầu cây."))),
    StepKind.RENAME: (Place("units", _("Đơn vị"), needed=True),),
    StepKind.RETYPE: (_THESE,),
    StepKind.RECODE: (Place("units", _("Đơn vị"), needed=True),),
}  # fmt: skip
WORDS: Final[Mapping[StepKind, tuple[str, ...]]] = {
    StepKind.FOUND: ("name", "short_name", "type", "code", "place", "host_unit"),
    StepKind.MERGE: ("name", "type", "code", "carries_grants"),
    StepKind.SPLIT: ("carries_grants",),
    StepKind.DISSOLVE: ("ends_members", "carries_grants"),
    StepKind.MOVE: (),
    StepKind.RENAME: ("name", "short_name"),
    StepKind.RETYPE: ("type",),
    StepKind.RECODE: ("code",),
}
_NEEDED: Final = {
    StepKind.FOUND: ("name", "type"), StepKind.RENAME: ("name",), StepKind.RETYPE: ("type",),
}  # fmt: skip
_LABELS: Final = {
    "name": (_("Tên mới"), 200), "short_name": (_("Tên ngắn"), 120),
    "code": (_("Mã tổ chức"), 40), "place": (_("Địa bàn"), 200),
    "host_unit": (_("Cơ quan, thôn"), 200),
}  # fmt: skip
_TICKS: Final = {
    "ends_members": _("Thành viên thôi sinh hoạt, không chuyển đi đâu"),
    "carries_grants": _("Giao quyền của đơn vị cũ ở đơn vị nhận"),
}
_NO_TYPE: Final = ("", _("như các đơn vị hợp nhất"))


def never(path: str) -> bool:
    """Whether names at the unit of that path may be read: nowhere."""
    return False


class StepForm(forms.Form):
    """One step of one kind; units are chosen from what a search found, never typed as addresses."""

    def __init__(
        self, reorganisation: Reorganisation, kind: StepKind, *args: Any,
        old: StepEntry | None = None, words: Mapping[str, str] | None = None,
        names: Callable[[str], bool] = never, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.reorganisation, self.kind, self.old = reorganisation, kind, old
        self.words, self.sees_names = dict(words or {}), names
        for place in PLACES[kind]:
            self.fields[place.name] = forms.Field(
                label=place.label, required=False, widget=forms.SelectMultiple
            )
        for name in WORDS[kind]:
            self.fields[name] = self._word(name)
        self.children: list[Pick] = []
        if kind is StepKind.SPLIT:
            self._ask_beneath()

    @classmethod
    def looking(cls, found: Reorganisation, kind: StepKind, post: QueryDict, **kwargs: Any) -> Any:
        """The form again with all that was chosen and typed so far, judged by nothing yet."""
        initial: dict[str, Any] = {name: post.get(name, "") for name in post}
        initial |= {place.name: post.getlist(place.name) for place in PLACES[kind]}
        initial |= {name: name in post for name in _TICKS}
        return cls(found, kind, initial=initial, words=typed_words(kind, post), **kwargs)

    @staticmethod
    def initial_of(entry: StepEntry) -> dict[str, Any]:
        """What the form shows of a step."""
        picked: dict[str, Any] = {"units": list(entry.units), "parts": list(entry.parts)}
        for name in ("target", "under", "members_to"):
            value = getattr(entry, name)
            picked[name] = [value] if value else []
        plain = {name: getattr(entry, name) for name in (*_LABELS, *_TICKS, "type")}
        children = {CHILD + child: goal for child, goal in entry.children.items()}
        return {
            **picked,
            **plain,
            **children,
            **{PERSON + p: to for p, to in entry.members.items()},
        }

    @property
    def pickers(self) -> list[Picker]:
        """The places for units as the page draws them."""
        return [self._picker(place) for place in PLACES[self.kind]]

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields that are no places for units, those about single people last."""
        picked = {place.name for place in PLACES[self.kind]}
        return [field for field in self if field.name not in picked]

    def clean(self) -> dict[str, Any]:
        """Units as lists of names; one that was only searched for is taken when it is the only one."""
        data = super().clean() or self.cleaned_data
        for place in PLACES[self.kind]:
            data[place.name] = self._chosen(place, data)
        for name in _NEEDED.get(self.kind, ()):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Ghi hoặc chọn mục này."))
        if self.kind is StepKind.MERGE and not self.errors:
            self._complete_merger(data)
        if self.kind is StepKind.SPLIT and len(data.get("parts") or ()) < 2:
            self._wrong("parts", _("Chọn ít nhất hai đơn vị kế thừa."))
        return data

    @property
    def entry(self) -> StepEntry:
        """What was chosen and typed, for the act."""
        data, old = self.cleaned_data, self.old or StepEntry(self.kind)
        values: dict[str, Any] = {
            name: data[name] if name in _TICKS else nfc(data[name] or "").strip()
            for name in WORDS[self.kind]
        }
        for place in PLACES[self.kind]:
            chosen = tuple(data[place.name])
            is_list = place.name in ("units", "parts")
            values[place.name] = chosen if is_list else next(iter(chosen), "")
        if self.kind is StepKind.SPLIT:
            values["children"] = _said(data, CHILD)
            if any(name.startswith(PERSON) for name in self.fields):
                values["members"] = _said(data, PERSON)
        entry = replace(old, **values)
        return self._founded(entry) if entry.founds else entry

    def _founded(self, entry: StepEntry) -> StepEntry:
        """The same with the names by which the new unit is known; a unit once named keeps its key."""
        key = entry.key or key_for(entry.name, set(new_units(self.reorganisation)))
        slug = slug_for(entry.name, entry.under, new_slugs(self.reorganisation))
        return replace(entry, key=key, slug=slug)

    def _word(self, name: str) -> forms.Field:
        if name in _TICKS:
            return forms.BooleanField(label=_TICKS[name], required=False)
        if name == "type":
            kinds = types_on(self.reorganisation.effective_on)
            first = _NO_TYPE if self.kind is StepKind.MERGE else ("", "")
            return forms.ChoiceField(label=_("Loại"), required=False, choices=[first, *kinds])
        label, most = _LABELS[name]
        if self.kind is StepKind.MERGE and name == "name":
            label = _("Tên đơn vị mới")
        return forms.CharField(label=label, required=False, max_length=most)

    def _ask_beneath(self) -> None:
        """For a unit that is split: a question for each unit and, where names may be read, member."""
        chosen, parts = self._values("units"), self._values("parts")
        goals = [(pick.slug, pick.label) for pick in picks_of(self.reorganisation, parts)]
        if not chosen or not goals:
            return
        self.children = units_beneath(self.reorganisation, chosen)
        for child in self.children:
            self.fields[CHILD + child.slug] = forms.ChoiceField(
                label=child.label, choices=[("", ""), *goals]
            )
        for member in members_beneath(self.reorganisation, chosen[0]):
            if self.sees_names(member.unit.path):
                self.fields[f"{PERSON}{member.person_id}"] = forms.ChoiceField(
                    label=member.person.full_name, required=False,
                    choices=[("", _("theo nơi chung")), *goals],
                )  # fmt: skip

    def _values(self, name: str) -> list[str]:
        if self.is_bound and isinstance(self.data, QueryDict):
            return [str(value) for value in self.data.getlist(name)]
        return list(self.initial.get(name) or ())

    def _picker(self, place: Place) -> Picker:
        typed = self.words.get(place.name, "")
        chosen = picks_of(self.reorganisation, self._values(place.name))
        known = {pick.slug for pick in chosen}
        found = [pick for pick in units_found(self.reorganisation, typed) if pick.slug not in known]
        errors = [str(error) for error in self.errors.get(place.name, ())] if self.is_bound else []
        return Picker(place, typed, chosen, found, errors)

    def _chosen(self, place: Place, data: Mapping[str, Any]) -> list[str]:
        chosen = list(dict.fromkeys(data.get(place.name) or ()))
        typed = self.words.get(place.name, "")
        if typed and (not chosen or place.many):
            found = [each.slug for each in units_found(self.reorganisation, typed)]
            if len(found) == 1:
                chosen = list(dict.fromkeys([*chosen, *found]))
            elif not chosen:
                self._wrong(place.name, _MANY_FOUND if found else _NONE_FOUND)
                return []
        if place.needed and not chosen:
            self._wrong(place.name, _("Tìm rồi chọn đơn vị."))
        if not place.many and len(chosen) > 1:
            self._wrong(place.name, _("Chỉ chọn một đơn vị."))
        return chosen

    def _complete_merger(self, data: dict[str, Any]) -> None:
        if data["target"] and data["name"]:
            self._wrong("name", _("Chọn đơn vị nhận hoặc ghi tên đơn vị mới, không cả hai."))
        elif data["target"]:
            data["under"], data["type"], data["code"] = [], "", ""
        elif not data["name"]:
            self._wrong("name", _("Chọn đơn vị nhận, hoặc ghi tên đơn vị mới."))
        else:
            above, kind = common_of(data["units"])
            data["under"] = data["under"] or ([above] if above else [])
            data["type"] = data["type"] or kind
            if not data["type"]:
                self._wrong("type", _("Các đơn vị khác loại nhau. Chọn loại của đơn vị mới."))

    def _wrong(self, name: str, text: Any) -> None:
        if name not in self.errors:
            self.add_error(name, text)


_MANY_FOUND: Final = _("Có nhiều đơn vị khớp. Chọn ở danh sách bên dưới.")
_NONE_FOUND: Final = _("Không thấy đơn vị nào. Thử ít chữ hơn, không cần dấu.")


def typed_words(kind: StepKind, post: QueryDict) -> dict[str, str]:
    """What was looked for at each place of a step."""
    return {
        place.name: nfc(post.get(f"{LOOK_FOR}_{place.name}", "")).strip()[:100]
        for place in PLACES[kind]
    }


def _said(data: Mapping[str, Any], prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value
        for name, value in data.items()
        if name.startswith(prefix) and value
    }
