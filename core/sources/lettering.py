"""How letters are set where that changes what they mean: raised, lowered, struck out, no text.

16 with a raised 2 is 16 with a mark, never 162; what is struck out is no figure any more.
"""

from __future__ import annotations

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

STRUCK = "这一格的字上划有横线，不能确定是不是删去的，请对照原文填写"
UNSEEN = "这一格的字是白色的，可能看不见，不能确定是不是数，请对照原文填写"
FAINT = "这一格有的字颜色与底色太接近，或者太小，可能看不见，不能确定是不是数，请对照原文填写"
APART = "这一格里有一部分字的大小、高低或者颜色与别的不同，不能确定是不是数的一部分，请对照原文填写"
CHOSEN = "这一格是下拉框，读到的是选定的一项，请对照原文核对"
BOUND = (
    "这一格的内容取自文件里另存的数据，与格里存的文字不同，各种软件显示的可能不一样，请核对后填写"
)
COVERED = "这一格可能被图片或者图形盖住，不能确定原文是什么，请对照原文填写"
NO_TEXT = "这一格里是图片、公式、填写框或者自动编号，不是文字，读不出来，请对照原文填写"
UNSEEN_DIGITS = frozenset({STRUCK, UNSEEN, FAINT})
"""What makes the figures of a line doubtful that stands in no cell."""


def raised(text: str) -> str:
    """Return a text whose digits are marks above the line."""
    return text.translate(_RAISED)


def lowered(text: str) -> str:
    """Return a text whose digits are marks below the line."""
    return text.translate(_LOWERED)


def set_apart(text: str) -> str:
    """Return what is struck out, so that it never makes one number with what stands beside it."""
    return f" {text} "
