"""The indicators and rules every site begins with; officers add their own beside them."""

from typing import Final

from neuguong.indicators.rules import Direction, IndicatorEntry, Operator, RuleEntry, Severity

INDICATORS: Final = (
    IndicatorEntry(
        "Tỷ lệ đảng viên đăng ký", "100 × deeds.members / people.members", "%",
        key="indicators.members_registered",
    ),
    IndicatorEntry(
        "Tỷ lệ việc hoàn thành", "100 × deeds.kept / deeds.all", "%", key="indicators.deeds_kept"
    ),
    IndicatorEntry(
        "Số việc mỗi người đăng ký", "deeds.by_individuals / deeds.people", "việc", 2,
        key="indicators.deeds_per_person",
    ),
    IndicatorEntry(
        "Tiền đóng góp trên một đảng viên", "contributions.money / people.members", "đồng", 0,
        Direction.NEUTRAL, "Chỉ tính tiền của chính người, tập thể đăng ký.",
        key="indicators.money_per_member",
    ),
    IndicatorEntry(
        "Ngày công trên một đảng viên", "contributions.labour_days / people.members", "ngày công", 2,
        Direction.NEUTRAL, key="indicators.labour_per_member",
    ),
    IndicatorEntry(
        "Tỷ lệ việc chuyển sang năm sau hoặc không làm được",
        "100 × (deeds.carried_over + deeds.not_done) / deeds.all", "%", 1, Direction.LESS,
        key="indicators.deeds_left",
    ),
    IndicatorEntry(
        "Tỷ trọng việc trong cấp trên", "100 × deeds.all / cap_tren(deeds.all)", "%", 1,
        Direction.NEUTRAL, key="indicators.share_of_parent",
    ),
    IndicatorEntry(
        "Số việc tăng, giảm so với năm trước", "deeds.all - nam_truoc(deeds.all)", "việc", 0,
        Direction.NEUTRAL, key="indicators.deeds_change",
    ),
    IndicatorEntry(
        "Tốc độ tăng số việc so với năm trước",
        "100 × (deeds.all - nam_truoc(deeds.all)) / nam_truoc(deeds.all)", "%", 1,
        Direction.NEUTRAL, key="indicators.deeds_growth",
    ),
)  # fmt: skip

RULES: Final = (
    RuleEntry("Số việc hoàn thành không nhiều hơn số việc đăng ký",
              "deeds.kept", Operator.AT_MOST, "deeds.all", Severity.IMPOSSIBLE),
    RuleEntry("Số đảng viên đăng ký không nhiều hơn số đảng viên",
              "deeds.members", Operator.AT_MOST, "people.members"),
    RuleEntry("Mỗi người đăng ký có ít nhất một việc",
              "deeds.by_individuals", Operator.AT_LEAST, "deeds.people"),
    RuleEntry("Số việc mỗi người đăng ký không quá 10",
              "deeds.by_individuals", Operator.AT_MOST, "10 × deeds.people", Severity.HINT),
    RuleEntry("Ngày công không quá 60 ngày cho một người đăng ký",
              "contributions.labour_days.by_individuals", Operator.AT_MOST, "60 × deeds.people",
              Severity.HINT),
)  # fmt: skip
