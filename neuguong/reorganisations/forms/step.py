"""One step of a plan as it is typed: units are chosen from what a search found."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.http import QueryDict

from neuguong.lib.vietnamese import nfc
from neuguong.lib.words import gettext_lazy as _
from neuguong.reorganisations.forms.places import (
    ELSEWHERE,
    LABELS,
    NEEDED,
    NO_TYPE,
    PLACES,
    TICKS,
    WORDS,
    Picker,
    Place,
)
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

LOOK_FOR: Final = "tim"  # the button that only looks for units
CHILD, PERSON = "den_", "nguoi_"
_ENDS: Final = (StepKind.MERGE, StepKind.SPLIT, StepKind.DISSOLVE)


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
        self._goals: list[tuple[str, Any]] = []
        self.hides = False  # whether members are there whose names may not be read
        if kind in _ENDS:
            self._ask_beneath()

    @classmethod
    def looking(cls, found: Reorganisation, kind: StepKind, post: QueryDict, **kwargs: Any) -> Any:
        """The form again with all that was chosen and typed so far, judged by nothing yet."""
        initial: dict[str, Any] = {name: post.get(name, "") for name in post}
        initial |= {place.name: post.getlist(place.name) for place in PLACES[kind]}
        initial |= {name: name in post for name in TICKS}
        return cls(found, kind, initial=initial, words=typed_words(kind, post), **kwargs)

    @staticmethod
    def initial_of(entry: StepEntry) -> dict[str, Any]:
        """What the form shows of a step."""
        picked: dict[str, Any] = {"units": list(entry.units), "parts": list(entry.parts)}
        for name in ("target", "under", "members_to"):
            value = getattr(entry, name)
            picked[name] = [value] if value else []
        plain = {name: getattr(entry, name) for name in (*LABELS, *TICKS, "type")}
        children = {CHILD + child: goal for child, goal in entry.children.items()}
        members = {PERSON + person: goal for person, goal in entry.members.items()}
        goals = dict.fromkeys([*entry.children.values(), *entry.members.values()])
        usual = {*entry.parts, *([entry.target] if entry.kind is not StepKind.MOVE else [])}
        picked[ELSEWHERE] = [goal for goal in goals if goal not in usual]
        return {**picked, **plain, **children, **members}

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
        for name in NEEDED.get(self.kind, ()):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Ghi hoặc chọn mục này."))
        if self.kind is StepKind.MERGE and not self.errors:
            self._complete_merger(data)
        if self.kind is StepKind.SPLIT and len(data.get("parts") or ()) < 2:
            self._wrong("parts", _("Chọn ít nhất hai đơn vị kế thừa."))
        if data.get(ELSEWHERE) and not any(name in self.data for name in self._questions):
            self._wrong(ELSEWHERE, _WHO if self._questions else _HIDDEN if self.hides else _NOBODY)
        return data

    @property
    def entry(self) -> StepEntry:
        """What was chosen and typed, for the act."""
        data, old = self.cleaned_data, self.old or StepEntry(self.kind)
        values: dict[str, Any] = {
            name: data[name] if name in TICKS else nfc(data[name] or "").strip()
            for name in WORDS[self.kind]
        }
        for place in PLACES[self.kind]:
            if place.name == ELSEWHERE:
                continue
            chosen = tuple(data[place.name])
            is_list = place.name in ("units", "parts")
            values[place.name] = chosen if is_list else next(iter(chosen), "")
        if self.kind in _ENDS:
            unseen = {} if not self._goals else self._not_asked(old)
            values["children"] = _said(data, CHILD)
            values["members"] = {**unseen, **_said(data, PERSON)}
        entry = replace(old, **values)
        return self._founded(entry) if entry.founds else entry

    def _founded(self, entry: StepEntry) -> StepEntry:
        """The same with the names by which the new unit is known; a unit once named keeps its key."""
        key = entry.key or key_for(entry.name, set(new_units(self.reorganisation)))
        slug = slug_for(entry.name, entry.under, new_slugs(self.reorganisation))
        return replace(entry, key=key, slug=slug)

    def _word(self, name: str) -> forms.Field:
        if name in TICKS:
            return forms.BooleanField(label=TICKS[name], required=False)
        if name == "type":
            kinds = types_on(self.reorganisation.effective_on)
            first = NO_TYPE if self.kind is StepKind.MERGE else ("", "")
            return forms.ChoiceField(label=_("Loại"), required=False, choices=[first, *kinds])
        label, most = LABELS[name]
        if self.kind is StepKind.MERGE and name == "name":
            label = _("Tên đơn vị mới")
        return forms.CharField(label=label, required=False, max_length=most)

    def _ask_beneath(self) -> None:
        """Where each unit beneath those that end goes and, where names may be read, each member."""
        chosen = self._values("units")
        splits = self.kind is StepKind.SPLIT
        slugs = [*(self._values("parts") if splits else ()), *self._values(ELSEWHERE)]
        self._goals = [(pick.slug, pick.label) for pick in picks_of(self.reorganisation, slugs)]
        if not chosen or not self._goals:
            return
        beneath = units_beneath(self.reorganisation, chosen)
        self.children = [child for child in beneath if child.slug not in chosen]
        usual = ("", "" if splits else _("theo nơi chung"))
        for child in self.children:
            self.fields[CHILD + child.slug] = forms.ChoiceField(
                label=child.label, required=splits, choices=[usual, *self._goals]
            )
        members = members_beneath(self.reorganisation, chosen)
        for member in members:
            if not self.sees_names(member.unit.path):
                self.hides = True
            else:
                self.fields[f"{PERSON}{member.person_id}"] = forms.ChoiceField(
                    label=member.person.full_name, required=False,
                    choices=[("", _("theo nơi chung")), *self._goals],
                )  # fmt: skip

    @property
    def _questions(self) -> list[str]:
        """The fields that ask where one unit or person goes; where there is none, none can be missed."""
        return [name for name in self.fields if name.startswith((CHILD, PERSON))]

    def _not_asked(self, old: StepEntry) -> dict[str, str]:
        """Members that were sent elsewhere by one who reads their names."""
        return {who: to for who, to in old.members.items() if PERSON + who not in self.fields}

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


_WHO: Final = _("Chọn ở dưới ai đến nơi riêng, rồi lưu lại.")
_NOBODY: Final = _("Không có đơn vị trực thuộc hay người nào để chọn. Bỏ chọn nơi đến riêng.")
_HIDDEN: Final = _(
    "Tên thành viên chỉ người trong tổ chức cơ sở đọc được: nhờ họ chọn, hoặc bỏ chọn nơi đến riêng."
)
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
