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


_ADDRESSED = re.compile(
    r"\b(ông|bà|anh|chị|em|cháu|cụ|bác(?! hồ\b)|cô|chú|đồng chí|đ/c|hộ|gia đình)((?:\s+(?:ông|bà|anh|chị|em"
    r"|cháu|cụ|bác))?)((?:\s+[A-ZĐÀ-Ỹ][\w’'-]*){1,5})",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"^[A-ZĐÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ]")


def mask_names(text: str, names: Collection[str]) -> str:
    """The text of a deed with people's names taken out, for readers outside their grassroots unit.

    Registered `names` go wherever they stand; after a form of address every run of capitalised
    words goes too. Places keep their names.
    """
    for name in sorted(filter(None, names), key=len, reverse=True):
        text = re.sub(re.escape(name), "…", text, flags=re.IGNORECASE)

    def hide(match: re.Match[str]) -> str:
        words = match.group(3).split()
        kept = [word for word in words if not _CAPITAL.match(word)]
        if len(kept) == len(words):
            return match.group(0)
        first_plain = next((i for i, w in enumerate(words) if not _CAPITAL.match(w)), len(words))
        if first_plain == 0:
            return match.group(0)
        rest = " ".join(words[first_plain:])
        return f"{match.group(1)}{match.group(2)} …" + (f" {rest}" if rest else "")

    return _ADDRESSED.sub(hide, text)
