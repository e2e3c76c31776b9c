"""Of whom and of when a clause speaks: only what tells the whole of the report's year counts."""

from __future__ import annotations

import enum
import re

from core.texts.clauses import FAR, Clause, Prose

_TIME = re.compile(
    r"(?:结转|转结|顺延|转)[到至入]?(?:下一?年|次年|明年|20\d\d年)"  # a name
    r"|(?:上一?年度?|去年|20\d\d年度?)(?:末|底)?的?(?:尚?未办结|未办理完毕)?[的、]?"
    r"(?:结转|转结|转入|接续|延续|遗留)(?:[到至]20\d\d年度?)?"
    r"|结转(?:自|于)?(?:上一?年度?|去年|20\d\d年度?)"
    r"|[因对]20\d\d年度?[^，,。;\d]{0,12}(?:引发|引起|提起|产生)"  # the cause, not the case
    r"|(?:比|较|与|同)(?:去年|上一?年|20\d\d年)"  # a comparison
    r"|(?<!\d)(?P<year>20\d\d)年"
    r"|(?P<ours>今年|本年|(?<!\d)1月1日|12月31日|12月底|(?<!\d)1月?(?:至|到|[—-])12月)"
    r"|(?P<other>上一?年|去年|前年|往年|历年|历次|下一?年|次年|明年|来年"
    r"|近[一二两三四五六七八九十几]?年|[两三四五六七八九十多]年来|(?:[年月日]|施行|实施|成立|建立|设立|开通|启动|上线|修订|出台|公布)以来"
    r"|“?十[一二三四五六]五|[上下]半年|季度|\d{1,2}月)"
)
_THIS_YEAR_LONG = re.compile("(?:今年|一年|年初)以来|一年来")

_NEUTRAL = re.compile(
    r"\d{4}年度?|今年以?来?|一年以?来|年初以来|全年度?|本年度?|当年|年内|报告期内?|期间|目前"
    r"|截至|截止|自?1月1日起?(?:至|到|—|-)?|12月31日止?|1月?(?:至|到|—|-)12月份?"
    r"|各级行政机关|各级政府及?其?部门|各级各部门|行政机关"
    r"|(?:全|我|本)(?:市|县|区|州|省|旗|镇|乡|街道|局|委员会|委|办公室|办公厅|办事处|办|厅|院"
    r"|机关|单位|部门|管委会|新区|开发区|实验区|行政)+"
    r"|共计|共|总计|合计|累计|总共|均|全部|都|已经|已|依法|依规|及时|按时|按期|按规定|准确"
    r"|(?:政府|政务)?信息公开的?申请中?"
    r"|通过(?:线上线下|各种|各类|多种)(?:渠道|途径|方式|形式)|以?(?:各|多)种(?:渠道|途径|方式|形式)"
    r"|在法定期限内|规定时限内|其中|另有|另外|另|其余|剩余|尚有|还|同时|含|包括|包含|加上|连同|承接|延续"
    r"|有|新|了|在|对|的|是|决定"
)
_ALL_OF_IT = re.compile(
    "(?:[全我本]?[省市县区州旗])?(?:人民)?政府(?:及|和)(?:其|所属|组成)?各?(?:部门|单位|工作部门)"
)
"""市政府及各部门: the government with all that belongs to it."""
_WHOLE_PLACE = re.compile("[全我](?:市|县|区|州|省|旗)")
_GOVERNS = re.compile("(?:政府|管理委员会|管委会|办公室|办公厅|[省市县区州旗])$")
_HIGHER_GOVERNMENT = re.compile("[省市县区州旗盟]人民政府$")
_FOREIGN_WORD = re.compile(
    "[\u4e00-\u9fff]{0,6}(?<![格布大结全各我本当定])(?:局|镇|乡|街道|支队|大队)(?![面限部长村势])"
)
_FOREIGN_CLAUSE = re.compile(
    "[\u4e00-\u9fff]{0,14}(?:政府|局|委|委员会|办|办公室|办公厅|厅|镇|乡|街道|中心)"
)

