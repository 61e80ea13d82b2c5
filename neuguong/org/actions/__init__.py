"""Acts on units: found, rename, and write whole lives back when the tree is rearranged."""

from neuguong.org.actions.founding import (
    UnitEntry,
    found_unit,
    found_units,
    lock_tree,
    slugify_path,
    unfound_units,
)
from neuguong.org.actions.naming import (
    Named,
    rename_unit,
    set_unit_types,
    unrename_unit,
)
from neuguong.org.actions.rearranging import (
    Rewriting,
    drop_successions,
    paths_after,
    rewriting_of,
    take_away,
    write_lives,
    write_states,
)

__all__ = [
    "Named",
    "Rewriting",
    "UnitEntry",
    "drop_successions",
    "found_unit",
    "found_units",
    "lock_tree",
    "paths_after",
    "rename_unit",
    "rewriting_of",
    "set_unit_types",
    "slugify_path",
    "take_away",
    "unfound_units",
    "unrename_unit",
    "write_lives",
    "write_states",
]
