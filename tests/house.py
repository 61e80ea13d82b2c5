"""Reads the house from its files: rooms, floors, imports, acts, templates; finds what breaks its rules.

Every rule is a function from the root folder of a house to a list of faults, so that a test can
show it the real house as well as a small one with a planted fault.
"""

import ast
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.house_names import (
    CONFIG,
    DOORS,
    FOLDERS,
    KINDS,
    KITS,
    MACHINES,
    MORE_DOORS,
    MORE_HANDS,
    VAGUE,
)

PAGE_LINES, PART_LINES, MODULE_LINES, FUNCTION_LINES = 120, 40, 400, 60


def rooms(root: Path) -> list[Path]:
    """The folders of the house, without the switchboard and the pure tools."""
    packages = sorted(path.parent for path in (root / "neuguong").glob("*/__init__.py"))
    return [path for path in packages if path.name not in {"config", "lib"}]


def floors(root: Path) -> dict[str, int]:
    """Room → floor, as drawn in the first import contract of pyproject.toml; 0 is the lowest."""
    with (root / "pyproject.toml").open("rb") as file:
        contract = tomllib.load(file)["tool"]["importlinter"]["contracts"][0]
    lines: list[str] = list(reversed(contract["layers"]))
    return {
        room.strip(" ()"): floor
        for floor, line in enumerate(lines)
        for room in re.split("[|:]", line)
    }


def sources(root: Path, *, tests: bool = False, migrations: bool = False) -> Iterator[Path]:
    """The Python files of the package, as asked."""
    for path in sorted((root / "neuguong").rglob("*.py")):
        parts = path.relative_to(root).parts
        if ("tests" in parts and not tests) or ("migrations" in parts and not migrations):
            continue
        yield path


def templates(root: Path) -> Iterator[tuple[Path, str, str]]:
    """Each template with the name of its room and its text."""
    for path in sorted((root / "neuguong").glob("*/templates/**/*.html")):
        yield path, path.relative_to(root).parts[1], path.read_text(encoding="utf-8")


def _place(root: Path, path: Path) -> tuple[str, str]:
    """Room and kind of a file: neuguong/deeds/actions/confirm.py stands in deeds, actions."""
    parts = path.relative_to(root / "neuguong").parts
    return parts[0], Path(parts[1]).stem if len(parts) > 1 else ""


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _at(root: Path, path: Path, line: int, what: str) -> str:
    return f"{path.relative_to(root)}:{line}: {what}"


def unknown_names(root: Path) -> list[str]:
    """Files and folders that stand in no list of names."""
    faults = []
    for room in rooms(root):
        known = KINDS | MACHINES.get(room.name, set()) | {"__init__"}
        for path in sorted(room.iterdir()):
            allowed = path.name in FOLDERS or path.stem in known
            if not allowed:
                faults.append(_at(root, path, 1, "no file of a room has this name"))
    for path in (root / "neuguong" / "lib").glob("*.py"):
        if path.stem in VAGUE:
            faults.append(_at(root, path, 1, "a tool is named by its noun"))
    for path in (root / "neuguong" / "config").glob("*.py"):
        if path.stem not in CONFIG | {"__init__"}:
            faults.append(_at(root, path, 1, "the switchboard has no such list"))
    return faults


def too_long(root: Path) -> list[str]:
    """Modules over 400 lines, functions over 60, pages over 120, parts over 40."""
    faults = []
    for path in [*sources(root, tests=True), *(root / "tests").rglob("*.py")]:
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > MODULE_LINES:
            faults.append(_at(root, path, lines, f"{lines} lines, at most {MODULE_LINES}"))
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    faults.append(_at(root, path, node.lineno, f"{node.name} has {length} lines"))
    for path, _room, text in templates(root):
        is_part = path.name.startswith("_") or "parts" in path.parts
        most = PART_LINES if is_part else PAGE_LINES
        if text.count("\n") > most:
            faults.append(_at(root, path, most, f"{text.count(chr(10))} lines, at most {most}"))
    return faults


