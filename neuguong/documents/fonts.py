"""Which one family of letters a PDF is set in; never a letter borrowed from another."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

import typst
from django.conf import settings

FAMILIES: Final = ("Times New Roman", "Tinos")  # of equal widths, as the layouts ask
DEBIAN_FOLDER: Final = Path("/usr/share/fonts/truetype/croscore")
BUILT_IN: Final = "Libertinus Serif"
_PROBE: Final = Path(__file__).parent / "typst" / "probe.typ"
_VIETNAMESE: Final = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)
VIETNAMESE: Final = _VIETNAMESE + _VIETNAMESE.upper() + "0123456789.,;:()/%-–“”…²₫"


@dataclass(frozen=True, eq=False)
class Face:
    """A family with its upright, bold and italic letters, ready for the compiler."""

    family: str
    fonts: typst.Fonts

    def covers(self, text: str) -> bool:
        """Whether every character of a text has a letter in each style of the family."""
        compiler = typst.Compiler(str(_PROBE), root=str(_PROBE.parent), font_paths=self.fonts)
        try:
            compiler.compile(
                sys_inputs={"family": self.family, "text": text}, pdf_standards="a-2b", format="pdf"
            )
        except typst.TypstError:
            return False
        return True


def face() -> Face:
    """The family in use: of the folder in settings, of Debian's fonts-croscore, or Typst's own."""
    return _face(settings.FONTS_ROOT)


@lru_cache(maxsize=4)
def _face(folder: Path | None) -> Face:
    """The first family that has all styles and every letter of Vietnamese."""
    for place in (folder, DEBIAN_FOLDER):
        if place is None or not place.is_dir():
            continue
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(place)]
        )
        for family in FAMILIES:
            found = Face(family, fonts)
            if _is_whole(found) and found.covers(VIETNAMESE):
                return found
    return Face(BUILT_IN, typst.Fonts(include_system_fonts=False, include_embedded_fonts=True))


def _is_whole(found: Face) -> bool:
    """Whether the folder has the upright, bold, italic and bold italic letters of the family."""
    styles = {
        (font.style.lower(), font.weight >= 600)
        for font in found.fonts.fonts()
        if font.family == found.family
    }
    return len(styles) >= 4
