"""The file of the impact assessment (PD-13), made from the data map in code and what the site has set."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from neuguong.lib.words import gettext as _
from neuguong.lib.words import gettext_lazy
from neuguong.org.models import Unit
from neuguong.people.models import Membership, Person
from neuguong.people.roles import ROLES
from neuguong.privacy.models import Breach, DataRequest, RetentionRun
from neuguong.privacy.queries.consents import bases_of, notices
from neuguong.privacy.queries.forgetting import term_months
from neuguong.privacy.queries.naming import personal_columns
from neuguong.privacy.rules import BASIS_LABELS, TERMS

CLASS_WORDS: Final = {
    "basic": gettext_lazy("cơ bản"),
    "sensitive": gettext_lazy("nhạy cảm"),
}
FLOWS: Final = (
    (gettext_lazy("Người đăng ký, bí thư ghi giúp"), gettext_lazy("trang web, phiếu giấy, tệp Excel"),
     gettext_lazy("cơ sở dữ liệu của trang")),
    (gettext_lazy("Cơ sở dữ liệu"), gettext_lazy("trang web, sau khi đăng nhập"),
     gettext_lazy("chi bộ và tổ chức cơ sở: có tên; cấp trên: số tổng")),
    (gettext_lazy("Cơ sở dữ liệu"), gettext_lazy("báo cáo DOCX, PDF, XLSX có dòng mức lưu hành"),
     gettext_lazy("cấp ủy nhận báo cáo; tên chỉ khi có đồng ý")),
    (gettext_lazy("Cơ sở dữ liệu và ảnh"), gettext_lazy("bản sao lưu, không kèm khóa"),
     gettext_lazy("nơi giữ bản sao lưu của đơn vị vận hành")),
)  # fmt: skip
RISKS: Final = (
    (gettext_lazy("Lộ việc một người là đảng viên"),
     gettext_lazy("tên chỉ hiện trong tổ chức cơ sở; cấp trên phải ghi lý do; mọi lần xem được ghi")),
    (gettext_lazy("Suy ra một người từ con số nhỏ"),
     gettext_lazy("ngoài phạm vi, số dưới 5 bị ẩn cùng số đủ để không trừ ra được")),
    (gettext_lazy("Người trong cuộc tra cứu tò mò"),
     gettext_lazy("nhật ký niêm phong; mỗi người tự xem ai đã mở hồ sơ của mình")),
    (gettext_lazy("Mất máy, mất bản sao lưu"),
     gettext_lazy("nội dung nhạy cảm nhất được mã hóa, khóa để riêng; hướng dẫn mã hóa bản sao lưu")),
    (gettext_lazy("Giữ lâu hơn cần thiết"),
     gettext_lazy("máy rà thời hạn lưu mỗi ngày, báo trước, giữ lại kết quả")),
    (gettext_lazy("Không xóa được khi người dân yêu cầu"),
     gettext_lazy("xóa tên ở mọi bảng, con số không đổi, có kiểm thử")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TableText:
    """A table of the file: its heading, the heads of its columns, its rows."""

    heading: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def assessment(unit: Unit, today: date) -> list[TableText]:
    """The whole file for a branch, table by table."""
    return [
        _scope(unit, today), _purposes(unit, today), _map(), _recipients(), _flows(), _terms(today),
        _risks(), _practice(),
    ]  # fmt: skip


def as_markdown(title: str, tables: list[TableText]) -> str:
    """The same as text that any program opens."""
    lines = [f"# {title}", ""]
    for table in tables:
        lines += [f"## {table.heading}", "", f"| {' | '.join(table.heads)} |"]
        lines.append(f"|{' --- |' * len(table.heads)}")
        lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in table.rows]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


def _scope(unit: Unit, today: date) -> TableText:
    people = Membership.objects.filter(unit__path__startswith=unit.path)
    count = people.values("person").distinct().count()
    rows = [
        (_("Đơn vị"), unit.name),
        (_("Ngày lập"), today.strftime("%d/%m/%Y")),
        (_("Số người có dữ liệu trong nhánh"), str(count)),
        (_("Số người có dữ liệu trên trang"), str(Person.objects.count())),
        (_("Chuyển ra nước ngoài"), _("không; máy đặt tại Việt Nam, trang không gọi máy nào khác")),
        (_("Quyết định tự động về người"), _("không; nhắc nhẹ không chấm điểm ai")),
    ]
    return TableText(_("1. Phạm vi"), (_("mục"), _("nội dung")), rows)


def _purposes(unit: Unit, today: date) -> TableText:
    bases = bases_of(unit, today)
    rows = [
        (words.label, str(BASIS_LABELS[bases[purpose][0]]), bases[purpose][1], words.text)
        for purpose, words in notices(today).items()
    ]
    heads = (_("mục đích"), _("dựa trên"), _("căn cứ"), _("lời thông báo"))
    return TableText(_("2. Mục đích và căn cứ"), heads, rows)


def _map() -> TableText:
    rows = [
        (
            str(column.model._meta.verbose_name), str(column.field.verbose_name),
            str(CLASS_WORDS[column.tag.cls]), column.tag.purpose, column.tag.basis,
            column.tag.retention,
        )
        for column in personal_columns()
    ]  # fmt: skip
    heads = (_("bảng"), _("cột"), _("loại"), _("để làm gì"), _("dựa trên"), _("thời hạn"))
    return TableText(_("3. Bản đồ dữ liệu"), heads, sorted(rows))


def _recipients() -> TableText:
    names = {"people.see_names": _("đọc tên trong tổ chức cơ sở"), "deeds.view": _("việc làm"),
             "rollup.view": _("số tổng"), "audit.view": _("nhật ký"),
             "privacy.desk": _("giải quyết yêu cầu")}  # fmt: skip
    rows = [
        (
            str(role.label),
            ", ".join(words for right, words in names.items() if right in role.rights),
        )
        for role in ROLES.values()
    ]
    return TableText(_("4. Ai đọc được gì"), (_("vai trò"), _("đọc được")), rows)


def _flows() -> TableText:
    rows = [(str(source), str(way), str(goal)) for source, way, goal in FLOWS]
    return TableText(_("5. Dữ liệu đi đâu"), (_("từ"), _("qua"), _("đến")), rows)


def _terms(today: date) -> TableText:
    rows = [
        (str(term.label), str(term_months(kind, today)), str(term.after))
        for kind, term in TERMS.items()
    ]
    return TableText(_("6. Thời hạn lưu"), (_("loại"), _("tháng"), _("sau đó")), rows)


def _risks() -> TableText:
    rows = [(str(risk), str(control)) for risk, control in RISKS]
    return TableText(_("7. Rủi ro và biện pháp"), (_("rủi ro"), _("biện pháp")), rows)


def _practice() -> TableText:
    last = RetentionRun.objects.first()
    rows = [
        (_("Yêu cầu đã nhận"), str(DataRequest.objects.count())),
        (_("Sự cố đã ghi"), str(Breach.objects.count())),
        (_("Lần rà thời hạn gần nhất"), last.at.strftime("%d/%m/%Y") if last else _("chưa có")),
    ]
    return TableText(_("8. Thực hiện"), (_("mục"), _("nội dung")), rows)
