"""Writes the pages of docs/ that are made from the code, and says whether they are fresh."""

import ast
import sys
from pathlib import Path

from neuguong.config.env import SETTINGS

ROOT = Path(__file__).resolve().parent.parent


def settings_page() -> str:
    """docs/operate/settings.md: every name of the environment."""
    lines = [
        "# Settings",
        "",
        "Names of the environment, read once at start by `neuguong/config/env.py`; a wrong value stops the",
        "site with a sentence. Relative paths start at the project. Policy (deadlines, minimums, words of",
        "the year) is not here: it is data. This page is made by `make docs`.",
        "",
        "| name | default | meaning |",
        "| --- | --- | --- |",
    ]
    for setting in SETTINGS:
        default = f"`{setting.default}`" if setting.default else "(empty)"
        lines.append(f"| `{setting.name}` | {default} | {setting.meaning} |")
    return "\n".join(lines) + "\n"


def acts_page() -> str:
    """docs/acts.md: every act of every room with the sentence that describes it."""
    lines = [
        "# Acts",
        "",
        "Everything that changes the world, by room: the page, the import, the worker and the command call",
        "these and nothing else writes. This page is made by `make docs` from their docstrings.",
    ]
    for room in sorted((ROOT / "neuguong").iterdir()):
        files = sorted([*room.glob("actions.py"), *room.glob("actions/*.py")])
        acts = [act for file in files for act in _acts(file)]
        if acts:
            lines += ["", f"## {room.name}", "", "| act | what it does |", "| --- | --- |"]
            lines += [f"| `{name}` | {sentence} |" for name, sentence in acts]
    return "\n".join(lines) + "\n"


PAGES = {"docs/operate/settings.md": settings_page, "docs/acts.md": acts_page}


def _acts(file: Path) -> list[tuple[str, str]]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    found = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith(("_", "require_", "locked_"))
    ]
    acts = [
        node
        for node in found
        if any(arg.arg == "by" for arg in [*node.args.args, *node.args.kwonlyargs])
    ]
    return [
        (node.name, (ast.get_docstring(node) or "").split("\n\n")[0].replace("\n", " "))
        for node in acts
    ]


def main() -> None:
    """Write the pages, or with `--check` only say which are stale."""
    stale = []
    for name, write in PAGES.items():
        path, text = ROOT / name, write()
        if "--check" in sys.argv:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if stale:
        sys.exit(f"{', '.join(stale)}: không còn mới / stale. Hãy chạy / run: make docs")


if __name__ == "__main__":
    main()
