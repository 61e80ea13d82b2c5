"""What the worker can do: name of a job → its function; with seconds, work done by itself again and again."""

from collections.abc import Mapping
from typing import Final

JOBS: Final[Mapping[str, str | tuple[str, float]]] = {
    # asked for by someone, or by the work below
    "rollup.recount": "neuguong.rollup.tasks.recount",
    "exchange.bring_in": "neuguong.exchange.tasks.bring_in",
    "exchange.take_back": "neuguong.exchange.tasks.take_back",
    "exchange.bring_list": "neuguong.exchange.tasks.bring_list",
    "exchange.take_list_back": "neuguong.exchange.tasks.take_list_back",
    "home.look_over": "neuguong.home.tasks.look",
    "duties.write": "neuguong.duties.tasks.write",
    # by itself, each so many seconds
    "duties.look": ("neuguong.duties.tasks.look", 3_600.0),
    "audit.seal": ("neuguong.audit.tasks.seal_waiting", 2.0),
    "accounts.clear_door": ("neuguong.accounts.tasks.clear_door", 86_400.0),
    "audit.forget_addresses": ("neuguong.audit.tasks.forget_old_addresses", 86_400.0),
    "rollup.fold": ("neuguong.rollup.tasks.fold_waiting", 2.0),
    "rollup.ask_for_recount": ("neuguong.rollup.tasks.ask_for_recount", 600.0),
    "rollup.ask_for_branch_recount": ("neuguong.rollup.tasks.ask_for_branch_recount", 1800.0),
    "home.ask_for_look": ("neuguong.home.tasks.ask_for_look", 600.0),
    "reorganisations.apply_due": ("neuguong.reorganisations.tasks.apply_due", 300.0),
    "reorganisations.forget": ("neuguong.reorganisations.tasks.forget", 86_400.0),
    "privacy.look_after_terms": ("neuguong.privacy.tasks.look_after_terms", 86_400.0),
    "meetings.open_quarters": ("neuguong.meetings.tasks.open_quarters", 86_400.0),
    "ops.clear_away": ("neuguong.ops.tasks.clear_away", 86_400.0),
}
