"""Reads of good models: of a unit, those open to all, one with who follows it, and how it spread."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.http import Http404

from neuguong.honours.models import Adoption, GoodModel, ModelPhoto
from neuguong.honours.rights import Right
from neuguong.honours.rules.examples import ModelState
from neuguong.lib.actor import Actor, PathRange
from neuguong.lib.vietnamese import fold
from neuguong.org.models import Unit
from neuguong.org.queries import within

MOST = 300


@dataclass(frozen=True, slots=True)
class ModelPage:
    """A model with its photos and who follows it; `spread` groups those by the unit above them."""

    model: GoodModel
    photos: list[ModelPhoto]
    adoptions: list[Adoption]
    spread: list[tuple[Unit | None, list[Adoption]]]
    sees: bool
    may: frozenset[str]


def models_of(unit: Unit, year: int) -> list[GoodModel]:
    """The models of a unit's branch of a year, with how many follow each."""
    rows = within(
        GoodModel.objects.filter(year=year), [PathRange.branch(unit.path)], "unit__path"
    ).select_related("unit", "field")
    return list(rows.annotate(followers=Count("adoptions"))[:MOST])


def adoptions_in(unit: Unit, year: int) -> list[Adoption]:
    """What the units of a branch took over from others in a year."""
    rows = within(Adoption.objects.filter(year=year), [PathRange.branch(unit.path)], "unit__path")
    return list(rows.select_related("unit", "model__unit").order_by("since", "pk")[:MOST])


def open_models(words: str = "", field: int = 0) -> list[GoodModel]:
    """Recognised models that their units let all others read, newest first."""
    rows = GoodModel.objects.filter(is_open=True, state=ModelState.RECOGNISED)
    if words:
        rows = rows.filter(search__contains=fold(words))
    if field:
        rows = rows.filter(field=field)
    rows = rows.select_related("unit", "field").annotate(followers=Count("adoptions"))
    return list(rows.order_by("-recognised_on", "-pk")[:MOST])


def model_seen(by: Actor, model_id: int) -> ModelPage:
    """A model for those of its branch, for all who sign in once it is open; otherwise 404."""
    model = (
        GoodModel.objects.select_related("unit__type", "unit__parent", "field")
        .filter(pk=model_id)
        .first()
    )
    if model is None or not may_see(by, model):
        raise Http404
    sees = by.sees_names(model.unit.path)
    photos = model.photos.select_related("file")
    adoptions = list(
        model.adoptions.select_related("unit__type", "unit__parent").order_by("unit__path")
    )
    return ModelPage(
        model=model,
        photos=[photo for photo in photos if sees or photo.is_open],
        adoptions=adoptions,
        spread=_spread(adoptions),
        sees=sees,
        may=_may(by, model),
    )


def may_see(by: Actor, model: GoodModel) -> bool:
    """Whether a reader may know of a model."""
    opened = model.is_open and model.state != ModelState.DRAFT
    return by.may(Right.VIEW, at=model.unit) or (opened and by.id is not None)


def photo_seen(by: Actor, photo_id: int) -> ModelPhoto:
    """A photo of a model that the reader may see; faces only where names may be read, else 404."""
    photo = ModelPhoto.objects.select_related("model__unit", "file").filter(pk=photo_id).first()
    if photo is None or not may_see(by, photo.model):
        raise Http404
    if not (photo.is_open or by.sees_names(photo.model.unit.path)):
        raise Http404
    return photo


def _may(by: Actor, model: GoodModel) -> frozenset[str]:
    found: set[str] = set()
    if by.may(Right.PROPOSE, at=model.unit):
        found |= {"change", "photo"}
    if by.may(Right.DECIDE, at=model.unit):
        found |= {"recognise"} if model.state == ModelState.DRAFT else set()
        found |= {"end"} if model.state != ModelState.ENDED else set()
    if model.state == ModelState.RECOGNISED and by.scope(Right.PROPOSE):
        found.add("adopt")
    return frozenset(found)


def _spread(adoptions: list[Adoption]) -> list[tuple[Unit | None, list[Adoption]]]:
    """Those who follow a model, by the unit they stand under: how far it went, place by place."""
    groups: dict[int, list[Adoption]] = defaultdict(list)
    places: dict[int, Unit | None] = {}
    for row in adoptions:
        at = row.unit.parent_id or 0
        groups[at].append(row)
        places[at] = row.unit.parent
    return [(places[at], rows) for at, rows in groups.items()]


def units_that_may_adopt(by: Actor, model: GoodModel) -> list[Unit]:
    """Units for which the reader writes, that do not follow the model yet."""
    taken = Adoption.objects.filter(model=model).values("unit")
    rows = within(Unit.objects.filter(closed_on=None), by.scope(Right.PROPOSE))
    rows = rows.exclude(pk__in=taken).exclude(pk=model.unit_id)
    return list(rows.select_related("type").order_by("path")[:MOST])


def adoption_seen(by: Actor, adoption_id: int) -> Adoption:
    """What a unit took over, for one who writes there: 404, or 403 to who only looks."""
    row = Adoption.objects.select_related("unit", "model__unit").filter(pk=adoption_id).first()
    if row is None or not (by.may(Right.VIEW, at=row.unit) or may_see(by, row.model)):
        raise Http404
    by.require(Right.PROPOSE, at=row.unit)
    return row


def models_to_tell(branch: PathRange, first_month: int, last_month: int) -> list[GoodModel]:
    """Recognised models of a branch in some months, those most followed first, for a report."""
    rows = within(GoodModel.objects.all(), [branch], "unit__path")
    rows = rows.filter(month__gte=first_month, month__lte=last_month).select_related("unit")
    return list(rows.annotate(followers=Count("adoptions")).order_by("-followers", "pk")[:12])
