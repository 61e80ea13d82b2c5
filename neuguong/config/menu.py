"""The menu, in order, each entry with the right it needs."""

from django.utils.translation import gettext_lazy as _

from neuguong.ui.menu import MenuEntry

MENU: tuple[MenuEntry, ...] = (
    MenuEntry(_("Hôm nay"), "home:home", "home"),
    MenuEntry(_("Việc làm"), "deeds:my_list", "book", right="deeds.confirm", covers=("deeds",)),
    MenuEntry(
        _("Số liệu"),
        "home:my_figures",
        "bars",
        right="rollup.view",
        covers=("home:records", "home:open_names"),
    ),
    MenuEntry(
        _("Báo cáo"),
        "reports:start",
        "doc",
        right="reports.view",
        covers=("reports:report", "reports:words", "reports:heading", "reports:examples"),
    ),
    MenuEntry(_("Việc của tôi"), "deeds:mine", "list", covers=("deeds",)),
    MenuEntry(
        _("Sinh hoạt"), "meetings:mine", "clock", right="meetings.view", covers=("meetings",)
    ),
    MenuEntry(_("Kế hoạch"), "plans:start", "sent", right="plans.view", covers=("plans",)),
    MenuEntry(_("Học tập"), "study:start", "book", right="study.view", covers=("study",)),
    MenuEntry(
        _("Nghi lễ, phong trào"),
        "ceremonies:start",
        "ok",
        right="ceremonies.view",
        covers=("ceremonies",),
    ),
    MenuEntry(_("Kiểm điểm, xếp loại"), "evaluations:mine", "ok", covers=("evaluations",)),
    MenuEntry(_("Cây tổ chức"), "home:tree", "tree", right="org.view", covers=("home",)),
    MenuEntry(_("Chỉ số"), "indicators:mine", "bars", right="rollup.view", covers=("indicators",)),
    MenuEntry(_("Ghi danh, khen"), "honours:mine", "ok", right="honours.view", covers=("honours",)),
    MenuEntry(_("Đến hạn"), "duties:mine", "clock", right="duties.view", covers=("duties",)),
    MenuEntry(
        _("Kiểm tra, giám sát"),
        "inspections:mine",
        "eye",
        right="inspections.view",
        covers=("inspections",),
    ),
    MenuEntry(
        _("Chấm công"),
        "attendance:mine",
        "clock",
        right="attendance.view",
        covers=("attendance", "exchange:attendance"),
    ),
    MenuEntry(
        _("Sắp xếp"),
        "reorganisations:list",
        "swap",
        right="org.reorganise",
        covers=("reorganisations",),
    ),
    MenuEntry(_("Nhập tệp"), "exchange:upload", "down", right="exchange.import"),
    MenuEntry(_("Tài khoản"), "accounts:start", "user", right="people.grant", covers=("accounts",)),
    MenuEntry(_("Kiểm tra"), "home:integrity", "eye", right="ops.check"),
    MenuEntry(
        _("Nhật ký"),
        "home:log",
        "clock",
        right="audit.view",
        covers=(
            "home:log_seals",
            "home:log_registration",
            "home:log_deed",
            "home:log_person",
            "home:log_unit",
        ),
    ),
    MenuEntry(_("Soát dữ liệu"), "home:data", "eye", right="people.change", place="foot"),
    MenuEntry(_("Tìm"), "home:search", "find", place="seek"),
    MenuEntry(_("Hồ sơ của tôi"), "home:me", "user", place="who"),
    MenuEntry(_("Tài khoản của tôi"), "mfa_index", "edit", place="who"),
    MenuEntry(_("Quyền của tôi"), "people:rights", "lock", place="who", covers=("people",)),
    MenuEntry(_("Dữ liệu của tôi"), "privacy:mine", "info", place="who", covers=("privacy",)),
    MenuEntry(_("Đăng xuất"), "accounts:sign_out", "out", place="who", post=True),
    MenuEntry(_("Đăng nhập"), "accounts:sign_in", "user", place="who", when="out"),
    MenuEntry(_("Ai đã xem hồ sơ của tôi"), "home:me", "eye", place="foot"),
)
