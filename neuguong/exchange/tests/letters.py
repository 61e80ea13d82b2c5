"""Text as systems of before Unicode wrote it, the other way round than the reader takes it."""

import unicodedata

from neuguong.exchange.workbook.oldfonts import from_tcvn3, from_vni


def in_parts(text: str) -> str:
    """The text with its marks as signs of their own, as some systems write it."""
    return unicodedata.normalize("NFD", text)


def in_tcvn3(text: str) -> str:
    """The text as a font of TCVN3 asks for it; there are no capitals with marks."""
    return "".join(_TO_TCVN3.get(char) or _TO_TCVN3.get(char.lower(), char) for char in text)


def in_vni(text: str) -> str:
    """The text as a font of VNI asks for it."""
    return "".join(_TO_VNI.get(char, char) for char in text)


def in_1258(text: str) -> bytes:
    """Letters of the code page with the tone as a mark after them, as Windows writes them."""
    found = bytearray()
    for char in text:
        try:
            found += char.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            found += base.encode("cp1258") + tone.encode("cp1258")
    return bytes(found)


_TO_TCVN3 = {
    letter: chr(code)
    for code in range(0xA1, 0xFF)
    if (letter := from_tcvn3(chr(code))) != chr(code) or letter == "ý"
}
_TO_VNI = {
    letter: write(base + sign)
    for base in ("", *"aeouy", "ô", "ö")
    for sign in "ùøûõïâáàåãäêéèúüëôöñæóòî"
    for write in (str.lower, str.upper)
    if len(letter := from_vni(write(base + sign))) == 1 and letter != write(base + sign)
}
