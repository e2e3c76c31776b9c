"""The measures of the official page (GB/T 9704—2012), once for every kind of paper and file.

Lengths are in points unless they say millimetres.
"""

from __future__ import annotations

MM = 72 / 25.4
"""Points in a millimetre."""
PAGE_WIDTH_MM, PAGE_HEIGHT_MM = 210, 297
"""A4."""
TOP_MM, BOTTOM_MM = 37, 35
"""The margins above and below the type area (天头 37 mm)."""
LEFT_MM, RIGHT_MM = 28, 26
"""The margins beside it (订口 28 mm)."""
TYPE_WIDTH_MM = PAGE_WIDTH_MM - LEFT_MM - RIGHT_MM
TYPE_HEIGHT_MM = PAGE_HEIGHT_MM - TOP_MM - BOTTOM_MM
"""The type area (版心): 156 mm by 225 mm."""
LINES = 22
CHARACTERS = 28
"""So many lines of so many characters stand on a page (每面排22行，每行排28个字)."""
BODY_SIZE = 16.0
"""三号."""
TITLE_SIZE = 22.0
"""二号."""
INDENT = 2
"""A paragraph begins so many characters in (左空二字)."""
TYPE_WIDTH = round(TYPE_WIDTH_MM * MM, 1)
TYPE_HEIGHT = round(TYPE_HEIGHT_MM * MM, 1)
