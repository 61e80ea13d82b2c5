"""Acts on people: add, correct, place, give posts, roles and accounts; take them along with units."""

from neuguong.people.actions.carrying import (
    Destination,
    Image,
    carry_people,
    changed_since,
    put_back,
)
from neuguong.people.actions.placing import (
    PersonEntry,
    add_people,
    add_person,
    correct_person,
    give_post,
    give_posts,
    grant_role,
    join_unit,
    leave_unit,
    open_account,
    open_names,
    remove_people,
    remove_ties,
)

__all__ = [
    "Destination",
    "Image",
    "PersonEntry",
    "add_people",
    "add_person",
    "carry_people",
    "changed_since",
    "correct_person",
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
]
