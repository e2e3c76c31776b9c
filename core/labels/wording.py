"""Comparing the wording of labels and headings without regard to how they are set.

A key is what is left of a text after NFKC: no spaces, no punctuation, no number in front.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from core.figures.marks import (
    BLANK_WORDS,
    BLANKS,
    COUNTERS,
    INVISIBLE,
    MONEY,
    MONEY_SPELLINGS,
    SIGNS,
)
from core.figures.value import is_misleading

_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NUMBER_IN_FRONT = re.compile(
    r"[^\w(]*(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|[一二三四五六七八九十]{1,3}[、.,:)]"
    r"|\d{1,2}\\?[、.,:)]?(?=\D)|第[一二三四五六七八九十]{1,3}部分[、.,:]?)"
)
_HEADING_NUMBER = re.compile(r"\W*第?([一二三四五六七八九十]{1,3})(?:部分)?[、.,:\s]")
_BRACKETED_NUMBER = re.compile(r"\W*\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)")
_MONEY = "[美港日欧澳韩加]?[亿万千百十]*[美港日欧澳韩加]?元|[千百十]*[万亿]"
_OPEN, _CLOSE = r"(\[{<【〔「『《〈〖", r")\]}>】〕」』》〉〗"
_MONEY_IN_BRACKETS = re.compile(rf"[{_OPEN}][^{_OPEN}{_CLOSE}]*?({_MONEY})")
_MONEY_AT_END = re.compile(rf"({_MONEY})(?:人民币|RMB|CNY|整)?$", re.IGNORECASE)
_FIGURE = re.compile(
    rf"[¥￥]?\s*[{SIGNS}]?\s*\d+(?:[,.\s]+\d+)*\s*(?:[{COUNTERS}]|(?:{MONEY}))?\s*(?:\(.*\))?"
)
_BLANK_MARK = re.compile(rf"[{BLANKS}]{{1,6}}|{'|'.join(BLANK_WORDS)}", re.IGNORECASE)
LONGEST_FIGURE = 300
"""Characters of what may stand in a figure's cell, with a remark in brackets."""
_AS_TEXT = re.compile(r"=\s?[\"“”]([+-]?\d[\d,.]{0,20})[\"“”]")
_RUN_TOGETHER = re.compile(r"[+-]?0\d")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TRADITIONAL = (
    "萬業個為舉於會體況減辦務動區單發國復複處屬廢開強當總報護據數無機權條構沒現確類糾納組織經結續"
    "維繳罰範獲規計認議許訟訪訴詢語請購費轉過這進採問間項題額執穩關內導則決審對後應與補製係兩個員"
    "華資產權餘職責門級編實標時準佈並從關聯網區縣鎮鄉廳員會祕覆繼訊爲臺衆專檔證濟衛"
)
_SIMPLIFIED = (
    "万业个为举于会体况减办务动区单发国复复处属废开强当总报护据数无机权条构没现确类纠纳组织经结续"
    "维缴罚范获规计认议许讼访诉询语请购费转过这进采问间项题额执稳关内导则决审对后应与补制系两个员"
    "华资产权余职责门级编实标时准布并从关联网区县镇乡厅员会秘复继讯为台众专档证济卫"
)
_TO_SIMPLIFIED = str.maketrans(_TRADITIONAL, _SIMPLIFIED)
"""Only what the labels, headings and titles of the form need; a text itself is never changed."""
_SAME_WORDS = (
    ("其它", "其他"),
    ("合计", "总计"),
    ("资讯", "信息"),
    ("规范性档案", "规范性文件"),
)
"""Words that mean in a label what the form's own word means, each as long as that."""
_SHORT = 64
"""Characters of a text whose plain form is kept: a label or a figure, never a paragraph."""
READING_BEHIND = re.compile("(?<=[\u4e00-\u9fff])[(（][a-zA-Z\u00c0-\u024f]{1,7}[)）]")
"""A reading in Latin letters (注音) that a web page has pushed in behind a character."""


def visible(text: str) -> str:
    """Return a text without its invisible characters."""
    return _INVISIBLE.sub("", text)


def normal(text: str) -> str:
    """Return a text in NFKC without invisible characters and outer space."""
    return _normal_again(text) if len(text) <= _SHORT else _normal(text)


def _normal(text: str) -> str:
    return unformulated(visible(unicodedata.normalize("NFKC", text)).strip())


@lru_cache(maxsize=4096)
def _normal_again(text: str) -> str:
    """Cells and labels are asked about by every rule in turn, and are alike in every report."""
    return _normal(text)


