"""The officer's part of the report of Pác Nặm 2022: chosen examples, and words without figures.

What only rooms still to be built could count (broadcasts, salutes, the honour roll) is left out, not typed.
"""

from datetime import date

from neuguong.deeds.queries import search_deeds
from neuguong.lib.dates import Period
from neuguong.ops.demo import pac_nam
from neuguong.org.models import Unit
from neuguong.people.access import SystemActor
from neuguong.reports.actions import HeadingEntry, choose_examples, save_words, set_heading

PERIOD = Period.parse("2022")

# Words that find the published deeds of four village cells, in the order of the report.
EXAMPLES = (
    "vận động bà con mở đường để phát triển kinh tế rừng",
    "vận động bà con làm các mô hình hỗ trợ sản xuất, trồng rừng",
    "làm nhà vệ sinh cho cộng đồng",
    "bỏ tiền thuê máy xúc mở đường nông thôn Thôm Niêng",
    "góp tiền và hiến đất ruộng làm đường sản xuất Bản Cảm",
    "vận động bà con góp tiền bắc cầu dân sinh ở Thôm Mèo",
)

WORDS = {
    "leadership": "Các chi, đảng bộ đưa việc học tập và làm theo Bác vào chương trình công tác năm, gắn với"
    " nhiệm vụ chính trị của từng cơ quan, địa phương; người đứng đầu nhận việc trước, làm trước.",
    "study": "Sau hội nghị trực tuyến của tỉnh, các đơn vị tổ chức học bù cho người vắng mặt bằng hình thức"
    " phù hợp. Chi bộ đưa việc đánh giá học tập và làm theo vào sinh hoạt hằng tháng, mỗi quý bàn một chuyên"
    " đề sát việc của mình.",
    "models": "Nhiều việc gắn với mô hình “Dân vận khéo”: giữ sạch cảnh quan thôn bản, góp sức xây dựng nông"
    " thôn mới, giữ gìn bản sắc văn hóa, chuyển đổi cây trồng.",
    "propaganda": "Nội dung tuyên truyền bám chuyên đề của năm, biên tập ngắn, phát vào giờ bà con ở nhà;"
    " mỗi buổi chào cờ nói một việc làm theo Bác của chính cơ quan, thôn bản mình.",
    "strengths": "Việc đăng ký đi vào nền nếp; nội dung cụ thể, có người làm, có hạn xong, có kết quả"
    " kiểm tra được. Nhiều việc khó được làm bằng sức dân, do đảng viên đi trước.",
    "limits": "Một số bản đăng ký còn chung, chưa nêu kết quả đo được. Thời tiết và kinh phí làm chậm một số"
    " công trình đường, rừng. Nguyên nhân chính là chi bộ góp ý chưa kỹ khi nhận đăng ký đầu năm.",
    "directions": "Tiếp tục thực hiện Kết luận số 01-KL/TW; xác nhận đăng ký trong quý I, trả lại những việc"
    " chưa rõ; làm tiếp các việc chuyển sang; nhân rộng việc tốt ra các thôn có điều kiện giống nhau.",
}
LEFT_OUT = ("honours", "inspection")


def load(by: SystemActor, units: dict[str, Unit]) -> None:
    """Choose the examples, write the words, and say who signs on which day."""
    unit = units[pac_nam.ROOT]
    chosen = [search_deeds(by, words, 1)[0].pk for words in EXAMPLES]
    choose_examples(by=by, unit_id=unit.pk, period=PERIOD, deed_ids=chosen)
    for part, text in WORDS.items():
        save_words(by=by, unit_id=unit.pk, period=PERIOD, part=part, text=text, version=0)
    for part in LEFT_OUT:
        save_words(
            by=by, unit_id=unit.pk, period=PERIOD, part=part, text="", version=0, left_out=True
        )
    entry = HeadingEntry(day=date(2022, 12, 20))
    set_heading(by=by, unit_id=unit.pk, period=PERIOD, entry=entry)
