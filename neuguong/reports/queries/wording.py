"""Sentences around figures, right whatever figures there are; those of nothing leave no trace.

A phrase is a row of pieces: templates in which `{key unit}` binds a figure, and words kept as they
stand. The words are those of the paper and stay Vietnamese.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from neuguong.documents.document import Bound, Run, Text, prose
from neuguong.lib.dates import Period

Piece = str | Text
Phrase = tuple[Piece, ...]
Bounds = Mapping[str, Bound]

_WHEN: Final = {
    "year": "Trong năm",
    "month": "Trong tháng",
    "quarter": "Trong quý",
    "half": "Trong 6 tháng",
    "years": "Trong giai đoạn này",
}
_FRONT: Final = "Mặt trận Tổ quốc và các đoàn thể"

# What was achieved, by kind; kinds under one heading are said in one line.
_THEMES: Final = (
    ("Hạ tầng, nhà ở, vệ sinh môi trường", (
        ("results.forestry_road", "mở {} đường lâm nghiệp"),
        ("results.rural_road", "làm {} đường nông thôn"),
        ("results.production_road", "làm {} đường sản xuất"),
        ("results.bridges", "làm {} dân sinh"),
        ("results.houses", "làm, sửa {} ở"),
        ("results.sanitary_works", "làm {} vệ sinh, nước sạch"),
        ("results.gates", "dựng {} chào"),
        ("results.flower_road", "làm {} đường hoa"),
        ("results.clean_road", "giữ sạch {} đường làng"),
    )),
    ("Sản xuất, trồng rừng", (
        ("results.forest_planted", "trồng {} rừng"),
        ("results.trees", "trồng {}"),
        ("results.crops_converted", "chuyển đổi {} cây trồng"),
        ("results.models", "xây dựng {}"),
        ("results.land_mobilised", "vận động hiến {} đất"),
    )),
    ("Giúp đỡ Nhân dân", (
        ("results.households_helped", "giúp {}"),
        ("results.people_helped", "giúp {}"),
        ("results.people_taught", "dạy, hướng dẫn {}"),
        ("results.gifts", "tặng {} quà"),
    )),
    ("Tuyên truyền, học tập, công vụ", (
        ("results.sessions", "tổ chức {} tuyên truyền, lao động"),
        ("results.people_reached", "{} nghe tuyên truyền"),
        ("results.pledging_households", "vận động {} ký cam kết"),
        ("results.courses", "hoàn thành {} học, bồi dưỡng"),
        ("results.documents", "hoàn thành {}, thủ tục"),
    )),
)  # fmt: skip
_OTHER_THEME: Final = "Việc khác"

# What was given; the key is that of the whole, its companions follow where both are there.
GIFTS: Final = (
    ("contributions.money", "góp {}"),
    ("contributions.money_mobilised", "vận động được {}"),
    ("contributions.goods_value", "góp hiện vật trị giá {}"),
    ("contributions.labour_days", "góp {}"),
    ("contributions.land", "hiến {} đất"),
    ("contributions.money_budget", "sử dụng {} từ ngân sách"),
)


def runs(phrase: Phrase, bounds: Bounds) -> tuple[Run, ...]:
    """The runs of a phrase; neighbouring words become one."""
    made: list[Run] = []
    for piece in phrase:
        for run in (piece,) if isinstance(piece, Text) else prose(piece, bounds):
            if isinstance(run, Text) and made and isinstance(made[-1], Text):
                made[-1] = Text(made[-1].text + run.text)
            else:
                made.append(run)
    return tuple(made)


def listed(phrases: Sequence[Phrase], between: str = ", ", last: str = " và ") -> Phrase:
    """Phrases in a row: "A, B và C"."""
    made: list[Piece] = []
    for place, phrase in enumerate(phrases):
        if place:
            made.append(last if place == len(phrases) - 1 else between)
        made.extend(phrase)
    return tuple(made)


def lower_first(text: str) -> str:
    """The text as it goes on after a colon; names and abbreviations keep their capitals."""
    first, _space, rest = text.partition(" ")
    if first[1:2].isupper() or rest[:1].isupper():
        return text
    return text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def when(period: Period) -> str:
    """How sentences of this period begin: "Trong năm"."""
    return _WHEN[period.kind]


def led(
    *, basis: str, period: Period, issuer: str, title: str, theme: str, motto: str, is_cell: bool
) -> Phrase:
    """Whose programme it was, on what it rests, under which theme."""
    begin = f"Thực hiện {basis}, {period.label}" if basis else upper_first(period.label)
    did = "lãnh đạo" if is_cell else "lãnh đạo, chỉ đạo"
    phrase: list[Piece] = [Text(f"{begin}, {issuer} {did} việc {lower_first(title)}")]
    if theme:
        phrase.append(Text(f" với chuyên đề “{theme.rstrip('.')}”"))
    if motto:
        phrase.append(Text(f"{',' if theme else ''} theo phương châm “{motto.rstrip('.')}”"))
    return (*phrase, ".")


def strength(bounds: Bounds, *, period: Period, name: str, is_base: bool, is_cell: bool) -> Phrase:
    """How many organisations and members there are at the end of the period; empty without any."""
    parts: list[Phrase] = []
    if "organisations.grassroots" in bounds and not is_base:
        parts.append(("{organisations.grassroots unit} cơ sở đảng",))
    if "organisations.cells_under_grassroots" in bounds and not is_cell:
        whose = "" if is_base else " đảng ủy cơ sở"
        parts.append((f"{{organisations.cells_under_grassroots unit}} trực thuộc{whose}",))
    if "people.members" in bounds:
        parts.append(("{people.members}\u00a0đảng viên",))
    front: Phrase = ()
    if "organisations.mass" in bounds:
        front = ("{organisations.mass unit} Mặt trận Tổ quốc, đoàn thể",)
    if not parts and not front:
        return ()
    begin = Text(f"Đến hết {period.label}, {name} có ")
    if not parts:
        return (begin, *front, ".")
    return (begin, *listed(parts), *((", cùng ", *front) if front else ()), ".")


def least_asked(bounds: Bounds, year: int) -> Phrase:
    """What the plan asks of a member; empty where it asks nothing."""
    if "plans.minimum_deeds_per_member" not in bounds:
        return ()
    asked = "{plans.minimum_deeds_per_member unit}"
    return (f"Kế hoạch năm {year} yêu cầu mỗi đảng viên đăng ký ít nhất {asked}.",)


def registered(bounds: Bounds, *, period: Period, is_cell: bool) -> Phrase:
    """Who registered how many deeds: collectives first, then people."""
    sentences: list[str] = []
    if first := _of_collectives(bounds, when(period), is_cell=is_cell):
        sentences.append(first)
    if "deeds.people" in bounds:
        begin = "Có" if sentences else f"{when(period)}, có"
        deeds = " {deeds.by_individuals unit}" if "deeds.by_individuals" in bounds else ""
        sentences.append(f"{begin} {{deeds.people unit}} đăng ký{deeds}.")
    if not sentences:
        new = "chưa có bản đăng ký nào" if period.kind == "year" else "không có bản đăng ký mới"
        return (f"{when(period)}, {new} được xác nhận.",)
    return (" ".join(sentences),)


def _of_collectives(bounds: Bounds, begin: str, *, is_cell: bool) -> str:
    who = "{deeds.collectives unit}"
    party, mass = "deeds.by_party_collectives", "deeds.by_mass_organisations"
    total = bounds.get("deeds.by_collectives")
    if "deeds.collectives" not in bounds:
        return ""
    if total is None:
        return f"{begin}, có {who} đăng ký."
    only = [key for key in (party, mass) if key in bounds and bounds[key].value == total.value]
    if only == [party]:
        if is_cell and bounds["deeds.collectives"].value == 1:
            return f"{begin}, tập thể chi bộ đăng ký {{{party} unit}}."
        return f"{begin}, có {who} đảng đăng ký {{{party} unit}}."
    if only == [mass]:
        return f"{begin}, có {who} của {_FRONT} đăng ký {{{mass} unit}}."
    parts = [
        f"{words} {{{key} unit}}"
        for key, words in ((party, "tập thể đảng"), (mass, _FRONT))
        if key in bounds
    ]
    rest = f", trong đó {', '.join(parts)}" if parts else ""
    return f"{begin}, có {who} đăng ký {{deeds.by_collectives unit}}{rest}."


def finished_first(bounds: Bounds, units: Sequence[tuple[str, str]]) -> Phrase:
    """The units (name, slug) that finished all they registered: the first with its figures."""
    if not units:
        return ()
    (name, slug), rest = units[0], units[1:]
    parts: list[Phrase] = []
    deeds = next(
        (
            f"{key}@{slug}"
            for key in ("deeds.by_collectives", "deeds.by_party_collectives",
                        "deeds.by_mass_organisations")
            if f"{key}@{slug}" in bounds
        ),
        "",
    )  # fmt: skip
    who = f"deeds.collectives@{slug}"
    if deeds and who in bounds:
        parts.append((f"{{{who} unit}} với {{{deeds} unit}}",))
    who, deeds = f"deeds.people@{slug}", f"deeds.by_individuals@{slug}"
    if who in bounds and deeds in bounds:
        parts.append((f"{{{who} unit}} với {{{deeds} unit}}",))
    if not parts:
        return (Text(f"{name} hoàn thành tất cả việc đã đăng ký."),)
    phrase: Phrase = (Text(f"Riêng {name} có "), *listed(parts), ", tất cả đã hoàn thành.")
    if rest:
        names = listed([(Text(other),) for other, _slug in rest])
        phrase = (*phrase, " Cùng hoàn thành tất cả việc đã đăng ký còn có ", *names, ".")
    return phrase


def finished(bounds: Bounds, period: Period) -> Phrase:
    """How many of the registered deeds are done, and what became of the others."""
    if "deeds.completed" in bounds:
        return (f"{when(period)}, đã hoàn thành {{deeds.completed unit}}.",)
    if "deeds.all" not in bounds or period.kind not in ("year", "years"):
        return ()
    kept, total = bounds.get("deeds.kept"), bounds["deeds.all"]
    if kept is not None and kept.value == total.value:
        rate = ", đạt {deeds.completion_rate unit}" if "deeds.completion_rate" in bounds else ""
        return (f"Đã hoàn thành tất cả {{deeds.all unit}} đã đăng ký{rate}.",)
    rest = [
        f"{{{key} unit}} {words}"
        for key, words in (
            ("deeds.open", "chưa có kết quả cuối"),
            ("deeds.carried_over", "chuyển sang năm sau"),
            ("deeds.not_done", "không làm được"),
        )
        if key in bounds
    ]
    begin = "Trong {deeds.all unit} đã đăng ký, "
    if kept is None:
        begin += "chưa có việc nào hoàn thành"
    elif "deeds.completion_rate" in bounds:
        begin += "{deeds.kept unit} đã hoàn thành, đạt {deeds.completion_rate unit}"
    else:
        begin += "{deeds.kept unit} đã hoàn thành"
    return (f"{begin}{'; ' if rest else ''}{', '.join(rest)}.",)


def achieved(bounds: Bounds, labels: Mapping[str, str]) -> list[Phrase]:
    """What finished deeds brought, one line for each field; a kind without a sentence by its label."""
    known = {key for _theme, kinds in _THEMES for key, _words in kinds}
    others = tuple(
        (key, f"{lower_first(label)} {{}}")
        for key, label in labels.items()
        if key.startswith("results.") and key not in known
    )
    lines: list[Phrase] = []
    for theme, kinds in (*_THEMES, (_OTHER_THEME, others)):
        said = [words.format(f"{{{key} unit}}") for key, words in kinds if key in bounds]
        if said:
            lines.append((f"{theme}: {'; '.join(said)}.",))
    return lines


def shared(bounds: Bounds) -> Phrase:
    """Works of many hands; empty without any."""
    if "works.shared" not in bounds:
        return ()
    return ("Có {works.shared unit} do nhiều bên cùng làm, mỗi công trình chỉ tính một lần.",)


def given(bounds: Bounds, *, is_cell: bool) -> Phrase:
    """What was given for the common good: by whom, and how much of each; empty without any."""
    said: list[Phrase] = []
    givers: set[str] = set()
    for key, words in GIFTS:
        if key not in bounds:
            continue
        people, collectives = f"{key}.by_individuals", f"{key}.by_collectives"
        givers |= {who for who in ("by_individuals", "by_collectives") if f"{key}.{who}" in bounds}
        phrase = words.format(f"{{{key} unit}}")
        if people in bounds and collectives in bounds:
            phrase += f" (cá nhân {{{people} unit}}, tập thể {{{collectives} unit}})"
        said.append((phrase,))
    if not said:
        return ()
    who = {
        frozenset({"by_individuals"}): "Các cá nhân",
        frozenset({"by_collectives"}): "Tập thể chi bộ" if is_cell else "Các tập thể",
    }.get(frozenset(givers), "Các tập thể, cá nhân")
    return (f"{who} đã ", *listed(said, between="; ", last="; "), ".")


def result_words(key: str) -> str:
    """How one result is said, with {} for its amount; a plain {} for a kind without a sentence."""
    return next((words for _t, kinds in _THEMES for known, words in kinds if known == key), "{}")


def gift_words(key: str) -> str:
    """How one gift is said, with {} for its amount."""
    return dict(GIFTS).get(key, "{}")