_SUBJECT = re.compile(
    "[\u4e00-\u9fff]{0,14}?(?:政府|局|委|委员会|办|办公室|办公厅|厅|镇|乡|街道|中心|[市县区旗])"
    "(?=新?收|接|受|办|登记|答复|处理|制|出台|印发|作|实施|公开|发布|被|因|废止|承办)"
)


class When(enum.Enum):
    """Which time a number belongs to."""

    THIS_YEAR = enum.auto()
    ANOTHER_YEAR = enum.auto()
    """A year that the sentence names in figures, and not the report's."""
    ANOTHER_TIME = enum.auto()
    """上年, 上半年, 近三年 and the like."""


def when(prose: Prose, clause: Clause, at: int, year: int) -> When:
    """Tell of which time the number at a place speaks, by the last time named before it."""
    return time_of(prose, clause, prose.before(clause.sentence, at), year)


def time_of(prose: Prose, clause: Clause, told: str, year: int) -> When:
    """Tell of which time a clause speaks behind these words of its sentence."""
    told = _THIS_YEAR_LONG.sub("今年", told)
    state = When.THIS_YEAR
    named = False
    for time in _TIME.finditer(told):
        if time["year"]:
            state = When.THIS_YEAR if int(time["year"]) == year else When.ANOTHER_YEAR
        elif time["ours"] and not (named and time["ours"][-1] in "日底月"):
            state = When.THIS_YEAR
        elif time["other"]:
            state = When.ANOTHER_TIME
        named = named or bool(time["year"])
    if named or state is not When.THIS_YEAR:
        return state
    begin, _ = prose.head(clause.start)
    opened = prose.opening_year(max(begin, clause.start - 4 * FAR), clause.sentence)
    return When.ANOTHER_YEAR if opened is not None and opened != year else state


def speaks_of_whole(prose: Prose, clause: Clause, prefix: str, organ: str) -> bool:
    """Tell whether the words before a number name nobody, or the reporting organ itself.

    Whatever else stands there (通过网站, 市财政局, 网上) makes the number a part, or doubtful.
    """
    if _WHOLE_PLACE.search(prefix) and organ and not _GOVERNS.search(organ):
        return False
    if "累计" in prefix and re.search("截[至止]", prose.before(clause.sentence, clause.end)):
        return False
    rest = _NEUTRAL.sub("", _ALL_OF_IT.sub("", prefix) if _GOVERNS.search(organ) else prefix)
    if not all(_is_organ(name, organ) for name in re.split("代表|[、和及]", rest) if name):
        return False
    earlier = prose.before(clause.segment, clause.start)
    if any(not _is_organ(word[-3:], organ) for word in _FOREIGN_WORD.findall(earlier)):
        return False
    last = _NEUTRAL.sub("", re.split("[，,:()]", earlier.rstrip("，,:()"))[-1])
    if _FOREIGN_CLAUSE.fullmatch(last) and not _is_organ(last, organ):
        return False
    return not _told_by_another(earlier, organ)


def _told_by_another(earlier: str, organ: str) -> bool:
    """Tell whether the last subject named before in the sentence is another body."""
    foreign = False
    for clause in re.split("[，,:()、]", earlier):
        if _WHOLE_PLACE.match(clause):
            foreign = False
        elif subject := _SUBJECT.match(_NEUTRAL.sub("", clause)):
            foreign = not _is_organ(subject[0], organ)
    return foreign


def _is_organ(name: str, organ: str) -> bool:
    """Tell whether a name may be short for the organ's: 市发改委 for 发展和改革委员会."""
    if name.endswith(("政府", "府")) and _HIGHER_GOVERNMENT.search(organ):
        return False  # 市政府 may be the government itself, without its departments
    letters = iter(organ)
    return all(letter in letters for letter in name)
