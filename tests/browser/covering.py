"""How a page is looked at by axe: every two of language, width and scheme of colours meet.

All of them would be forty looks at a page; twenty rows, spread over the pages, hold every pair.
"""

from itertools import product
from typing import NamedTuple

LANGUAGES = ("en", "uz", "uz_Cyrl", "ru")
WIDTHS = (320, 360, 1024, 1440, 1920)
HEIGHTS = {320: 640, 360: 740, 1024: 768, 1440: 900, 1920: 1080}
SCHEMES = ("light", "dark")


class Row(NamedTuple):
    language: str
    width: int
    scheme: str

    @property
    def size(self) -> dict[str, int]:
        """Return it as a browser takes it."""
        return {"width": self.width, "height": HEIGHTS[self.width]}


ROWS = tuple(Row(LANGUAGES[n % 4], WIDTHS[n % 5], SCHEMES[n // 4 % 2]) for n in range(20))
ALL = tuple(Row(*row) for row in product(LANGUAGES, WIDTHS, SCHEMES))
