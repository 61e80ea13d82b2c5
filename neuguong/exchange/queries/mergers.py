"""What an annex of a resolution would make of the tree: its rows matched with units, as steps of a draft."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from neuguong.exchange.queries.parting import Goal, Parting, marked, part_of, partings
from neuguong.exchange.queries.unit_names import Known, UnitNames, Words, split_names
from neuguong.exchange.workbook.drafts import Finding
from neuguong.exchange.workbook.mergers import MergerRow, read_mergers
from neuguong.exchange.workbook.reader import read_workbook
from neuguong.lib.dates import format_day
from neuguong.lib.vietnamese import fold
from neuguong.lib.words import gettext as _
from neuguong.org.models import Unit
from neuguong.reorganisations.rules import NEW, StepEntry, StepKind, key_for, slug_for

_NEAR: Final = 8  # units to choose from


@dataclass(slots=True)
class OldName:
    """One old name of a row: the unit it means, or those it may mean; perhaps only a part of it."""

    row: MergerRow
    typed: str
    is_part: bool = False
    unit: Known | None = None
    near: Sequence[Known] = ()

    @property
    def key(self) -> str:
        """What an answer about the name is kept under."""
        return f"{self.row.key}!{fold(self.typed)}"


@dataclass(slots=True)
class MergerLine:
    """Rows that speak of one new unit, or of one end: old names, what becomes of them, the step."""

    rows: list[MergerRow]
    olds: list[OldName] = field(default_factory=list)
    step: StepEntry | None = None
    rank: int = 0
    is_kept: bool = False
    goal: Goal | None = None  # where parts go that the line speaks of

    @property
    def faults(self) -> list[Finding]:
        """What keeps the line out."""
        return [fault for row in self.rows for fault in row.faults]

    @property
    def doubts(self) -> list[OldName]:
        """Names that may mean several units."""
        return [old for old in self.olds if old.unit is None and old.near]

    @property
    def units(self) -> list[Known]:
        """The units that are certain and meant as a whole."""
        return [old.unit for old in self.olds if old.unit is not None and not old.is_part]

    @property
    def parts(self) -> list[Known]:
        """The units of which the line takes a part."""
        return [old.unit for old in self.olds if old.unit is not None and old.is_part]

    @property
    def new(self) -> str:
        """The new name as typed."""
        return self.rows[0].new


@dataclass(slots=True)
class MergersPlan:
    """All lines of a file, the steps they make, and the one day they hold from."""

    lines: list[MergerLine]
    on: date
    partings: list[Parting] = field(default_factory=list)

    @property
    def asked(self) -> list[Parting]:
        """Units that are split, of which a person must say who takes what no row names."""
        return [parting for parting in self.partings if parting.is_asked]

    @property
    def faults(self) -> list[Finding]:
        """Everything that must be mended."""
        return [fault for line in self.lines for fault in line.faults]

    @property
    def doubts(self) -> list[OldName]:
        """Everything a person is asked."""
        return [old for line in self.lines for old in line.doubts]

    @property
    def steps(self) -> list[StepEntry]:
        """The steps in an order that can be played: high units first, ends last, low ones first."""
        made = [line for line in self.lines if line.step and not line.faults and not line.doubts]
        ends = [line for line in made if line.step and line.step.kind is StepKind.DISSOLVE]
        others = [line for line in made if line.step and line.step.kind is not StepKind.DISSOLVE]
        ordered = sorted(others, key=lambda line: line.rank)
        steps = [line.step for line in ordered if line.step]
        steps += [parting.step for parting in self.partings if parting.step]
        lasts = sorted(ends, key=lambda line: -line.rank)
        return steps + [line.step for line in lasts if line.step]

    def summary(self) -> dict[str, Any]:
        """The command's JSON; a name that may mean several units is an error there."""
        errors = [{"row": f.row, "column": f.column, "message": f.message} for f in self.faults] + [
            {
                "row": old.row.number,
                "column": old.row.table.columns["old"],
                "message": doubt_words(old),
            }
            for old in self.doubts
        ]
        errors += [
            {"row": 0, "column": 0, "message": asked_words(parting)} for parting in self.asked
        ]
        return {
            "rows": sum(len(line.rows) for line in self.lines),
            "units": sum(len(line.units) for line in self.lines),
            "steps": len(self.steps),
            "kept": sum(line.is_kept for line in self.lines),
            "on": self.on.isoformat(),
            "errors": errors,
            "notes": [parting.told for parting in self.partings if not parting.is_asked],
        }


def doubt_words(old: OldName) -> str:
    """The question about a name, as a sentence."""
    words = {
        "row": old.row.number,
        "name": old.typed,
        "units": "; ".join(unit.described for unit in old.near[:_NEAR]),
    }
    return _("Dòng %(row)d: “%(name)s” có thể là %(units)s; hãy ghi rõ hoặc chọn một.") % words


