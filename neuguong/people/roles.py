"""The roles and what each may do, as one table an official can read.

Names of rights are those of the rooms' `rights.py`; a test compares them. A role acts on the branch of
the unit it was granted on. Posts give no rights; grants do.
"""

from dataclasses import dataclass

from neuguong.lib.words import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Role:
    """A named bundle of rights; `gives` are the roles its holder may give others in the branch.

    Who may give a role gives it to others only, and nobody down the line can give what the first could
    not: a test walks the table.
    """

    key: str
    label: str
    rights: frozenset[str]
    gives: frozenset[str] = frozenset()


_LOOK = {"org.view", "programme.view", "rollup.view", "plans.view", "study.view", "ceremonies.view"}
_LOOK |= {"honours.view"}
_READ = _LOOK | {
    "meetings.view",
    "deeds.view",
    "people.view",
    "reports.view",
    "evaluations.view",
}
_WORK = _READ | {
    "people.change",
    "people.see_names",
    "deeds.register",
    "deeds.confirm",
    "deeds.report",
    "exchange.import",
    "reports.make",
    "inspections.view",
    "inspections.mend",
    "inspections.letters",
    "duties.view",
    "duties.answer",
    "attendance.view",
    "attendance.write",
    "privacy.record",
    "ceremonies.write",
    "study.note",
    "study.run",
    "evaluations.review",
    "evaluations.declare",
    "meetings.write",
    "plans.write",
}
_WORK |= {"honours.propose", "honours.decide"}
_STEER = {
    "duties.set",
    "inspections.write",
    "programme.set",
    "meetings.set",
    "indicators.set",
    "indicators.target",
    "indicators.enter",
}
_STEER |= {"honours.catalogue"}
# An administrator holds the roles of the branch in trust: they give them, and cannot use them.
_GIVEN = frozenset(
    {"member", "cell_secretary", "unit_officer", "unit_leader", "inspector", "editor", "auditor",
     "branch_admin", "data_protection"}
)  # fmt: skip

ROLES = {
    role.key: role
    for role in (
        Role("member", _("đảng viên, người đăng ký"), frozenset(_LOOK | {"meetings.view"})),
        Role("cell_secretary", _("bí thư chi bộ"), frozenset(_WORK | {"meetings.confide"})),
        # A first list names cells that the branch does not know yet, so they who bring it found them.
        Role("unit_officer", _("cán bộ đơn vị"), frozenset(_WORK | _STEER | {"org.found"})),
        Role(
            "unit_leader",
            _("lãnh đạo đơn vị"),
            frozenset(
                _WORK
                | _STEER
                | {"programme.close", "plans.approve", "deeds.correct", "org.found", "org.reorganise",
                   "indicators.open", "privacy.desk", "meetings.confide", "evaluations.decide"}
            ),
        ),
        Role("inspector", _("người kiểm tra, giám sát"),
             frozenset(_READ | {"inspections.view", "inspections.write", "duties.view"})),
        Role("editor", _("biên tập trang công khai"), frozenset(_LOOK)),
        Role("auditor", _("người đọc nhật ký"), frozenset({"org.view", "audit.view"})),
        Role(
            "branch_admin",
            _("quản trị nhánh"),
            frozenset(
                {"org.view", "org.found", "org.change", "org.reorganise", "people.view",
                 "people.change", "people.grant", "people.see_names", "privacy.desk",
                 "privacy.set"}
            ),
            _GIVEN,
        ),
        Role(
            "data_protection",
            _("người phụ trách bảo vệ dữ liệu cá nhân"),
            frozenset(
                {"org.view", "people.view", "people.see_names", "audit.view", "privacy.record",
                 "privacy.desk", "privacy.set"}
            ),
        ),
        Role("operator", _("người vận hành máy"), frozenset({"ops.check"})),
    )
}  # fmt: skip


def rights_of(role: str) -> frozenset[str]:
    """The rights of a role; an unknown role has none."""
    known = ROLES.get(role)
    return known.rights if known else frozenset()


def gives(role: str) -> frozenset[str]:
    """The roles that a holder of this role may give others in the branch."""
    known = ROLES.get(role)
    return known.gives if known else frozenset()


