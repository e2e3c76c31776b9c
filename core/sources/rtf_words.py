"""The control words of RTF that matter for what is shown, and its sets of characters."""

from __future__ import annotations

SKIPPED = frozenset(
    {"info", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
     "footnote", "annotation", "listtable", "listoverridetable", "rsidtbl", "generator",
     "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl", "revtbl",
     "filetbl", "pnseclvl",
     "bkmkstart", "bkmkend", "atrfstart", "atrfend", "atnid", "atnauthor", "nonshppict",
     "nonesttables", "objdata", "objclass", "blipuid", "private", "xe", "tc", "rxe", "ftnsep",
     "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "background", "upr", "panose", "falt",
     "formfield", "datafield", "htmltag", "mhtmltag", "pgptbl", "comment", "template", "sp",
     "shprslt"}
)  # fmt: skip
"""The groups that show nothing where they stand."""
PICTURES = frozenset({"pict", "object", "mmath", "moMath", "moMathPara"})
"""The groups that show something that is no text."""
SHOWN = frozenset({"shppict", "shpinst", "shp", "do", "fldinst", "nesttableprops", "pntext", "ud"})
"""The groups that newer programs know and older ones pass over, and that are read here."""
SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "page": "\n", "column": "\n", "emdash": "—",
    "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
SYMBOLS = {
    "~": "\u00a0",
    "_": "-",
    "-": "",
    "\\": "\\",
    "{": "{",
    "}": "}",
    "|": "",
    ":": "",
    "*": "",
}
CODE_PAGES = {
    936: "gb18030", 54936: "gb18030", 950: "big5hkscs", 932: "cp932", 949: "cp949",
    65001: "utf-8", 1250: "cp1250", 1251: "cp1251", 1252: "cp1252", 437: "cp437", 850: "cp850",
}  # fmt: skip
DOUBLE = frozenset({"gb18030", "big5hkscs", "cp932", "cp949"})
"""The sets whose characters may take two bytes."""
CHARACTER_SETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5hkscs", 204: "cp1251",
                  238: "cp1250", 0: "cp1252"}  # fmt: skip
"""The sets of characters that fonts name."""
SWITCHES = {"v": "vanish", "strike": "strike", "striked": "dstrike", "webhidden": "webHidden"}
"""What letters are or are not; a 0 behind the word switches it off."""
NUMBERS = {"fs": "sz", "charscalex": "w", "expndtw": "spacing", "up": "position"}
"""What letters are given by a number, by the names of newer files."""
INDENTS = {"li": "left", "ri": "right", "fi": "firstLine"}
ROW_WORDS = frozenset(
    {"trowd", "trleft", "trrh", "cellx", "clvmgf", "clvmrg", "clmrg", "clcbpat", "clcfpat",
     "clshdng"}
)  # fmt: skip
"""What defines a row."""
FRAMES = frozenset({"posx", "posy", "posnegx", "posnegy", "posxc", "posxr", "posxl", "posyb"})
"""What says that a paragraph stands at a place of its own on the page."""
KNOWN = frozenset(
    {"par", "sect", "cell", "nestcell", "row", "nestrow", "pard", "plain", "uc", "ansicpg",
     "deleted", "f", "af", "loch", "hich", "dbch", "dn", "cf", "cb", "chcbpat", "highlight",
     "super", "sub", "nosupersub", "intbl", "itap", "s", "outlinelevel", "sl", "cbpat",
     "red", "green", "blue", "fcharset", "cpg",
     *SIGNS, *SWITCHES, *NUMBERS, *INDENTS, *FRAMES, *ROW_WORDS}
)  # fmt: skip
"""Every word that is listened to where it opens no group."""