def asked_words(parting: Parting) -> str:
    """The question about a unit that is split, as a sentence."""
    words = {"told": parting.told, "name": parting.unit.name}
    text = _(
        "%(told)s Hãy gửi tệp ở trang Lập từ tệp để chọn nơi nhận đơn vị trực thuộc và thành viên của"
        " %(name)s, hoặc bỏ các dòng ấy rồi thêm bước chia tách vào bản thảo."
    )
    return text % words


def plan_mergers(
    *, unit: Unit | None, data: bytes, on: date, answers: Mapping[str, str] | None = None
) -> MergersPlan:
    """What a file would do in a branch, or in the whole tree; Refused where it is no such list."""
    rows = read_mergers(read_workbook(data))
    day = next((row.day for row in rows if row.day), None) or on
    planner = _Planner(UnitNames(unit, day), day, dict(answers or {}))
    lines = planner.lines(rows)
    return MergersPlan(lines, day, partings(_parts_told(lines), answers or {}, day))


def _parts_told(lines: Sequence[MergerLine]) -> Iterator[tuple[Known, str, Goal]]:
    for line in lines:
        if line.goal is not None and not (line.faults or line.doubts):
            for unit in line.parts:
                yield unit, line.rows[0].key, line.goal


class _Planner:
    """Matches names, then makes a step of each line; new units are named once all are known."""

    def __init__(self, names: UnitNames, day: date, answers: Mapping[str, str]) -> None:
        self._names, self._day, self._answers = names, day, answers
        self._told: dict[str, tuple[int, bool]] = {}  # unit → row, whether a part
        self._keys: dict[str, str] = {}  # key → slug of new units
        self._new: dict[str, str] = {}  # bare new name → key
        self._ended: set[str] = set()
        self._heirs: dict[str, str] = {}  # ended unit → the one that its own go to

    def lines(self, rows: Sequence[MergerRow]) -> list[MergerLine]:
        lines = list(_grouped(rows))
        for line in lines:
            for row in line.rows:
                self._check_day(row)
                line.olds += self._olds(row)
            line.rank = min((unit.rank for unit in [*line.units, *line.parts]), default=99)
            line.is_kept = self._is_kept(line)
            if not line.is_kept and not _is_single(line):
                self._ended |= {unit.slug for unit in line.units}
        for line in lines:
            if not line.is_kept and _is_single(line) and self._existing(line):
                self._ended.add(line.units[0].slug)
        for line in sorted(lines, key=lambda line: line.rank):
            if not (line.is_kept or line.faults or line.doubts):
                line.step = self._step(line)
            if line.parts and not (line.faults or line.doubts):
                line.goal = self._goal(line)
        return lines

    def _goal(self, line: MergerLine) -> Goal | None:
        """What the line makes of its new name: the unit that takes the parts."""
        if line.is_kept:
            return Goal(line.units[0].slug, line.units[0].name)
        if line.step is not None and line.step.founds:
            return Goal(NEW + line.step.key, line.step.name)
        into = self._existing(line)
        return Goal(into.slug, into.name) if into else None

    def _check_day(self, row: MergerRow) -> None:
        if row.day is not None and row.day != self._day:
            text = _("khác ngày %(day)s của các dòng khác; hãy tách thành hai tệp.")
            row.fault("day", "other_day", text % {"day": format_day(self._day)})

    def _olds(self, row: MergerRow) -> Iterator[OldName]:
        best: list[OldName] = []
        for names in split_names(marked(row.old)):
            read = [self._old(row, *part_of(name)) for name in names if name]
            if best and len(read) == len(best):
                continue
            if not best or sum(map(_is_read, read)) > sum(map(_is_read, best)):
                best = read
            if all(map(_is_read, best)):
                break
        for old in best:
            old.is_part = old.is_part or (row.part and len(best) == 1)
            self._judge(row, old)
            yield old

    def _old(self, row: MergerRow, typed: str, is_part: bool) -> OldName:
        old = OldName(row, typed, is_part)
        near = self._names.meant(typed)
        said = self._answers.get(old.key)
        chosen = next((unit for unit in near if unit.slug == said), None)
        old.unit = chosen or (near[0] if len(near) == 1 else None)
        old.near = () if old.unit else near[:_NEAR]
        return old

    def _judge(self, row: MergerRow, old: OldName) -> None:
        if old.unit is None and not old.near:
            text = _(
                "không có trong nhánh vào ngày %(day)s; hãy xem lại tên, hoặc chọn nhánh rộng hơn."
            )
            row.fault("old", "unit_unknown", text % {"day": format_day(self._day)}, old.typed)
        elif old.unit is not None:
            before, as_part = self._told.setdefault(old.unit.slug, (row.number, old.is_part))
            if as_part != old.is_part:
                text = _(
                    "ở dòng %(row)d thì khác: chỗ là cả đơn vị, chỗ là một phần; hãy ghi một cách."
                )
                row.fault("old", "whole_and_part", text % {"row": before}, old.typed)
            elif before != row.number and not as_part:
                text = _("đã ở dòng %(row)d; hãy bỏ một dòng.")
                row.fault("old", "told_twice", text % {"row": before}, old.typed)

    def _is_kept(self, line: MergerLine) -> bool:
        """Whether nothing changes: said so, or the one unit keeps its name."""
        if line.rows[0].kept:
            return True
        if line.rows[0].ends or len(line.units) != 1:
            return False
        if len(line.olds) != 1 + len(line.parts):
            return False
        return Words.of(line.units[0].name).local == Words.of(line.new).local

    def _step(self, line: MergerLine) -> StepEntry | None:
        units, first = line.units, line.rows[0]
        slugs = tuple(unit.slug for unit in units)
        if not units:
            return self._of_parts(line) if line.parts else None
        if first.ends:
            heir = self._living_above(units[0])
            return StepEntry(StepKind.DISSOLVE, slugs, target=heir)
        into = self._existing(line)
        if _is_single(line) and into is None:
            return StepEntry(StepKind.RENAME, slugs, name=_full_name(first.new, units[0]))
        if into is not None:
            self._heirs.update(dict.fromkeys(slugs, into.slug))
            return StepEntry(StepKind.MERGE, slugs, into.slug)
        new = self._founded(line, units[0])
        self._heirs.update(dict.fromkeys(slugs, NEW + new.key))
        return replace(new, kind=StepKind.MERGE, units=slugs)

    def _of_parts(self, line: MergerLine) -> StepEntry | None:
        """What founds a unit out of parts alone; none where one of that name is there."""
        return self._founded(line, line.parts[0]) if self._existing(line) is None else None

    def _founded(self, line: MergerLine, old: Known) -> StepEntry:
        """The founding of the new unit, alike the old one."""
        name = _full_name(line.new, old)
        under = self._under(line)
        key = key_for(name, self._keys)
        slug = slug_for(name, under, self._keys)
        self._keys[key] = slug
        self._new.setdefault(Words.of(name).bare, key)
        return StepEntry(
            StepKind.FOUND, under=under, key=key, slug=slug, name=name, type=old.type,
            code=line.rows[0].code,
        )  # fmt: skip

    def _existing(self, line: MergerLine) -> Known | None:
        """A unit of that name beside the old ones, which is none of them and lives on."""
        beside = [*line.units, *line.parts]
        kind, above = beside[0].type, {unit.parent for unit in beside}
        for unit in self._names.meant(line.new):
            lives = unit.slug not in self._ended and unit not in line.units
            if lives and unit.type == kind and unit.parent in above:
                return unit
        return None

    def _under(self, line: MergerLine) -> str:
        """Under which unit the new one stands: as written, else the nearest that lives on."""
        typed = next((row.under for row in line.rows if row.under), "")
        if typed:
            key = self._new.get(Words.of(typed).bare)
            if key is not None:
                return NEW + key
            found = [unit for unit in self._names.meant(typed) if unit.slug not in self._ended]
            if len(found) == 1:
                return found[0].slug
            text = _("không rõ là đơn vị nào; hãy ghi tên đầy đủ của đơn vị cấp trên.")
            line.rows[0].fault("under", "above_unknown", text)
            return ""
        return self._living_above([*line.units, *line.parts][0])

    def _living_above(self, unit: Known) -> str:
        above = self._names.above(unit)
        while above is not None and above.slug in self._ended:
            if above.slug in self._heirs:
                return self._heirs[above.slug]
            above = self._names.above(above)
        return above.slug if above else ""


def _is_single(line: MergerLine) -> bool:
    """Whether one unit gets another name, unless one of that name is there."""
    return len(line.units) == 1 and not line.parts and not line.rows[0].ends


def _is_read(old: OldName) -> bool:
    return old.unit is not None or bool(old.near)


def _grouped(rows: Sequence[MergerRow]) -> Iterator[MergerLine]:
    """Rows with one new name below each other are one line; an end is a line of its own."""
    line: MergerLine | None = None
    for row in rows:
        if line is None or row.begins or row.table is not line.rows[0].table:
            if line is not None:
                yield line
            line = MergerLine([])
        line.rows.append(row)
    if line is not None:
        yield line


def _full_name(typed: str, old: Known) -> str:
    """The new name with the type words of an old one: "xã Cao Minh" → "Đảng bộ xã Cao Minh"."""
    words = Words.of(typed)
    if words.local != words.full:
        return typed
    own = Words.of(old.name)
    known = old.name.split()
    body = len(known) - len(own.local.split())
    place = len(known) - len(own.bare.split())
    front = known[: body if words.local != words.bare else place]
    return " ".join([*front, typed[:1].lower() + typed[1:] if words.local != words.bare else typed])
