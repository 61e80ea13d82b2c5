"""What the report says of ratings, titles and declarations; of the 27 items the declaration alone."""

from typing import Final

from neuguong.lib.dates import Period
from neuguong.reports.queries.wording import Bounds, Phrase, listed

_LEVELS: Final = (
    ("excellent", "hoàn thành xuất sắc nhiệm vụ"),
    ("good", "hoàn thành tốt nhiệm vụ"),
    ("done", "hoàn thành nhiệm vụ"),
    ("failed", "không hoàn thành nhiệm vụ"),
)
_TITLES: Final = (
    ("evaluations.organisation_title", "tổ chức đảng"),
    ("evaluations.culture_title", "cơ quan, đơn vị"),
    ("evaluations.mass_organisation_title", "đoàn thể"),
)


def _declared(bounds: Bounds, period: Period) -> Phrase:
    """Only what the committee has declared with its minutes, in words that say so."""
    said: list[Phrase] = []
    for key, words in (
        ("members_without_manifestation", "đảng viên không có biểu hiện suy thoái"),
        ("members_breaching_prohibited_acts", "đảng viên vi phạm những điều không được làm"),
        ("members_completing_tasks", "đảng viên hoàn thành nhiệm vụ"),
        ("good_or_better", "hoàn thành tốt nhiệm vụ trở lên"),
    ):
        full = f"evaluations.{key}"
        if full in bounds:
            unit = " unit" if bounds[full].unit == "%" else ""
            said.append((f"{{{full}{unit}}} {words}",))
    return ("Cấp ủy kê khai, có biên bản: ", *listed(said), ".") if said else ()


def _rated(of: str, what: str, bounds: Bounds) -> Phrase:
    said: list[Phrase] = [
        (f"{{evaluations.{of}_{key}}} {words}",)
        for key, words in _LEVELS
        if f"evaluations.{of}_{key}" in bounds
    ]
    if not said:
        return ()
    return (f"Xếp loại {{evaluations.{of}_rated}} {what}: ", *listed(said), ".")


def _members(bounds: Bounds, period: Period) -> Phrase:
    return _rated("members", "đảng viên", bounds)


def _grassroots(bounds: Bounds, period: Period) -> Phrase:
    return _rated("grassroots", "tổ chức cơ sở đảng", bounds)


def _cells(bounds: Bounds, period: Period) -> Phrase:
    return _rated("organisations", "chi bộ, tổ chức đảng trực thuộc", bounds)


def _titled(bounds: Bounds, period: Period) -> Phrase:
    said: list[Phrase] = [
        (f"{words} được công nhận “{{{key}}}”",) for key, words in _TITLES if key in bounds
    ]
    return ("Danh hiệu trong năm: ", *listed(said, "; ", "; "), ".") if said else ()


PLEDGE = (_declared,)
STRENGTHS = (_members, _cells, _grassroots, _titled)
