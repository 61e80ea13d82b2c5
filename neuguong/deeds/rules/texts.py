"""What a deed's words are worth saying about: too general to show, and whose names they hold."""

import re
from collections.abc import Collection

_VAGUE = re.compile(
    r"^(chấp hành|thực hiện|nâng cao|tăng cường|tiếp tục|phát huy|giữ gìn|rèn luyện|gương mẫu)"
    r"[^0-9]{0,70}(tốt|nghiêm|nghiêm túc|ý thức|tinh thần|đạo đức|lối sống|nhiệm vụ|kỷ luật"
    r"|chủ trương|pháp luật)",
    re.IGNORECASE,
)


def is_vague(text: str) -> bool:
    """Whether a deed names no thing that could be shown; a hint to its writer, never a grade."""
    return bool(_VAGUE.match(text.strip())) and not re.search(r"\d", text)


_ADDRESS = "(?i:ông|bà|anh|chị|em|cháu|cụ|bác(?! hồ\\b)|cô|chú|đồng chí|đ/c|hộ|gia đình)"  # as people say it
_CAPITAL = "[A-ZĐÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ]"
_ADDRESSED = re.compile(rf"\b({_ADDRESS}(?:\s+{_ADDRESS})*)(?:\s+{_CAPITAL}[\w’'-]*){{1,6}}")


def mask_names(text: str, names: Collection[str]) -> str:
    """The text of a deed with people's names taken out, for readers outside their grassroots unit.

    Registered `names` go wherever they stand; after a form of address the run of capitalised
    words goes too. Places keep their names.
    """
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(re.escape(name), "…", text, flags=re.IGNORECASE)
    return _ADDRESSED.sub(r"\1 …", text)