# Every right in words, in the order in which an official asks for them.
RIGHT_WORDS = {
    "org.view": _("xem đơn vị và cây tổ chức"),
    "rollup.view": _("xem số liệu"),
    "programme.view": _("xem chương trình năm"),
    "reports.view": _("xem báo cáo"),
    "deeds.view": _("xem bản đăng ký và việc làm"),
    "people.view": _("xem danh sách người"),
    "people.see_names": _("đọc tên người trong tổ chức cơ sở, mở tên khi có lý do"),
    "deeds.register": _("ghi bản đăng ký, ghi giúp người khác"),
    "deeds.report": _("ghi kết quả, đóng góp, ảnh"),
    "deeds.confirm": _("xác nhận, trả lại"),
    "deeds.correct": _("đính chính năm đã chốt"),
    "people.change": _("thêm, sửa, chuyển người"),
    "exchange.import": _("nhập tệp"),
    "reports.make": _("soạn báo cáo"),
    "programme.set": _("đặt chương trình năm"),
    "programme.close": _("chốt năm, mở lại năm"),
    "indicators.set": _("viết chỉ số"),
    "indicators.target": _("đặt mục tiêu"),
    "indicators.enter": _("ghi số từ bên ngoài"),
    "indicators.open": _("mở so sánh giữa các đơn vị"),
    "study.view": _("xem học tập chuyên đề, truyền thanh"),
    "study.note": _("điểm danh học tập, ghi học bù, soạn bản tin"),
    "study.run": _("đặt chuyên đề, tổ chức hội nghị, lập lượt phát"),
    "plans.view": _("xem kế hoạch năm, chương trình nhiệm kỳ"),
    "plans.write": _("soạn, gửi kế hoạch; ghi tiến độ; lập Ban Chỉ đạo"),
    "plans.approve": _("duyệt, trả lại kế hoạch cấp dưới"),
    "meetings.view": _("xem các kỳ sinh hoạt, số liệu dự họp"),
    "meetings.write": _("ghi kỳ sinh hoạt của chính đơn vị mình"),
    "meetings.confide": _("ghi, đọc ghi chép phê bình của chính chi bộ mình"),
    "meetings.set": _("đặt quy định sinh hoạt theo ngày"),
    "honours.view": _("xem sổ ghi danh, khen thưởng, mô hình hay"),
    "honours.propose": _("đề nghị ghi danh, lập đề nghị khen, viết mô hình hay"),
    "honours.decide": _("kết luận ghi danh, quyết định khen, công nhận mô hình"),
    "honours.catalogue": _("đặt hình thức khen của đơn vị"),
    "ceremonies.view": _("xem chào cờ, phong trào, ngày tình nguyện, lễ kết nạp"),
    "ceremonies.write": _("ghi chào cờ, phong trào, ngày tình nguyện, lễ kết nạp"),
    "org.found": _("lập đơn vị"),
    "org.change": _("đổi tên, loại, mã của đơn vị"),
    "org.reorganise": _("tổ chức lại đơn vị"),
    "people.grant": _("mở tài khoản, giao quyền"),
    "evaluations.view": _("xem xếp loại, kê khai, danh hiệu"),
    "evaluations.review": _("lập bảng kiểm điểm, xếp loại, mở cuộc bỏ phiếu"),
    "evaluations.decide": _("quyết định xếp loại, trả lời kiến nghị, mở lại"),
    "evaluations.declare": _("ghi kê khai của cấp ủy, danh hiệu"),
    "privacy.record": _("ghi việc đã thông báo, lời đồng ý trên giấy, yêu cầu về dữ liệu"),
    "privacy.desk": _("giải quyết yêu cầu về dữ liệu, xóa tên, ghi sự cố"),
    "privacy.set": _("đặt căn cứ, lời thông báo về dữ liệu cá nhân"),
    "inspections.view": _("xem kiểm tra, giám sát"),
    "inspections.write": _("lập kế hoạch, ghi kết quả kiểm tra, giám sát"),
    "inspections.mend": _("báo đã khắc phục"),
    "inspections.letters": _("ghi số đơn khiếu nại, tố cáo"),
    "attendance.view": _("xem số tổng chấm công"),
    "attendance.write": _("nhập chấm công; đọc từng ngày của chính đơn vị mình"),
    "duties.view": _("xem hạn, ai còn thiếu"),
    "duties.set": _("đặt hạn cho cấp dưới, miễn"),
    "duties.answer": _("đánh dấu đã làm, ghi đầu mối nhận nhắc"),
    "audit.view": _("đọc nhật ký"),
    "ops.check": _("xem máy và số liệu có đúng không, không xem nội dung"),
}
