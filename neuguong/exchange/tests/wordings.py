"""Words that officers write in such tables: headings, totals, states, invented names and deeds."""

import datetime as dt
from decimal import Decimal
from typing import Any

FAMILY = (
    "Nông", "Hoàng", "Ma", "Lường", "Triệu", "Lý", "Bàn", "Đặng", "Phùng", "Giàng", "Sùng",
    "Lò", "Trần",
)  # fmt: skip
MIDDLE = ("Văn", "Thị", "Đức", "Thị Thu", "Xuân", "Hữu", "Ngọc", "Thị Kim", "Minh", "Quốc")
GIVEN = (
    "Thuận",
    "Hiệp",
    "Mến",
    "Ước",
    "Độ",
    "Sự",
    "Yến",
    "Phượng",
    "Khởi",
    "Quỳnh",
    "Tổng",
    "Cộng",
    "Hợi",
)
PLACES = ("Nà Phầy", "Khuổi Tấy", "Pác Lượng", "Bản Cải", "Phiêng Luông", "Thôm Bả", "Nà Đuổn")
UNITS = ("Chi bộ thôn %s", "Chi bộ %s", "Chi bộ Trường Tiểu học %s", "Chi bộ Trạm Y tế %s")
COLLECTIVES = ("Tập thể %s", "%s", "Tập thể: %s")
BODIES = (
    "Hội Nông dân xã",
    "Đoàn Thanh niên xã",
    "Hội LHPN xã",
    "UBMTTQ xã",
    "Hội Cựu chiến binh xã",
)

