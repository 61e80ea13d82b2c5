"""The names that files and parts of rooms may have; `house.py` holds the house against them."""

from typing import Final

KINDS = {"rights", "rules", "measures", "models", "queries", "actions", "forms", "columns"}
KINDS |= {"views", "api", "tasks", "admin", "urls", "apps"}
KITS = {
    "ui",
    "audit",
    "jobs",
    "files",
    "shield",
}  # they act inside the acts of others, who record them
FOLDERS = {"templates", "static", "tests", "migrations", "__pycache__"}
DOORS = {"models", "rules", "rights", "measures", "columns", "queries", "actions"}
VAGUE = {"utils", "util", "core", "common", "helpers", "helper", "extras", "base", "misc"}

UI_PARTS: Final = (
    "asked", "charts", "context", "fields", "guide", "menu", "middleware", "parts", "sheet", "states",
    "templatetags",
)  # fmt: skip

# Rooms with a machine of their own have files named by the noun of each part beside the known kinds.
MACHINES: dict[str, set[str]] = {
    "accounts": {"adapter", "gate", "slips", "typst"},
    "ui": set(UI_PARTS),
    "jobs": {"worker"},
    "shield": {"middleware", "pace", "pages", "standby"},
    "people": {"access", "roles"},
    "rollup": {"sources", "triggers", "fold", "verify", "compile", "moving"},
    "documents": {
        *("book", "certificate"),
        *("document", "docx", "fonts", "html", "pdf", "shape", "styles", "typst", "widths"),
        "xlsx",
        "book",
        "certificate",
    },
    "reports": {"paper", "typst"},
    "exchange": {"workbook", "writer"},
    "ops": {
        "cli",
        "demo",
        "synth",
        "facts",
        "management",
        "data",
        "server",
        "checks",
        "archive",
        "vocabulary",
    },
}
CONFIG = {"settings", "env", "urls", "api", "wsgi", "headers", "formats"}
CONFIG |= {"menu", "jobs", "handlers", "measures"}
# Parts of a machine that other rooms may use, and parts that touch rows.
MORE_DOORS: dict[str, set[str]] = {
    "people": {"access", "roles"},
    "jobs": {"worker"},  # run by the command of that name
    "ui": {
        "asked",
        "fields",
        "sheet",
        "parts",
        "charts",
        "states",
        "menu",
    },  # what pages are made of
    "files": {"views"},  # the answer that carries stored bytes
    "rollup": {"compile"},  # what the code declares, for the check of the database
    # the paper itself and the ways to write it
    "documents": {
        *("book", "certificate", "document", "docx", "fonts", "html", "pdf", "shape", "widths"),
        "xlsx",
    },
}
MORE_HANDS: dict[str, set[str]] = {
    "people": {"access"},
    "jobs": {"worker"},
    "ops": {"archive"},  # whole databases
    "rollup": {"fold", "verify", "compile", "triggers", "moving"},
    "lib": {"rows", "rowset"},  # many rows at the engine's speed, for acts on whole lists
}
