"""Says in SQL what the image of a row is, and how images meet the map; the same text on both engines."""

from typing import Final, NamedTuple

from neuguong.lib.measure import Source

FACETS: Final = ("f1", "f2", "f3", "f4")
VALUES: Final = ("i1", "i2", "i3")
COLUMNS: Final = ("sign", "source", "unit_id", "month", *FACETS, *VALUES)
# What a group of images adds up to: rows, and each of their three integers.
SUMS: Final = ("n", "s1", "s2", "s3")

# How a group of images `s` meets a row `m` of the map, and what it then adds. One looks at rows,
# never at sums: a sum of images may be zero or below while it still counts (performance 1.9, trap 6).
MEETS: Final = " AND ".join(
    ["m.source = s.source", *(f"m.{facet} IN (-1, s.{facet})" for facet in FACETS)]
)
ADDS: Final = (
    "s.n",
    "CASE m.value WHEN 0 THEN s.n WHEN 1 THEN s.s1 WHEN 2 THEN s.s2 ELSE s.s3 END",
    "CASE WHEN m.qualifier IN (2, 5) THEN s.n ELSE 0 END",
    "CASE WHEN m.qualifier = 3 THEN s.n ELSE 0 END",
    "CASE WHEN m.qualifier = 4 THEN s.n ELSE 0 END",
)
PARTS: Final = ("n", "v", "n_at_least", "n_at_most", "n_about")


class ImageSql(NamedTuple):
    """One image of a row: what to select, the month in it, and when there is one at all."""

    columns: str
    month: str
    present: str

    def select(self, origin: str = "") -> str:
        """The select that gives it; a row-level trigger selects from nowhere."""
        return f"SELECT {self.columns}{origin and f' FROM {origin}'} WHERE {self.present}"


def columns_of(source: Source) -> tuple[str, ...]:
    """The columns of a row that its image is made of."""
    times = (source.month,) if source.month else (source.start, source.end)
    return tuple(filter(None, (source.unit, *times, *source.facets, *source.values)))


def images_of(source: Source, vendor: str, row: str, sign: int = 1) -> list[ImageSql]:
    """The images of the row called `row`: one for a flow, one for each end of a stock.

    A row without a month, or without that end, has none.
    """
    ends = [(sign, source.month)] if source.month else [(sign, source.start), (-sign, source.end)]
    images = []
    for signed, column in ends:
        if column is not None:
            at = f"{row}.{column}"
            month = at if source.month else _month_of_day(vendor, at)
            values = (
                signed, source.number, f"{row}.{source.unit}", month,
                *_padded(row, source.facets, len(FACETS), "integer"),
                *_padded(row, source.values, len(VALUES), "bigint"),
            )  # fmt: skip
            named = ", ".join(
                f"{value} AS {name}" for value, name in zip(values, COLUMNS, strict=True)
            )
            images.append(ImageSql(named, month, f"{at} IS NOT NULL"))
    return images


def _padded(row: str, columns: tuple[str, ...], length: int, kind: str) -> list[str]:
    present = [f"coalesce(cast({row}.{column} AS {kind}), 0)" for column in columns]
    return present + ["0"] * (length - len(columns))


def _month_of_day(vendor: str, day: str) -> str:
    if vendor == "postgresql":
        return f"cast(extract(year FROM {day}) * 100 + extract(month FROM {day}) AS integer)"
    return f"cast(substr({day}, 1, 4) || substr({day}, 6, 2) AS integer)"


def grouped(images: str, *by: str) -> str:
    """The sums of images by some columns and by their facets.

    PostgreSQL would turn a sum of bigint into numeric and slow down all that follows (trap 5).
    """
    keys = ", ".join((*by, "source", *FACETS))
    sums = ["cast(sum(sign) AS bigint) AS n"]
    sums += [f"cast(sum(sign * {value}) AS bigint) AS s{i}" for i, value in enumerate(VALUES, 1)]
    return f"SELECT {keys}, {', '.join(sums)} FROM {images} GROUP BY {keys}"