def _imports(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                yield node.lineno, f"{node.module}.{name.name}"
        elif isinstance(node, ast.Import):
            for name in node.names:
                yield node.lineno, name.name


def past_the_doors(root: Path) -> list[str]:
    """Imports from another room that do not go through one of its doors."""
    faults = []
    names = {room.name for room in rooms(root)}
    for path in sources(root):
        here, _kind = _place(root, path)
        for line, name in _imports(_tree(path)):
            parts = name.split(".")
            if parts[0] != "neuguong" or len(parts) < 3 or parts[1] not in names - {here}:
                continue
            if here != "config" and parts[2] not in DOORS | MORE_DOORS.get(parts[1], set()):
                faults.append(_at(root, path, line, f"{name} is private to its room"))
    return faults


_ALWAYS_WRITES = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
_FINDS = {"filter", "exclude", "all", "objects", "select_for_update", "order_by"}


def _writes(call: ast.Call) -> bool:
    """Whether a call looks like a write to the database."""
    if not isinstance(call.func, ast.Attribute):
        return False
    verb, on = call.func.attr, call.func.value
    if verb in _ALWAYS_WRITES:
        return True
    if verb == "save":  # a workbook or picture is saved to a place, a row to none
        return not call.args
    chain = {node.attr for node in ast.walk(on) if isinstance(node, ast.Attribute)}
    return verb in {"create", "update", "delete"} and bool(chain & _FINDS)


def writes_outside_acts(root: Path) -> list[str]:
    """Calls that write, outside `actions` and the engines' own hands."""
    faults = []
    for path in sources(root):
        room, kind = _place(root, path)
        if kind == "actions" or kind in MORE_HANDS.get(room, set()):
            continue
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Call) and _writes(node):
                faults.append(_at(root, path, node.lineno, "only acts write"))
    return faults