def unformulated(text: str) -> str:
    """Return the digits of a text that sheets write so that they stay a text: ="446"."""
    match = _AS_TEXT.fullmatch(unicodedata.normalize("NFKC", text))
    return match[1] if match else text


def simplified(text: str) -> str:
    """Return a text with simplified characters in place of traditional ones, one for one."""
    return text.translate(_TO_SIMPLIFIED)


def same_words(letters: str) -> str:
    """Return the letters of a label with the form's words for those that mean the same."""
    for other, own in _SAME_WORDS:
        letters = letters.replace(other, own)
    return letters


def without_readings(text: str) -> str:
    """Return a text without the readings in brackets that follow single characters."""
    return READING_BEHIND.sub("", text)


def plain_words(text: str) -> str:
    """Return the words of a label or heading as the form would have them, however printed."""
    return simplified(without_readings(normal(text)))


def letters(text: str) -> str:
    """Return only the letters, ideographs and digits of a text."""
    return "".join(filter(str.isalnum, plain_words(text)))


def is_remark(text: str) -> bool:
    """Tell whether all of a text stands in brackets and is no mere number."""
    plain = normal(text)
    return _BRACKETS.fullmatch(plain) is not None and _BRACKETED_NUMBER.fullmatch(plain) is None


def key(text: str) -> str:
    """Return what identifies a label: its letters without a number in front."""
    return _key("".join(plain_words(text).split()))


def keys(text: str) -> frozenset[str]:
    """Return the key of a label and its key without what stands in brackets."""
    return _keys_again(text) if len(text) <= _SHORT else _keys(text)


@lru_cache(maxsize=4096)
def _keys_again(text: str) -> frozenset[str]:
    return _keys(text)


def _keys(text: str) -> frozenset[str]:
    plain = "".join(plain_words(text).split())
    return frozenset({_key(plain), _key(_BRACKETS.sub("", plain))} - {""})


def _key(plain: str) -> str:
    while match := _NUMBER_IN_FRONT.match(plain):
        plain = plain[match.end() :]
    return same_words("".join(filter(str.isalnum, plain)))


@cache
def count_of(chinese: str) -> int:
    """Return the number that a Chinese numeral below 100 stands for."""
    tens, ten, ones = chinese.rpartition("十")
    digits = "零一二三四五六七八九"
    return (digits.find(tens) if tens else 1 if ten else 0) * 10 + max(digits.find(ones or "零"), 0)


def heading_number(text: str) -> int | None:
    """Return the number of a heading such as 三、 or 第三部分; None where there is none."""
    match = _HEADING_NUMBER.match(normal(text))
    return count_of(match[1]) if match else None


def has_bracketed_number(text: str) -> bool:
    """Tell whether a text begins with （二）, as the parts inside a section do."""
    return _BRACKETED_NUMBER.match(normal(text)) is not None


def is_numbered(text: str) -> bool:
    """Tell whether a text begins with a number of its own, as the labels of rows do."""
    return _NUMBER_IN_FRONT.match(normal(text)) is not None


def year_of(digits: str) -> int:
    """Return the year that four digits, Arabic or Chinese, stand for."""
    return int(digits.translate(_CHINESE_DIGITS))


def is_figure(text: str) -> bool:
    """Tell whether a text looks like what stands in a figure's cell, a blank's mark included."""
    if len(text) > LONGEST_FIGURE:
        return False
    plain = plain_money(text)
    return _BLANK_MARK.fullmatch(plain) is not None or _FIGURE.fullmatch(plain) is not None


def plain_money(text: str) -> str:
    """Return a text in NFKC with units of money in the one spelling that the form has."""
    return simplified(normal(text)).translate(MONEY_SPELLINGS)


def has_mark(text: str) -> bool:
    """Tell whether a text has digits that are raised, lowered, ringed or turned: 16², 16①."""
    is_odd = any(unicodedata.category(character) == "No" for character in text)
    return is_odd or is_misleading(text)


def is_run_together(text: str) -> bool:
    """Tell whether a figure begins with a 0 before another digit, as several in one do."""
    return _RUN_TOGETHER.match(normal(text)) is not None


def money_unit(text: str) -> str:
    """Return the unit of money that a heading names, in brackets or at its end; or nothing."""
    plain = "".join(plain_money(text).split())
    match = _MONEY_IN_BRACKETS.search(plain) or _MONEY_AT_END.search(plain)
    return match[1] if match else ""