HEADINGS: dict[str, tuple[str, ...]] = {
    "number": ("TT", "STT", "Số TT", "Stt", "Số thứ tự", "T.T", "Số\nTT"),
    "name": (
        "Họ và tên", "Họ tên", "HỌ VÀ TÊN", "Họ và tên đảng viên", "Tên đảng viên", "Họ, tên",
        "Cán bộ, đảng viên", "Họ và tên người đăng ký", "Người thực hiện", "Cá nhân đăng ký",
        "Họ và\ntên", "Đảng viên đăng ký", "Họ và tên cá nhân", "Tên người đăng ký",
    ),
    "both": (
        "Họ tên / Tập thể", "Tập thể, cá nhân", "Cá nhân/tập thể", "Tên tập thể/cá nhân",
        "Tên cá nhân, tập thể đăng ký", "Họ và tên (hoặc tên tập thể)", "Tập thể/ cá nhân đăng ký",
    ),
    "unit": (
        "Chi bộ", "Chi bộ/Đơn vị", "Chi bộ, cơ quan", "Đơn vị công tác", "Nơi công tác", "CHI BỘ",
        "Tổ chức đảng", "Chi bộ sinh hoạt", "Cơ quan, đơn vị", "Thuộc chi bộ", "Tên chi bộ",
        "Sinh hoạt tại chi bộ", "Đơn vị (chi bộ)",
    ),
    "category": ("Đối tượng", "Thành phần", "Diện", "Đảng viên/quần chúng", "ĐV/QC"),
    "post": ("Chức vụ", "Chức danh", "Chức vụ đảng, chính quyền", "Chức vụ/Chức danh"),
    "deed": (
        "Nội dung đăng ký", "Nội dung đăng ký làm theo", "Nội dung việc làm theo", "Việc làm theo Bác",
        "Nội dung đăng ký học tập và làm theo Bác năm 2022", "Việc làm cụ thể", "Nội dung thực hiện",
        "Việc làm cụ thể đăng ký", "Mô hình, việc làm", "Tên việc làm theo", "Việc đăng ký", "Nội dung",
        "Nội dung cam kết", "Phần việc đăng ký", "Công trình, phần việc", "Tên mô hình, việc làm",
        "Nội dung học tập, làm theo Bác", "NỘI DUNG ĐĂNG KÝ VIỆC LÀM THEO", "Nội dung công việc cụ thể",
    ),
    "quantity": ("Số lượng", "Khối lượng", "Chỉ tiêu", "SL", "Quy mô", "Số lượng đăng ký", "S.lượng"),
    "quantity_unit": ("Đơn vị tính", "ĐVT", "ĐV tính", "Đơn vị\ntính", "Đ.v.t"),
    "deadline": (
        "Thời hạn", "Thời gian hoàn thành", "Thời gian thực hiện", "Hạn hoàn thành", "Thời gian",
        "Dự kiến hoàn thành", "Ngày hoàn thành", "Thời điểm hoàn thành", "Hoàn thành trước ngày",
        "Thời hạn HT",
    ),
    "money": (
        "Số tiền", "Kinh phí", "Trị giá", "Giá trị", "Kinh phí thực hiện", "Số tiền ủng hộ",
        "Số tiền đóng góp", "Đóng góp", "Thành tiền", "Tiền mặt", "Giá trị đóng góp", "Kinh phí đóng góp",
    ),
    "labour": ("Ngày công", "Số ngày công", "Công lao động", "Số công", "Ngày công lao động", "Ngày công LĐ"),
    "result": (
        "Kết quả", "Kết quả thực hiện", "Tình trạng", "Mức độ hoàn thành", "Trạng thái", "KQ thực hiện",
        "Đánh giá", "Kết quả (HT/CHT)", "Đánh giá kết quả", "Hoàn thành/Chưa hoàn thành",
        "Tình hình thực hiện",
    ),
}  # fmt: skip
EXTRAS = (
    ("Ghi chú", ("", "bổ sung sau", "theo NQ chi bộ")), ("Dân tộc", ("Tày", "Dao", "Nùng")),
    ("Số điện thoại", ("", "0000 000 001")), ("Ngày vào Đảng", ("03/02/2005", "19/5/2010")),
    ("Trình độ", ("12/12", "Đại học")), ("Người theo dõi", ("Chi ủy", "Bí thư")),
    ("Ngày đăng ký", ("05/01/2022", "")), ("Năm sinh", (1970, 1988)), ("Giới tính", ("Nam", "Nữ")),
    ("Ý kiến chi ủy", ("Nhất trí", "")), ("Xếp loại", ("", "Tốt")), ("Số thẻ đảng", ("000001", "")),
)  # fmt: skip
FACTORS = {
    1: (" (đồng)", " (đ)", " (VNĐ)", "", " - đồng", "\n(đồng)"),
    1_000: (" (nghìn đồng)", " (1.000đ)", " (ngàn đồng)", " (1000 đồng)", " (ĐVT: nghìn đồng)"),
    1_000_000: (
        " (triệu đồng)",
        " (tr.đồng)",
        " (tr.đ)",
        " (triệu)",
        "\n(triệu đồng)",
        ", triệu đồng",
    ),
    1_000_000_000: (" (tỷ đồng)",),
}
# A deed with the quantity and unit that go with it.
DEEDS: tuple[tuple[str, Any, str], ...] = (
    ("Trồng rừng sản xuất", Decimal("12.5"), "ha"), ("Mở đường lâm nghiệp", 700, "m"),
    ("Giúp hộ nghèo sửa nhà", 2, "hộ"), ("Xây nhà vệ sinh cho hộ khó khăn", 3, "công trình"),
    ("Dọn vệ sinh, phát quang đường làng", Decimal("1.2"), "km"), ("Hiến đất làm đường", 400, "m2"),
    ("Dạy chữ cho người lớn tuổi", 6, "người"), ("Tuyên truyền pháp luật cho bà con", 4, "buổi"),
    ("Tặng quà học sinh nghèo vượt khó", 15, "suất quà"), ("Trả lời đơn thư đúng hạn", 100, "%"),
    ("Làm cầu dân sinh qua suối", 1, "cầu"), ("Chuyển đổi cơ cấu cây trồng", Decimal("1.5"), "ha"),
)  # fmt: skip
PLAIN_DEEDS = (
    "Thực hành tiết kiệm điện, nước tại cơ quan", "Đọc mỗi tháng một cuốn sách về Bác",
    "Đi làm đúng giờ, không uống rượu bia buổi trưa", "Giữ gìn đoàn kết trong thôn, bản",
    "Gương mẫu thực hiện nếp sống mới", "Cộng tác viết tin bài cho trang của xã",
    "Tổng vệ sinh cơ quan mỗi chiều thứ sáu", "Ủng hộ quỹ khuyến học thôn",
)  # fmt: skip
DONE = (
    "HT", "Hoàn thành", "Đã hoàn thành", "x", "X", "✓", "✔", "Xong", "Đã xong", "Đạt", "100%", "Đã HT",
    "Đã thực hiện", "Hoàn thành tốt", "Hoàn thành 100%", "Đạt 100%", "Hoàn thành đúng hạn", "HT tốt",
    "Hoàn thành xuất sắc", "Đã làm xong", "hoàn thành", "HOÀN THÀNH", "Hoàn thành vượt mức", "Đã đạt",
    "Hoàn thành trước hạn", "Vượt chỉ tiêu", "HTXS", "Đã hoàn thành tháng 6/2022",
)  # fmt: skip
NOT_DONE = (
    "", "Chưa hoàn thành", "CHT", "Chưa HT", "Chưa", "Chưa thực hiện", "Không hoàn thành", "0%", "Chưa xong",
    "Chưa đạt", "Đang thực hiện", "Đang làm", "50%", "Đang triển khai", "Đạt 60%", "Hoàn thành 80%", "-",
    "Đang tiến hành", "Chuyển sang năm 2023", "Chưa hoàn thành (70%)", "KHT", "Không đạt", "Mới đạt 50%",
)  # fmt: skip
TOTALS = (
    "Cộng", "Tổng cộng", "TỔNG CỘNG", "Tổng", "Cộng:", "Tổng số", "CỘNG", "Tổng cộng:", "Tổng cộng (đồng)",
)  # fmt: skip
PART_TOTALS = (
    "Cộng %s", "Cộng", "Tổng %s", "Cộng chi bộ", "Tổng cộng %s", "Cộng nhóm", "Cộng mục %d", "Cộng (%d)",
)  # fmt: skip
WHOLE_TOTALS = (
    "Tổng cộng", "TỔNG CỘNG", "Tổng cộng toàn xã", "Toàn đảng bộ", "Tổng số", "Tổng toàn đảng bộ", "TỔNG",
    "Tổng cộng (I+II)",
)  # fmt: skip
CLOSING = (
    ("Nà Phầy, ngày 20 tháng 12 năm 2022", "T/M CHI BỘ", "BÍ THƯ", "Trần Hữu Hợi"),
    ("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)", "Lò Thị Mến"),
    ("Xác nhận của chi ủy", "TM. BAN CHẤP HÀNH", "PHÓ BÍ THƯ", "Ma Văn Độ"),
    ("Ghi chú: số tiền tính theo giá lúc đăng ký.",),
    ("Người tổng hợp", "Lý Văn Ước", "Thủ trưởng đơn vị"),
    ("* Danh sách có thể bổ sung trong năm",),
)  # fmt: skip
DEADLINES: tuple[tuple[Any, dt.date], ...] = (
    ("31/12/2022", dt.date(2022, 12, 31)), ("15/5/2022", dt.date(2022, 5, 15)),
    ("30-6-2022", dt.date(2022, 6, 30)), ("1.9.2022", dt.date(2022, 9, 1)),
    (dt.date(2022, 11, 20), dt.date(2022, 11, 20)), ("Quý IV/2022", dt.date(2022, 12, 31)),
    ("quý 2", dt.date(2022, 6, 30)), ("Tháng 6", dt.date(2022, 6, 30)), ("T9/2022", dt.date(2022, 9, 30)),
    ("tháng 10/2022", dt.date(2022, 10, 31)), ("Cả năm", dt.date(2022, 12, 31)),
    ("Trong năm 2022", dt.date(2022, 12, 31)), ("Thường xuyên", dt.date(2022, 12, 31)),
    ("6 tháng đầu năm", dt.date(2022, 6, 30)), ("Trước 30/9/2022", dt.date(2022, 9, 30)),
    ("Quý III năm 2022", dt.date(2022, 9, 30)), ("hết năm 2022", dt.date(2022, 12, 31)),
    ("Hằng tháng", dt.date(2022, 12, 31)), ("Hàng tuần", dt.date(2022, 12, 31)),
    ("2022", dt.date(2022, 12, 31)),
    ("Tháng 3 - tháng 9", dt.date(2022, 9, 30)), ("từ tháng 1 đến tháng 12", dt.date(2022, 12, 31)),
    ("Quý I, II", dt.date(2022, 6, 30)), ("cuối năm", dt.date(2022, 12, 31)),
    ("31/12/22", dt.date(2022, 12, 31)),
    ("ngày 02 tháng 9 năm 2022", dt.date(2022, 9, 2)), ("05/2022", dt.date(2022, 5, 31)),
)  # fmt: skip
AMOUNTS: tuple[tuple[str, int], ...] = (
    ("4,3 triệu", 4_300_000), ("500 nghìn đồng", 500_000), ("1,2 tỷ", 1_200_000_000), ("18tr", 18_000_000),
    ("15.500.000", 15_500_000), ("15,500,000", 15_500_000), ("gần 5 triệu", 5_000_000),
    ("trên 5 triệu đồng", 5_000_000), ("2.000.000đ", 2_000_000), ("1tr5", 1_500_000),
    ("khoảng 3 triệu đồng", 3_000_000), ("750.000 đồng", 750_000), ("300k", 300_000),
    ("5 triệu 500 nghìn", 5_500_000),
    ("2 triệu rưỡi", 2_500_000), ("1.250.000 VNĐ", 1_250_000), ("hơn 10 triệu", 10_000_000),
    ("ít nhất 2 triệu", 2_000_000), ("800 ngàn", 800_000), ("20 trđ", 20_000_000), ("3.5 triệu", 3_500_000),
    ("2 000 000", 2_000_000), ("không quá 4 triệu", 4_000_000), ("1 triệu đồng/năm", 1_000_000),
)  # fmt: skip
# What a sentence says was given, and how much.
GIVEN_IN_WORDS: tuple[tuple[str, int], ...] = (
    (", kinh phí 1,2 tỷ đồng", 1_200_000_000), (", kinh phí 4,3 triệu đồng", 4_300_000),
    (", kinh phí 15.500.000 đồng", 15_500_000), (" trị giá gần 5 triệu đồng", 5_000_000),
    (", số tiền 500 nghìn đồng", 500_000), (" với số tiền 2.000.000đ", 2_000_000),
    (" (kinh phí: 18 triệu đồng)", 18_000_000), (", ủng hộ 300.000 đồng", 300_000),
    (", trị giá 1,5 triệu", 1_500_000),
    (", đóng góp trên 2 triệu đồng", 2_000_000), (" bằng nguồn đóng góp 10tr", 10_000_000),
)  # fmt: skip
# A fault: the column it is planted in, and what stands there.
FAULTS: tuple[tuple[str, Any], ...] = (
    ("name", None), ("deed", None), ("money", -5_000_000), ("money", "năm trăm"), ("deadline",
    "31/02/2022"),
    ("labour", -1), ("quantity", "một ít"), ("deadline", "hôm qua"), ("deed", "x" * 1_300), ("labour",
    "mười"),
    ("money", "2 bao xi măng"), ("money", "15.5.00"), ("deadline", "32/13/2022"), ("quantity", "nhiều"),
    ("quantity", -3), ("money", "5 - 10 triệu"), ("labour", "vài ngày"), ("deadline", "sang năm"),
    ("money", "#REF!"), ("money", "???"), ("deadline", "30/2"), ("labour", 2.3), ("name", "12345"),
    ("name", "Lò Văn A, Lò Thị B"), ("quantity", "abc"), ("money", "1.000.000 và 2.000.000"), ("deed", "-"),
    ("money", 10**16), ("deadline", "31/12/2032"), ("labour", 100_001), ("deed", "..."), ("result", "???"),
    ("deadline", "không rõ"), ("labour", "2 kg"), ("name", "-"), ("deadline", "00/00/2022"), ("money",
    "chưa có"),
)  # fmt: skip
