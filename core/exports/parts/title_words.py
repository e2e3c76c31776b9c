"""Where the name of an organ may be divided: its places, organs, words, without a grammar."""

from __future__ import annotations

import re

_WORD_LIST = """
人民政府 办公室 办公厅 委员会 管理委员会 办事处 街道 街道办事处 生产建设兵团 兵团
开发区 高新区 新区 自治区 自治州 自治县 自治旗 特别行政区 行政区 直属 机关 中心
服务中心 管理中心 集团 公司 有限责任公司 支队 大队 总队 中队 分局 总局 管理局
监督管理局 事务局 保障局 委员 党组 综合行政执法 行政执法 综合执法 行政审批 政务服务
数据管理 大数据 公共资源 交易 市场监督 市场监管 市场 医疗保障 社会保障 人力资源
劳动保障 劳动 监察 发展和改革 发展改革 改革 住房 城乡建设 住房和城乡建设 城市管理 城市
自然资源 生态环境 农业农村 乡村振兴 文化 广播电视 旅游 体育 教育 科学技术 科技 工业
信息化 民族 宗教 宗教事务 民族事务 公安 民政 司法 财政 审计 统计 交通运输 水利 水务
商务 卫生健康 卫生 健康 退役军人 退役军人事务 应急管理 应急 消防救援 国有资产
国有资产监督 监督管理 监督 管理 地方金融 金融 信访 医疗 机关事务 林业 草原 林业和草原
园林绿化 气象 地震 税务 海关 烟草 专卖 邮政 档案 地方志 供销 供销合作社 粮食
物资储备 储备 知识产权 药品 食品药品 投资促进 投资 合作交流 规划 经济 经济技术 技术
产业 工程 行政 执法 事务 服务 电子政务 市政 区域 县域 政府信息公开 工作 年度 报告
师范 师市
"""
_WORDS = frozenset(_WORD_LIST.split())
_LONGEST = max(map(len, _WORDS))
_PLACE = re.compile(
    "(?:省|自治区|自治州|自治县|自治旗|市|区|县|州|盟|旗|乡|镇|街道|兵团|师|团|政府|部|厅|局|委|院|校|"
    "办公室|办公厅|办事处|委员会|开发区|队|公司|集团|中心)$"
)
_ORDINAL = re.compile("第[〇零一二三四五六七八九十百0-9]+[师团区]?")
_NOT_A_PLACE = re.compile(
    "(?:城市|超市|都市|小区|地区|园区|社区|辖区|片区|部队|军队|内部|干部|全部|大局|结局)$"
)
TORN, WORD, ORGAN = 60.0, 9.0, 0.0
"""What it costs to end a line inside a word, between two words, behind a place or an organ."""


def costs_of_cuts(text: str) -> dict[int, float]:
    """Return what it costs to end a line before each character of a name but the first."""
    ends = _word_ends(text)
    costs = {}
    for at in range(1, len(text)):
        if at not in ends:
            costs[at] = TORN
        elif text[at - 1] in "、和及与·":
            costs[at] = WORD - 4 if text[at - 1] == "、" else TORN
        elif _PLACE.search(text[:at]) and not _NOT_A_PLACE.search(text[:at]):
            costs[at] = ORGAN
        else:
            costs[at] = WORD
    return costs


def _word_ends(text: str) -> set[int]:
    """Return where words end; what no list knows is one word with what ends its place's name."""
    ends: set[int] = set()
    at = 0
    while at < len(text):
        ordinal = _ORDINAL.match(text, at)
        length = len(ordinal[0]) if ordinal else _known(text, at)
        if not length:
            length = 1
            # 青禾县: characters that no list knows belong together until something known begins.
            while at + length < len(text):
                so_far = text[at : at + length]
                is_place = length > 1 and _PLACE.search(so_far)
                if is_place and not _NOT_A_PLACE.search(so_far):
                    break
                if _known(text, at + length) or _ORDINAL.match(text, at + length):
                    break
                length += 1
        at += length
        # An organ's mark keeps to the word before it: 医疗保障/局 is torn.
        while at < len(text) and text[at] in "局厅部委办处科所站队院校、，。）》”州":
            if _known(text, at) > 1:
                break
            at += 1
        ends.add(at)
    return ends


def _known(text: str, at: int) -> int:
    """Return the length of the longest word of the list that begins there; 0 where none does."""
    lengths = range(min(_LONGEST, len(text) - at), 1, -1)
    return next((length for length in lengths if text[at : at + length] in _WORDS), 0)
