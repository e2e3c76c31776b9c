"""What a figure is made of besides its digits, as people type and print it: once for all readers.

The strings of characters are for the inside of a class ([...]) in a pattern of `re`.
"""

from __future__ import annotations

HYPHENS = "‐‑‒–—―−"
"""What stands for a minus in front of a figure, besides the one of the keyboard."""
BARS = "─━"
"""Lines of tables, which are typed for a dash where a cell is blank; never a minus."""
SIGNS = r"+\-−–—"
"""What may stand in front of a figure."""
BLANKS = rf"/\\\-{HYPHENS}{BARS}"
"""What is printed, once or more, where a cell is blank."""
BLANK_WORDS = ("无", "不适用", "无此项", "n/a")
"""What is written there, in lower case."""
TO_MINUS = str.maketrans(dict.fromkeys(HYPHENS, "-"))
COUNTERS = "件项个条次宗起"
"""What a count may be followed by."""
MONEY = "[亿万千百十]*元|[千百十]*[万亿]"
"""A unit of money in the one spelling that the form has; to be put in brackets."""
MONEY_SPELLINGS = str.maketrans("萬億圓圆仟佰拾", "万亿元元千百十")
"""Other spellings of the characters of units, one for one."""
DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Characters that take no room and say in which direction the text beside them runs."""
TURNED = "\u202e"
"""What shows the text behind it from right to left, digits too: 12 as 21."""
INVISIBLE = rf"\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff{DIRECTIONS}"
"""Characters that take no room and mean nothing in a label, nor around a figure."""
