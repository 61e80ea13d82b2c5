"""The documents the programme rests on and the items of the pledge (domain 0 and 6)."""

from datetime import date

from neuguong.programme.actions import BasisEntry

_POLITBURO = "Bộ Chính trị"
_STUDY = "về việc học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh"

BASIS = (
    BasisEntry(
        "Chỉ thị",
        "06-CT/TW",
        date(2006, 11, 7),
        _POLITBURO,
        "về tổ chức Cuộc vận động học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
    ),
    BasisEntry(
        "Chỉ thị",
        "03-CT/TW",
        date(2011, 5, 14),
        _POLITBURO,
        "về tiếp tục đẩy mạnh việc học tập và làm theo tấm gương đạo đức Hồ Chí Minh",
        "06-CT/TW",
    ),
    BasisEntry("Chỉ thị", "05-CT/TW", date(2016, 5, 15), _POLITBURO, _STUDY, "03-CT/TW"),
    BasisEntry(
        "Kết luận",
        "01-KL/TW",
        date(2021, 5, 18),
        _POLITBURO,
        "về tiếp tục thực hiện Chỉ thị số 05-CT/TW của Bộ Chính trị khóa XII",
        "05-CT/TW",
    ),
)

PLEDGE_VERSION = "2016"
_GROUPS = (
    (
        "Phai nhạt lý tưởng, giảm sút niềm tin",
        "Xa rời tôn chỉ, phụ họa quan điểm sai",
        "Xem nhẹ, lười học tập lý luận chính trị",
        "Không chấp hành nguyên tắc, sa sút ý chí, làm qua loa",
        "Giấu khuyết điểm; nể nang hoặc lợi dụng phê bình",
        "Nói, viết sai đường lối; nói không đi đôi làm",
        "Duy ý chí, áp đặt, bảo thủ, không lắng nghe",
        "Tham vọng chức quyền, kén chọn vị trí, vận động phiếu",
        "Tư duy nhiệm kỳ; ưu ái bổ nhiệm người thân",
    ),
    (
        "Cá nhân, ích kỷ, thực dụng, đố kỵ",
        "Vi phạm tập trung dân chủ, mất đoàn kết, bè phái",
        "Kê khai tài sản, thu nhập không trung thực",
        "Bệnh thành tích, háo danh, chạy khen thưởng",
        "Quan liêu, xa dân, vô cảm trước khó khăn",
        "Gây lãng phí, thất thoát tài sản, ngân sách, nhân lực",
        "Tham ô, tham nhũng, câu kết trục lợi",
        "Thao túng cán bộ; chạy chức, quyền, bằng cấp, tội",
        "Cờ bạc, rượu chè, mê tín, tệ nạn, trái thuần phong",
    ),
    (
        "Phủ nhận nền tảng tư tưởng, nguyên tắc; đòi đa đảng",
        "Phủ nhận dân chủ, pháp quyền, kinh tế định hướng XHCN",
        "Nói, làm trái đường lối; xuyên tạc lịch sử, lãnh đạo",
        "Kích động bất mãn; lợi dụng mạng để bôi nhọ, chia rẽ",
        "Phủ nhận Đảng lãnh đạo lực lượng vũ trang",
        "Móc nối thế lực thù địch, tập hợp chống phá",
        "Thông tin phiến diện, bất lợi cho quan hệ đối ngoại",
        "Phủ nhận Đảng lãnh đạo báo chí, văn học - nghệ thuật",
        "Dân tộc hẹp hòi, tôn giáo cực đoan, gây chia rẽ",
    ),
)
PLEDGE_ITEMS = [
    (group, number, label)
    for group, labels in enumerate(_GROUPS, start=1)
    for number, label in enumerate(labels, start=1)
]
