"""Matches a list of units with a branch: certain matches, what stands above, each row; changes nothing."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from neuguong.exchange import rules
from neuguong.exchange.queries.tree import NEW_ONE, RowState, UnitLine, UnitsPlan
from neuguong.exchange.workbook.tree import TreeReading, TreeRow, type_under, types_by_words
from neuguong.lib.actor import Actor
from neuguong.lib.ids import PATH_WIDTH
from neuguong.lib.vietnamese import fold, nfc
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit, UnitState, UnitType
from neuguong.org.queries import branch_of
from neuguong.org.rights import Right as OrgRight
from neuguong.org.rules import NATION, Family, may_be_root, may_found, may_rename, may_stand_under

_LONGEST_PATH: Final = 80


def plan_units(
    *, by: Actor, under: Unit | None, reading: TreeReading, on: date,
    answers: Mapping[str, str] | None = None,
) -> UnitsPlan:  # fmt: skip
    """Match every row with the branch; what cannot be is a fault of its row, what may be is a doubt."""
    planner = _Planner(by, under, reading, on, answers or {})
    planner.match_certain()
    planner.link()
    order = planner.ordered()
    for line in order:
        planner.settle(line)
    notes = list(reading.notes)
    if not reading.is_nested and any(isinstance(line.above, UnitLine) for line in planner.lines):
        notes.append(
            _(
                "Tệp không có cột “Đơn vị cấp trên”; cấp trên được hiểu theo loại đơn vị, hãy xem lại."
            )
        )
    return UnitsPlan(under, planner.lines, order, notes)


class _Planner:
    """Walks the rows: certain matches first, then what stands above, then each from the top down."""

    def __init__(
        self, by: Actor, under: Unit | None, reading: TreeReading, on: date,
        answers: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.by, self.under, self.on, self.answers = by, under, on, answers
        self.reading = reading
        self.lines = [UnitLine(row) for row in reading.rows]
        self.types = {kind.code: kind for kind in UnitType.objects.prefetch_related("parents")}
        self._line_of = {id(line.row): line for line in self.lines}
        self._by_name: dict[str, list[UnitLine]] = defaultdict(list)
        self._by_slug: dict[str, UnitLine] = {}
        for line in self.lines:
            self._by_name[fold(line.row.name)].append(line)
            if line.row.slug:
                self._by_slug.setdefault(line.row.slug, line)
        self._children: dict[int, list[Unit]] = {}
        self._named: dict[str, list[Unit]] = {}
        self._seen: dict[tuple[object, str], int] = {}
        self._certain: dict[int, Unit] = {}

    # --- certain matches ------------------------------------------------------------------------

    def match_certain(self) -> None:
        """Rows that name a unit by its address, by its code, or that are the list's own unit."""
        slugs = self._units_by(slug__in=[row.slug for row in self.reading.rows if row.slug])
        by_slug = {unit.slug: unit for unit in slugs}
        by_code = self._units_by_code()
        for line in self.lines:
            row = line.row
            found = by_slug.get(row.slug)
            if found is None and row.code:
                same = by_code.get(row.code, [])
                found = same[0] if len(same) == 1 else None
            if found is not None and not self._is_inside(found):
                key = "slug" if row.slug else "code"
                text = _(
                    "là đơn vị ở ngoài nơi đang nhập; hãy nhập tệp vào đơn vị cấp trên của nó."
                )
                row.fault(key, "unit_outside", text)
            elif found is not None:
                self._certain[id(row)] = found
            elif self.under is not None and row.nest is None and self._is_under_itself(row):
                self._certain[id(row)] = self.under

    def _units_by(self, **wanted: Any) -> list[Unit]:
        name, values = next(iter(wanted.items()))
        found: list[Unit] = []
        for start in range(0, len(values), 400):
            rows = Unit.objects.filter(**{name: values[start : start + 400]})
            found.extend(rows.select_related("type", "parent"))
        return found

    def _units_by_code(self) -> dict[str, list[Unit]]:
        codes = sorted({row.code for row in self.reading.rows if row.code})
        found: dict[str, list[Unit]] = defaultdict(list)
        for start in range(0, len(codes), 400):
            states = UnitState.objects.filter(valid_to=None, code__in=codes[start : start + 400])
            for state in states.select_related("unit__type", "unit__parent"):
                if self._is_inside(state.unit):
                    found[state.code].append(state.unit)
        return found

    def _is_inside(self, unit: Unit) -> bool:
        return self.under is None or unit.path.startswith(self.under.path)

    def _is_under_itself(self, row: TreeRow) -> bool:
        names = (self.under.name, self.under.short_name) if self.under else ()
        return fold(row.name) in {fold(name) for name in names}

    # --- what stands above -------------------------------------------------------------------------

    def link(self) -> None:
        """Set what stands above each row: as written, as nested, or by what its type allows."""
        before: list[UnitLine] = []
        for line in self.lines:
            row = line.row
            known = self._certain.get(id(row))
            if known is not None and (
                known == self.under or not (row.parent or row.above or row.nest)
            ):
                line.above = known.parent
            elif row.above:
                line.above = self._above_by_slug(line)
            elif row.parent:
                line.above = self._above_by_name(line)
            elif row.nest is not None:
                line.above = self._line_of[id(row.nest)]
            else:
                line.above = self._above_by_type(line, before)
            before.append(line)

    def _above_by_slug(self, line: UnitLine) -> "UnitLine | Unit | None":
        slug = line.row.above
        if slug in self._by_slug:
            return self._by_slug[slug]
        found = next(iter(self._units_by(slug__in=[slug])), None)
        if found is None or not self._is_inside(found):
            text = _("không có trong tệp và không có ở nơi đang nhập; hãy sửa đơn vị cấp trên.")
            line.row.fault("above", "parent_unknown", text)
        return found

    def _above_by_name(self, line: UnitLine) -> "UnitLine | Unit | None":
        typed = line.row.parent
        if typed in self._by_slug:
            return self._by_slug[typed]
        rows = [each for each in self._by_name[fold(typed)] if each is not line]
        if len(rows) == 1:
            return rows[0]
        if rows:
            earlier = [each for each in rows if each.row.number < line.row.number]
            text = _(
                "có %(count)d dòng trong tệp mang tên này; hãy ghi tên đường dẫn của đơn vị cấp trên."
            )
            line.row.fault("parent", "parent_ambiguous", text % {"count": len(rows)})
            return earlier[-1] if earlier else rows[0]
        found = self._units_named(typed)
        if len(found) == 1:
            return found[0]
        if line in self._by_name[fold(typed)]:
            return line  # it names itself, which is a ring of one
        if found:
            names = "; ".join(unit.slug for unit in found[:3])
            text = _("là tên của nhiều đơn vị (%(names)s); hãy ghi tên đường dẫn thay cho tên.")
            line.row.fault("parent", "parent_ambiguous", text % {"names": names})
        else:
            text = _("không có trong tệp và không có ở nơi đang nhập; hãy sửa tên đơn vị cấp trên.")
            line.row.fault("parent", "parent_unknown", text)
        return None

    def _units_named(self, typed: str) -> list[Unit]:
        """Units of the branch of that name or address, or whose name only lacks "thôn"."""
        if typed not in self._named:
            rows = branch_of(self.under) if self.under else Unit.objects.all()
            rows = rows.filter(closed_on=None).select_related("type", "parent")
            found = list(rows.filter(slug=typed))
            plain = fold(typed)
            if not found and plain:
                near = rows.filter(search__contains=plain)[:200]
                found = [u for u in near if plain in (fold(u.name), fold(u.short_name))]
            self._named[typed] = found
        return self._named[typed]

    def _above_by_type(
        self, line: UnitLine, before: Sequence[UnitLine]
    ) -> "UnitLine | Unit | None":
        """The list's own unit, or the last row under which a Party body of this type may stand."""
        if self.reading.is_nested:
            return self.under
        codes = types_by_words(line.row.name, line.row.type)
        root = self.under.type.code if self.under else None
        for code in codes:
            kind = self.types.get(code)
            is_party = kind is not None and kind.family == "party"
            if not is_party and type_under((code,), root):
                return self.under
            for other in reversed(before):
                theirs = types_by_words(other.row.name, other.row.type)[:1]
                if any(type_under((code,), their) for their in theirs):
                    return other
            if type_under((code,), root):
                return self.under
        return self.under

    def ordered(self) -> list[UnitLine]:
        """Rows from the top down; those in a ring are faulty and stand last."""
        beneath: dict[int, list[UnitLine]] = defaultdict(list)
        depth = {id(line): 0 for line in self.lines}
        ready = deque(line for line in self.lines if not isinstance(line.above, UnitLine))
        for line in self.lines:
            if isinstance(line.above, UnitLine):
                beneath[id(line.above)].append(line)
        order: list[UnitLine] = []
        root = len(self.under.path) // PATH_WIDTH if self.under else 0
        while ready:
            line = ready.popleft()
            order.append(line)
            if (root + depth[id(line)] + 1) * PATH_WIDTH > _LONGEST_PATH:
                text = _("đứng quá sâu trong cây; hãy xem lại đơn vị cấp trên.")
                line.row.fault("name", "unit_too_deep", text)
            for child in beneath[id(line)]:
                depth[id(child)] = depth[id(line)] + 1
                ready.append(child)
        done = {id(line) for line in order}
        for line in self.lines:
            if id(line) not in done:
                text = _("đứng trên chính nó qua các đơn vị cấp trên; hãy sửa đơn vị cấp trên.")
                line.row.fault("parent", "unit_cycle", text)
                order.append(line)
        return order

    # --- each row ----------------------------------------------------------------------------------

    def settle(self, line: UnitLine) -> None:
        """Decide what a row is, once everything above it is decided."""
        row = line.row
        if row.faults:
            return
        if isinstance(line.above, UnitLine) and line.above.state in (
            RowState.WRONG,
            RowState.DOUBTFUL,
        ):
            text = _("chưa nhập được vì đơn vị cấp trên ở dòng %(row)s còn phải xem lại.")
            row.fault("name", "parent_waits", text % {"row": line.above.row.number})
            return
        above = line.above.unit if isinstance(line.above, UnitLine) else line.above
        line.unit = self._certain.get(id(row)) or self._matched(line, above)
        self._tell_twins(line)
        if row.faults or line.near:
            return
        if line.unit is not None:
            self._compare(line, above)
        else:
            self._check_new(line, above)

    def _matched(self, line: UnitLine, above: Unit | None) -> Unit | None:
        """The child of that name; one of nearly that name is a doubt unless it was answered."""
        if isinstance(line.above, UnitLine) and above is None:
            return None  # the unit above is new, so everything beneath it is
        name = line.row.name
        children = self._children_of(above)
        same = [unit for unit in children if fold(name) in (fold(unit.name), fold(unit.short_name))]
        if len(same) == 1:
            return same[0]
        near = same or [unit for unit in children if rules.same_place(name, unit.name)]
        answer = self.answers.get(line.row.key, "")
        if not near or answer == NEW_ONE:
            return None
        chosen = next((unit for unit in near if str(unit.pk) == answer), None)
        if chosen is None:
            line.near = near
        return chosen

    def _children_of(self, above: Unit | None) -> list[Unit]:
        key = above.pk if above else 0
        if key not in self._children:
            rows = Unit.objects.filter(parent=above, closed_on=None).select_related(
                "type", "parent"
            )
            self._children[key] = list(rows)
        return self._children[key]

    def _tell_twins(self, line: UnitLine) -> None:
        where: object = line.unit.pk if line.unit else id(line.above)
        key = (where, "" if line.unit else fold(line.row.name))
        first = self._seen.setdefault(key, line.row.number)
        if first != line.row.number:
            text = _("đã có ở dòng %(row)s; hãy bỏ một dòng, hoặc ghi tên cho khác.") % {
                "row": first
            }
            line.row.fault("name", "unit_twice", text)

    def _compare(self, line: UnitLine, above: Unit | None) -> None:
        """A known unit: another place is a fault, another name a change, another type is told."""
        row, unit = line.row, line.unit
        assert unit is not None
        line.type = unit.type
        says_above = row.parent or row.above or row.nest
        if unit != self.under and says_above and above is not None and unit.parent_id != above.pk:
            text = _(
                "đang đứng dưới %(unit)s; tệp không chuyển đơn vị, hãy dùng việc sắp xếp tổ chức."
            )
            where = unit.parent.name if unit.parent else _("gốc cây")
            row.fault("name", "unit_elsewhere", text % {"unit": where})
            return
        codes = types_by_words(row.name, row.type) if row.type else ()
        if codes and unit.type.code not in codes:
            text = _("khác loại đang ghi là %(type)s; tệp không đổi loại.") % {
                "type": unit.type.label
            }
            row.warn("type", "unit_type_differs", text)
        if self._is_other_name(line) or (row.short_name and nfc(row.short_name) != unit.short_name):
            self._check_rename(line)

    def _is_other_name(self, line: UnitLine) -> bool:
        """Whether the unit, known by its address, is called otherwise now; capitals do not matter."""
        assert line.unit is not None
        return (
            id(line.row) in self._certain
            and nfc(line.row.name).casefold() != line.unit.name.casefold()
            and not (line.unit == self.under and self._is_under_itself(line.row))
        )

    def _check_rename(self, line: UnitLine) -> None:
        unit = line.unit
        assert unit is not None
        if not self.by.may(OrgRight.CHANGE, at=unit):
            text = _(
                "khác tên đang dùng là %(name)s; nhờ quản trị nhánh đổi tên, hoặc ghi tên đang dùng."
            )
            line.row.fault("name", "rename_denied", text % {"name": unit.name})
            return
        since = UnitState.objects.filter(unit=unit, valid_to=None).values_list(
            "valid_from", flat=True
        )
        refusal = may_rename(
            line.row.name,
            on=self.on,
            since=since.first() or unit.opened_on,
            closed_on=unit.closed_on,
        )
        if refusal:
            line.row.fault("name", refusal.code, refusal.text)
        line.is_renamed = not refusal
        line.on = self.on

    def _check_new(self, line: UnitLine, above: Unit | None) -> None:
        row = line.row
        parent = (
            line.above.type if isinstance(line.above, UnitLine) else (above.type if above else None)
        )
        codes = types_by_words(row.name, row.type)
        key = "type" if row.type else "name"
        if not codes:
            text = _(
                "chưa rõ là loại đơn vị nào; hãy ghi cột “Loại đơn vị”, ví dụ chi bộ, đoàn thể."
            )
            row.fault(key, "unit_type", text)
            return
        code = type_under(codes, parent.code if parent else None)
        line.type = kind = self.types[code or codes[0]]
        line.on = row.founded or self._default_day(line, above)
        allowed = [each.label for each in kind.parents.all()]
        refusal = may_stand_under(
            kind.label,
            parent.label if parent else None,
            allowed,
            is_root_type=may_be_root(Family(kind.family), kind.rank),
        ) or may_found(line.on, **self._life_above(line, above))
        if refusal:
            row.fault(
                key if refusal.code.startswith("unit") else "founded", refusal.code, refusal.text
            )
        elif kind.valid_to is not None and line.on >= kind.valid_to:
            text = _(
                "loại “%(type)s” không còn từ ngày %(day)s; hãy chọn loại khác hoặc ngày lập sớm hơn."
            )
            words = {"type": kind.label, "day": kind.valid_to.strftime("%d/%m/%Y")}
            row.fault(key, "unit_type_ended", text % words)
        elif not self.by.may(OrgRight.FOUND, at=above or self.under or NATION):
            text = _("chưa có; anh, chị chưa có quyền lập đơn vị ở đây, hãy nhờ quản trị nhánh.")
            row.fault("name", "found_denied", text)

    def _default_day(self, line: UnitLine, above: Unit | None) -> date:
        if isinstance(line.above, UnitLine) and line.above.unit is None:
            return max(self.on, line.above.on)
        return max(self.on, above.opened_on) if above else self.on

    def _life_above(self, line: UnitLine, above: Unit | None) -> dict[str, date | None]:
        if isinstance(line.above, UnitLine) and line.above.unit is None:
            return {"parent_from": line.above.on, "parent_to": None}
        if above is None:
            return {"parent_from": None, "parent_to": None}
        return {"parent_from": above.opened_on, "parent_to": above.closed_on}