def reads_outside_queries(root: Path) -> list[str]:
    """Uses of a manager or a cursor outside models, queries and actions; apps may set up triggers."""
    faults = []
    for path in sources(root):
        room, kind = _place(root, path)
        if kind in {"models", "queries", "actions"} | MORE_HANDS.get(room, set()):
            continue
        reads = {"objects", "_default_manager", "_base_manager"}
        if kind != "apps":
            reads.add("cursor")
        for node in ast.walk(_tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in reads:
                faults.append(_at(root, path, node.lineno, f".{node.attr} belongs into queries"))
    return faults


def _acts(root: Path) -> Iterator[tuple[Path, ast.FunctionDef]]:
    """Public functions of actions that take `by`, above the kits.

    `require_…` only asks the actor, `locked_…` only fetches for the acts beside it.
    """
    for path in sources(root):
        room, kind = _place(root, path)
        if kind != "actions" or room in KITS:
            continue
        for node in _tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith(
                ("_", "require_", "locked_")
            ):
                names = [arg.arg for arg in [*node.args.args, *node.args.kwonlyargs]]
                if "by" in names:
                    yield path, node


def _is_recorded(act: ast.FunctionDef, beside: dict[str, ast.FunctionDef]) -> bool:
    """Whether the act writes its record line itself, through another act given the same `by`, or
    through a private function `beside` it that does."""
    for node in ast.walk(act):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            hands_on = any(word.arg == "by" for word in node.keywords)
            if hands_on or "record" in name.split("_"):
                return True
            if name.startswith("_") and name in beside and beside[name] is not act:
                rest = {other: body for other, body in beside.items() if other != name}
                if _is_recorded(beside[name], rest):
                    return True
    return False


def lawless_acts(root: Path) -> list[str]:
    """Acts that are not atomic, keyword-only, documented and recorded."""
    faults = []
    for path, act in _acts(root):
        text = ast.unparse(act)
        if "transaction.atomic" not in text:
            faults.append(_at(root, path, act.lineno, f"{act.name} is not atomic"))
        if act.args.args or act.args.posonlyargs:
            faults.append(_at(root, path, act.lineno, f"{act.name} takes keywords only"))
        if not ast.get_docstring(act):
            faults.append(_at(root, path, act.lineno, f"{act.name} has no docstring"))
        beside = {node.name: node for node in _tree(path).body if isinstance(node, ast.FunctionDef)}
        if not _is_recorded(act, beside):
            faults.append(_at(root, path, act.lineno, f"{act.name} is not recorded"))
    return faults


_CALLS = re.compile(r"""{%\s*(?:extends|include|static)\s+["'](\w+)/""")


def templates_reaching_up(root: Path) -> list[str]:
    """Templates that extend, include or show what belongs to a higher room or a sibling."""
    height = floors(root)
    faults = []
    for path, room, text in templates(root):
        for match in _CALLS.finditer(text):
            other = match[1]
            if other != room and height.get(other, -1) >= height.get(room, 0):
                line = text.count("\n", 0, match.start()) + 1
                faults.append(_at(root, path, line, f"{room} reaches up to {other}"))
    return faults


_INLINE = re.compile(
    r"""<style|<script(?![^>]*\ssrc=)|\s(?:style|on[a-z]{3,})=["'{]|javascript:""", re.I
)
_HOST = re.compile(r"""https?://(?!www\.w3\.org/)|(?:src|href|url)\s*[=(]\s*["']?//""", re.I)


def inline_code(root: Path) -> list[str]:
    """Styles and scripts written inside a template, which the security policy would not run."""
    return [
        _at(root, path, text.count("\n", 0, match.start()) + 1, f"inline {match[0].strip()}")
        for path, _room, text in templates(root)
        for match in _INLINE.finditer(text)
    ]


def hosts(root: Path) -> list[str]:
    """Addresses of other hosts in what a browser receives or a report is set from."""
    ours = (root / "neuguong").glob("*/*/**/*")
    shown = [path for path in ours if path.suffix in {".html", ".css", ".js", ".svg", ".typ"}]
    return [
        _at(root, path, text.count("\n", 0, match.start()) + 1, "names a host")
        for path in sorted(shown)
        for text in [path.read_text(encoding="utf-8")]
        for match in _HOST.finditer(text)
    ]


_TEXT = {
    ".py",
    ".html",
    ".css",
    ".js",
    ".md",
    ".toml",
    ".po",
    ".csv",
    ".txt",
    ".typ",
    ".sh",
    ".yaml",
    ".in",
}
_NOT_OURS = {".git", ".venv", "var", "build", "__pycache__", "samples"}


def decomposed(root: Path) -> list[str]:
    """Lines that are not in Unicode NFC; samples may hold what people really send."""
    return [
        _at(root, path, number, "is not in NFC")
        for path in sorted(root.rglob("*"))
        if path.suffix in _TEXT
        and not _NOT_OURS & set(path.relative_to(root).parts)
        and path.is_file()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if not unicodedata.is_normalized("NFC", line)
    ]


def receivers(root: Path) -> list[str]:
    """Signals listened to; those around `migrate` may set up triggers and vocabularies."""
    faults = []
    for path in sources(root):
        for line, name in _imports(_tree(path)):
            signal = re.match(r"django\.(db\.models\.signals|core\.signals|dispatch)\.(\w+)", name)
            if signal and signal[2] not in {"pre_migrate", "post_migrate"}:
                faults.append(_at(root, path, line, f"{name}: call it in the act"))
    return faults


def machine_named_migrations(root: Path) -> list[str]:
    """Migrations that say only when they were made."""
    return [
        _at(root, path, 1, "name it by what changed")
        for path in (root / "neuguong").glob("*/migrations/*.py")
        if "_auto_" in path.name
    ]


RULES: tuple[Callable[[Path], list[str]], ...] = (
    unknown_names,
    too_long,
    past_the_doors,
    writes_outside_acts,
    reads_outside_queries,
    lawless_acts,
    templates_reaching_up,
    inline_code,
    hosts,
    decomposed,
    receivers,
    machine_named_migrations,
)
