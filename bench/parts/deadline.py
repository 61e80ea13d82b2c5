"""The last day of registering: many write, one folds, and the national dashboard is read all the time."""

from statistics import median
from time import monotonic, perf_counter, sleep
from typing import Final

from bench import rivals, synthetic
from bench.crowd import at_work
from bench.lines import Line
from bench.parts.dashboard import plain_read
from bench.rivals import YEAR
from bench.sizes import Size
from bench.timing import Times
from neuguong.lib.dates import Period
from neuguong.org.models import Unit
from neuguong.rollup.actions import fold_all
from neuguong.rollup.models import Image
from neuguong.rollup.queries.span import Span
from neuguong.rollup.queries.sums import children_sums
from neuguong.rollup.verify import recount

PART: Final = "deadline"
WRITERS: Final = (0, 2, 8)
_BREATH: Final = 0.02


def measure(engine: str, size: Size) -> list[Line]:
    """With no writer, two, eight; every read is whole, and nothing is lost in the end."""
    root = Unit.objects.get(slug=synthetic.ROOT)
    return [_under(engine, size, root, writers) for writers in WRITERS]


def _under(engine: str, size: Size, root: Unit, writers: int) -> Line:
    span = Span.of(Period("year", YEAR), [measure.key for measure in rivals.chosen()])
    plain = plain_read(list(Unit.objects.filter(parent=root).values_list("pk", flat=True)))
    ours: list[float] = []
    theirs: list[float] = []
    waiting: list[int] = []
    seconds = size.load * 2
    with at_work(writers) as crowd:
        crowd.begin(seconds, folds=True)
        end = monotonic() + seconds
        while monotonic() < end:
            began = perf_counter()
            children_sums(root, span, all_rolled=True)
            middle = perf_counter()
            plain()
            ours.append(middle - began)
            theirs.append(perf_counter() - middle)
            waiting.append(Image.objects.count())
            sleep(_BREATH)
        written = crowd.written()
    fold_all()
    if differences := recount().differences:
        raise AssertionError(differences[0])
    beside = (
        f"{written / seconds:,.0f} deeds a second; waiting: {median(waiting):,.0f} in the middle,"
        f" {max(waiting):,} at most"
    )
    return Line(PART, engine, f"34 × 30 cells while {writers or 'none'} write and one folds",
                "the same rows by primary key, by turns", Times.of(ours), Times.of(theirs), None,
                beside)  # fmt: skip
