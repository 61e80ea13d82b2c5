"""Acts on people: add, correct, place, give posts, roles and accounts; take them along with units."""

from neuguong.people.actions.carrying import (
    Destination,
    Image,
    carry_people,
    changed_since,
    put_back,
)
from neuguong.people.actions.granting import (
    close_account,
    end_grant,
    grant_role,
    open_account,
    reopen_account,
    stand_in,
)
from neuguong.people.actions.placing import (
    PersonEntry,
    add_people,
    add_person,
    correct_person,
    give_post,
    give_posts,
    join_unit,
    leave_unit,
    open_names,
    remove_people,
    remove_ties,
    set_field,
)

__all__ = [
    "Destination",
    "Image",
    "PersonEntry",
    "add_people",
    "add_person",
    "carry_people",
    "changed_since",
    "close_account",
    "correct_person",
    "end_grant",
    "give_post",
    "give_posts",
    "grant_role",
    "join_unit",
    "leave_unit",
    "open_account",
    "open_names",
    "put_back",
    "remove_people",
    "remove_ties",
    "reopen_account",
    "set_field",
    "stand_in",
]
