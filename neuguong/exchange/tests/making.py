"""Makes workbooks of the sample kinds by chance, in every format, with the truth beside each."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from neuguong.exchange.tests import wordings as w
from neuguong.exchange.tests.formats import WRITERS
from neuguong.exchange.tests.letters import in_parts, in_tcvn3, in_vni
from neuguong.exchange.workbook.places import column_letter
from neuguong.lib.amounts import format_number

KINDS = ("clean", "merged", "multiline", "bad", "legacy")
_ORDER = (
    "unit",
    "category",
    "deed",
    "quantity",
    "quantity_unit",
    "deadline",
    "money",
    "labour",
    "result",
)


@dataclass(frozen=True)
class Deed:
    """What is true of one deed; `row` is where its row stands."""

    row: int
    name: str
    unit: str
    text: str
    money: int = 0
    labour: Decimal = Decimal(0)
    quantity: Decimal | None = None
    deadline: dt.date | None = None
    completed: bool = False


@dataclass
class Case:
    """A file, what is true of it, and the faults planted: row and letter of the column."""

    kind: str
    format: str
    data: bytes = b""
    deeds: list[Deed] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    wrong_totals: list[int] = field(default_factory=list)
    rows: list[list[Any]] = field(default_factory=list)


def make(kind: str, seed: int, format: str) -> Case:
    """One workbook of a kind; the same seed makes the same one."""
    return _Maker(kind, Random(seed), format).case()


class _Maker:
    """Writes row by row, and remembers what is true."""

    def __init__(self, kind: str, random: Random, format: str) -> None:
        self.random = random
        self.made = Case(kind, format)
        self.rows: list[list[Any]] = self.made.rows
        self.spans: list[tuple[int, int, int, int]] = []
        self.factor = random.choice((1, 1, 1, 1_000, 1_000_000)) if kind != "multiline" else 1
        self.units = [random.choice(w.UNITS) % place for place in random.sample(w.PLACES, 3)]
        self.grouped = kind == "merged" and random.random() < 0.6
        self.people: dict[str, str] = {}
        self.keys = self._keys()
        self.columns = {key: n for n, key in enumerate(self.keys)}
        self.count = 0

    def case(self) -> Case:
        self._titles()
        self._headings()
        {
            "clean": self._plain_rows,
            "bad": self._bad_rows,
            "merged": self._merged_rows,
            "multiline": self._rows_of_many,
            "legacy": self._plain_rows,
        }[self.made.kind]()
        if self.made.kind == "merged" or self.random.random() < 0.3:
            self._closing()
        if self.made.kind == "legacy":
            write = self.random.choice((in_tcvn3, in_vni, in_parts))
            self.rows[:] = [
                [write(value) if isinstance(value, str) else value for value in row]
                for row in self.rows
            ]
        writer = WRITERS[self.made.format]
        if self.made.format == "csv":
            separator, encoding = self.random.choice(
                ((",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16"), ("|", "utf-8"))
            )
            self.made.data = writer(self.rows, separator=separator, encoding=encoding)
        else:
            self.made.data = writer(self.rows, self.spans)
        return self.made

    def _keys(self) -> list[str]:
        random, kind = self.random, self.made.kind
        wanted = list(_ORDER)
        if kind == "multiline":
            wanted = random.sample(("post", "unit", "deadline", "result"), random.randint(1, 3))
            wanted.append("deed")
        elif kind != "bad":
            optional = {"category", "quantity", "deadline", "labour", "result", "unit"}
            wanted = [k for k in wanted if k not in optional or random.random() < 0.8]
        if self.grouped:
            wanted = [key for key in wanted if key != "unit"]
        if "quantity" not in wanted and "quantity_unit" in wanted:
            wanted.remove("quantity_unit")
        random.shuffle(wanted)
        if "quantity_unit" in wanted:  # they stand side by side
            wanted.remove("quantity_unit")
            wanted.insert(wanted.index("quantity") + random.randint(0, 1), "quantity_unit")
        front = ["number", "name"] if random.random() < 0.85 else ["name"]
        at = 0 if random.random() < 0.8 else random.randint(0, len(wanted))
        if at < len(wanted) and wanted[at - 1 : at + 1] in (
            ["quantity", "quantity_unit"],
            ["quantity_unit", "quantity"],
        ):
            at = 0
        wanted[at:at] = front
        return wanted + [
            f"extra{n}" for n in random.sample(range(len(w.EXTRAS)), random.randint(0, 2))
        ]

    def _titles(self) -> None:
        if self.random.random() < 0.2 and self.made.kind != "merged":
            return
        place = self.random.choice(w.PLACES)
        above: tuple[list[list[Any]], ...] = (
            [["ĐẢNG BỘ XÃ " + place.upper(), None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"], ["*"], []],
            [["CHI BỘ " + place.upper()], []],
            [[]],
        )
        self.rows += self.random.choice(above)
        self.rows += [["BIỂU TỔNG HỢP ĐĂNG KÝ VIỆC LÀM THEO BÁC NĂM 2022"]]
        self.spans.append((len(self.rows), 1, len(self.rows), len(self.keys)))
        self.rows += self.random.choice(
            ([], [["(Kèm theo Công văn số 12-CV/ĐU, ngày 05/01/2022)"]], [[]])
        )

    def _headings(self) -> None:
        random = self.random
        both = self.made.kind == "merged"
        heads: list[str] = []
        for key in self.keys:
            if key.startswith("extra"):
                heads.append(w.EXTRAS[int(key[5:])][0])
                continue
            words = w.HEADINGS["both" if both and key == "name" else key]
            head = random.choice(words)
            heads.append(head + random.choice(w.FACTORS[self.factor]) if key == "money" else head)
        first = len(self.rows) + 1
        at = self.columns.get("quantity")
        beside = self.columns.get("quantity_unit")
        if both and at is not None and beside is not None and self.made.format != "csv":
            left = min(at, beside)
            above: list[Any] = [*heads]
            above[left], above[left + 1] = (
                random.choice(("Chỉ tiêu", "Chỉ tiêu đăng ký", "Khối lượng đăng ký")),
                None,
            )
            below: list[Any] = [None] * len(heads)
            below[at], below[beside] = (
                random.choice(("Số lượng", "SL")),
                random.choice(("ĐVT", "Đơn vị tính")),
            )
            self.rows += [above, below]
            self.spans.append((first, left + 1, first, left + 2))
            self.spans += [
                (first, n + 1, first + 1, n + 1) for n in range(len(heads)) if n not in (at, beside)
            ]
        else:
            self.rows.append([*heads])
        if random.random() < 0.25:
            self.rows.append([f"({n})" for n in range(1, len(heads) + 1)])

    def _row(self, values: dict[str, Any], *, goes_on: bool = False) -> int:
        """Write a row; its number. What is said of the person stands beside the name only."""
        row: list[Any] = [None] * len(self.keys)
        for key, value in values.items():
            if key in self.columns:
                row[self.columns[key]] = value
        for key, at in self.columns.items():
            if key.startswith("extra") and not goes_on:
                row[at] = self.random.choice(w.EXTRAS[int(key[5:])][1]) or None
        self.rows.append(row)
        return len(self.rows)

    def _person(self) -> tuple[str, str]:
        """A name as typed, and as it is meant."""
        r = self.random
        name = " ".join((r.choice(w.FAMILY), r.choice(w.MIDDLE), r.choice(w.GIVEN)))
        typed = r.choice(
            (name, name, name, name.upper(), f"  {name} ", f"Đ/c {name}", name.replace(" ", "  "))
        )
        return typed, name.upper() if typed.isupper() else name

    def _deed_values(self, unit: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """What is typed of one deed, and what is true of it."""
        r = self.random
        typed: dict[str, Any] = {
            "category": r.choice(("Đảng viên", "ĐV", "Đảng viên")),
            "unit": unit,
        }
        true: dict[str, Any] = {}
        if r.random() < 0.7:
            text, amount, measure = r.choice(w.DEEDS)
            typed["quantity"], typed["quantity_unit"] = self._number(amount), measure
            true["quantity"] = Decimal(amount) if "quantity" in self.columns else None
        else:
            text = r.choice(w.PLAIN_DEEDS)
        typed["deed"] = true["text"] = f"{text} tại {r.choice(w.PLACES)}"
        if r.random() < 0.6:
            typed["money"], true["money"] = self._money()
        if r.random() < 0.5 and "labour" in self.columns:
            days = Decimal(r.choice(("1", "2", "2.5", "10")))
            typed["labour"], true["labour"] = self._number(days), days
            if r.random() < 0.2:
                typed["labour"] = f"{format_number(days)} {r.choice(('công', 'ngày công', 'ngày'))}"
        if r.random() < 0.8 and "deadline" in self.columns:
            typed["deadline"], true["deadline"] = r.choice(w.DEADLINES)
        if "result" in self.columns:
            true["completed"] = r.random() < 0.6
            typed["result"] = r.choice(w.DONE if true["completed"] else w.NOT_DONE) or None
        return typed, true

    def _number(self, value: Any) -> Any:
        number = Decimal(value)
        plain = int(number) if number == int(number) else float(number)
        return format_number(number) if self.random.random() < 0.3 else plain

    def _money(self) -> tuple[Any, int]:
        r = self.random
        if r.random() < 0.3:
            worded = [each for each in w.AMOUNTS if each[0].strip("0123456789., ")]
            return r.choice(w.AMOUNTS if self.factor == 1 else worded)
        dong = r.choice((200_000, 500_000, 1_250_000, 4_300_000, 18_000_000))
        value = Decimal(dong) / self.factor
        if r.random() < 0.3:
            return format_number(value), dong
        return (int(value) if value == int(value) else float(value)), dong

    def _plain_rows(self) -> None:
        for _n in range(self.random.randint(4, 12)):
            unit = self.random.choice(self.units)
            typed, name = self._person()
            for _m in range(self.random.choice((1, 1, 2, 3))):
                self._write_deed(typed, name, unit, {})
            if self.random.random() < 0.05:
                self.rows.append([])
        if self.random.random() < 0.3:
            self._total(
                self.random.choice(w.TOTALS), self.made.deeds, wrong=self.random.random() < 0.5
            )

    def _write_deed(self, typed: str, name: str, unit: str, change: dict[str, Any]) -> int:
        cells, true = self._deed_values(unit)
        self.count += 1
        number = self._row({"number": self.count, "name": typed, **cells, **change})
        if not change:
            given = unit if "unit" in self.columns or self.grouped else ""
            self.made.deeds.append(Deed(number, name, given, **true))
        return number

    def _bad_rows(self) -> None:
        faults = [*w.FAULTS]
        self.random.shuffle(faults)
        for _n in range(12):
            typed, name = self._person()
            self._write_deed(typed, name, self.random.choice(self.units), {})
            if self.random.random() < 0.7:
                key, value = faults.pop()
                typed, name = self._person()
                number = self._write_deed(typed, name, self.units[0], {key: value})
                self.made.faults.append((number, column_letter(self.columns[key] + 1)))

    def _merged_rows(self) -> None:
        groups = self.units[: self.random.randint(1, 3)] if self.grouped else [self.units[0]]
        for index, unit in enumerate(groups):
            start = len(self.made.deeds)
            if self.grouped:
                mark = self.random.choice((["I", "II", "III"][index], None))
                head = (
                    unit
                    if mark
                    else self.random.choice(
                        (unit, unit.upper(), f"{index + 1}. {unit}", unit + ":")
                    )
                )
                number = self._row({"number": mark, "name": head})
                self.rows[-1] = [v if n in (self.columns.get("number"), self.columns["name"]) else None
                                 for n, v in enumerate(self.rows[-1])]  # fmt: skip
                unit = unit.upper() if head.isupper() else unit
                if self.random.random() < 0.4 and self.columns["name"] < len(self.keys) - 3:
                    left = self.columns["name"] + 1
                    self.spans.append((number, left, number, len(self.keys)))
            for _n in range(self.random.randint(1, 4)):
                self._merged_subject(unit)
            if self.grouped and len(groups) > 1 and self.random.random() < 0.6:
                words = self.random.choice(w.PART_TOTALS)
                words = words % (unit if "%s" in words else index + 1) if "%" in words else words
                self._total(words, self.made.deeds[start:], wrong=self.random.random() < 0.2)
        if self.random.random() < 0.8:
            words = self.random.choice(w.WHOLE_TOTALS)
            self._total(words, self.made.deeds, wrong=self.random.random() < 0.3)

    def _merged_subject(self, unit: str) -> None:
        typed, name = self._person()
        if self.random.random() < 0.3:
            name = self.random.choice((unit, self.random.choice(w.BODIES)))
            typed = self.random.choice(w.COLLECTIVES) % name
        first = number = len(self.rows) + 1
        for index in range(self.random.randint(1, 3)):
            cells, true = self._deed_values(unit)
            if index == 0:
                cells |= {"number": self.count + 1, "name": typed}
            else:
                cells |= {"unit": None, "category": None}
            number = self._row(cells, goes_on=index > 0)
            given = unit if "unit" in self.columns or self.grouped else ""
            self.made.deeds.append(Deed(number, name, given, **true))
        self.count += 1
        if number > first:
            for key in ("number", "name", "unit", "category"):
                if key in self.columns:
                    at = self.columns[key] + 1
                    self.spans.append((first, at, number, at))

    def _rows_of_many(self) -> None:
        r = self.random
        for _n in range(r.randint(3, 8)):
            typed, name = self._person()
            mark = r.choice(("%d. ", "%d) ", "%d/ ", "- ", "+ ", "%d- ", "• ", "", "%d."))
            joint = "; " if not mark and r.random() < 0.5 else "\n"
            lines, deeds = [], []
            unit = r.choice(self.units)
            result, done = None, False
            if "result" in self.columns:
                done = r.random() < 0.5
                result = r.choice(w.DONE if done else w.NOT_DONE) or None
            due, day = r.choice(w.DEADLINES) if "deadline" in self.columns else (None, None)
            count = r.randint(1, 4)
            for index in range(1, count + 1):
                text = r.choice([deed[0] for deed in w.DEEDS] + list(w.PLAIN_DEEDS))
                text += f" tại {r.choice(w.PLACES)}"
                said, money = r.choice(w.GIVEN_IN_WORDS) if r.random() < 0.4 else ("", 0)
                end = r.choice((".", ";", "", "")) if joint == "\n" else ""
                lines.append((mark % index if "%d" in mark else mark) + text + said + end)
                deeds.append((text + said, money))
            self.count += 1
            number = self._row({
                "number": self.count, "name": typed, "deed": joint.join(lines), "result": result,
                "post": "Đảng viên", "unit": unit, "deadline": due,
            })  # fmt: skip
            given = unit if "unit" in self.columns else ""
            self.made.deeds += [
                Deed(number, name, given, text, money, deadline=day, completed=done)
                for text, money in deeds
            ]

    def _total(self, words: str, deeds: Sequence[Deed], *, wrong: bool) -> None:
        cells: dict[str, Any] = {"name": words}
        money = Decimal(sum(deed.money for deed in deeds)) / self.factor
        if wrong and "money" in self.columns:
            money += 5
        if "money" in self.columns:
            cells["money"] = int(money) if money == int(money) else float(money)
        if "labour" in self.columns:
            cells["labour"] = float(sum(deed.labour for deed in deeds))
        if self.random.random() < 0.4:
            cells["deed"] = f"{len(deeds)} việc"
        number = self._row(cells)
        for key, at in self.columns.items():
            if key.startswith("extra"):
                self.rows[-1][at] = None
        if wrong and "money" in self.columns:
            self.made.wrong_totals.append(number)

    def _closing(self) -> None:
        at = self.random.randint(0, len(self.keys) - 1)
        self.rows += [[] for _n in range(self.random.randint(0, 2))]
        for line in self.random.choice(w.CLOSING):
            self.rows.append([None] * at + [line])
            self.rows += [[] for _n in range(self.random.randint(0, 1))]
