"""What stands around the words of any paper of a unit: who issues it, from where, and who signs."""

from dataclasses import dataclass
from datetime import date, timedelta

from neuguong.documents import rules
from neuguong.documents.rules import Signer
from neuguong.org.models import Unit, UnitType
from neuguong.org.queries import state_on
from neuguong.people.queries import posts_on

_SECRETARY = "Bí thư"


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit as it stood on the day of a paper."""

    name: str
    type: UnitType
    parent: Unit | None


@dataclass(frozen=True, slots=True)
class Head:
    """The head and the foot of a paper by the rules of its day; `code` is of its body: HU, ĐU, CB."""

    unit: Standing
    superior: str
    issuer: str
    code: str
    place: str
    authority: str
    signer: Signer
    recipients: tuple[str, ...]


def head_of(unit: Unit, day: date) -> Head:
    """Who issues a paper of the unit on that day, under whom, from where, and who signs and gets it."""
    stood = standing(unit, day)
    above = standing(stood.parent, day) if stood.parent else None
    superior = above.name if above else ""
    rank, is_cell = stood.type.rank, stood.type.is_cell
    return Head(
        unit=stood,
        superior=superior,
        issuer=rules.issuing_body(stood.name),
        code=rules.body_code(stood.name),
        place=_place(stood, day),
        authority=rules.authority_of(rank, is_cell=is_cell),
        signer=_signer(unit, day),
        recipients=rules.recipients_of(
            superior, above.type.rank if above else 0, stood.name, rank, is_cell=is_cell
        ),
    )


def standing(unit: Unit, day: date) -> Standing:
    """The unit on that day, or on its last or first where it was not there."""
    last = unit.closed_on - timedelta(days=1) if unit.closed_on else day
    state = state_on(unit, max(unit.opened_on, min(day, last)))
    if state is None:
        return Standing(unit.name, unit.type, unit.parent)
    return Standing(state.name, state.type, state.parent)


def _place(stood: Standing, day: date) -> str:
    """The territory nearest at or above the unit: its commune, district or province."""
    while not (place := rules.place_name(stood.name)) and stood.parent is not None:
        stood = standing(stood.parent, day)
    return place


def _signer(unit: Unit, day: date) -> Signer:
    """The secretary, or a deputy, on that day; a title without a name where nobody holds the post."""
    posts = [post for post in posts_on(unit, day) if rules.rank_of_post(post.title) is not None]
    posts.sort(key=lambda post: rules.rank_of_post(post.title) or 0)
    title = rules.printed_title(posts[0].title if posts else _SECRETARY)
    return Signer(title, posts[0].person.full_name if posts else "")
