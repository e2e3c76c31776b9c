"""Statements of figures in texts, to be contradicted on purpose: places in real ones, made-up ones.

Of real reports there are only figures and places, found by reading every sentence as a reviewer.
"""

from __future__ import annotations

REAL: dict[str, dict[str, tuple[int, tuple[int, ...]]]] = {
    "cixi_2020.txt": {
        "overview": (1650, (518, 17, 9, 2, 5, 1, 26)),
        "overview of 其他": (326, (101266, 48660, 109, 28981, 17474)),
        "overview of 文件": (975, (65,)),
    },
    "huaian_2024.docx": {
        "overview": (450, (3119, 3050, 34, 103)),
        "overview of 复议": (523, (351, 72, 64, 178, 37, 46, 25, 5, 9, 7)),
        "overview of 规章": (130, (1,)),
    },
    "shanghai_office_2019.html": {
        "overview": (248, (859, 805, 18, 72)),
        "overview of 结果": (352, (35, 265, 158, 0)),
        "overview of 复议": (437, (7, 9)),
        "overview of 规章": (159, (13, 60)),
    },
    "shuyang_drc_2023.html": {"overview": (280, (26,))},
    "pingtan_2021.txt": {"overview": (946, (70, 69, 1))},
    "pingtan_2022.txt": {
        "overview": (839, (72, 3)),
        "overview of 文件": (248, (698, 88)),
        "overview of 复议": (986, (1, 2)),
    },
}
"""By file and section: where a passage begins, and the numbers in it that state cells."""

_IN = "applications"
_NEW = "applications.received.total"
_OLD = "applications.carried_in.total"
_DONE = "applications.concluded.total"
_LEFT = "applications.carried_out.total"
_REVIEW = "remedies.review"
_SUITS = "remedies.direct_suit.{0}+remedies.suit_after_review.{0}"

MADE_UP: tuple[str, ...] = (
    # 新收
    f"2024年，全市共收到群众政府信息公开申请<{_NEW}>件。",
    f"全市收到各类政府信息公开申请<{_NEW}>件次。",
    f"（二）依申请公开。全年申请总数为<{_NEW}>件，件件有回音。",
    f"（二）依申请公开。本年度申请量<{_NEW}>件。",
    f"全年政府信息公开申请数量<{_NEW}>宗。",
    f"全市收到社会公众提出的依申请公开事项<{_NEW}>件。",
    f"接到社会公众依申请公开<{_NEW}>件。",
    f"收到依申请公开件<{_NEW}>件。",
    f"收到依申请公开件次<{_NEW}>。",
    f"全年收到政府信息公开申请<{_NEW}:汉字>件。",
    f"全年收到政府信息公开申请<{_NEW}:全角>件。",
    f"全年收到政府信息公开申请<{_NEW}:千分>件。",
    f"全年登记政府信息公开申请<{_NEW}>件。",
    f"全市新增政府信息公开申请<{_NEW}>件。",
    f"全市共办理群众提出的政府信息公开申请，其中新收<{_NEW}>件。",
    f"本年度新收政府信息公开申请数量为<{_NEW}>份。",
    f"政府信息公开申请方面，新收<{_NEW}>件、上年结转<{_OLD}>件。",
    # 上年结转
    f"收到政府信息公开申请<{_NEW}>件，上年度转入<{_OLD}>件。",
    f"收到政府信息公开申请<{_NEW}>件，另有去年结转<{_OLD}>件。",
    f"收到政府信息公开申请<{_NEW}>件，承接上年结转的申请<{_OLD}>件。",
    # 办结
    f"全市政府信息公开申请已办结<{_DONE}>件。",
    f"收到政府信息公开申请<{_NEW}>件，已按期答复<{_DONE}>件。",
    f"本年度作出政府信息公开申请答复<{_DONE}>件。",
    # 结转下年
    f"收到政府信息公开申请<{_NEW}>件，转下年办理<{_LEFT}>件。",
    f"收到政府信息公开申请<{_NEW}>件，尚有<{_LEFT}>件正在办理。",
    f"收到政府信息公开申请<{_NEW}>件，其余<{_LEFT}>件结转至下一年度办理。",
    f"收到政府信息公开申请<{_NEW}>件，结转下年<{_LEFT}>件。",
    f"收到政府信息公开申请<{_NEW}>件，转入2025年办理<{_LEFT}>件。",
    # 办理结果
    (
        f"办结政府信息公开申请<{_DONE}>件，其中全部公开<{_IN}.granted.total>件，"
        f"部分公开<{_IN}.partly_granted.total>件。"
    ),
    f"办结政府信息公开申请<{_DONE}>件，其中公开<{_IN}.granted.total>件。",
    f"办结政府信息公开申请<{_DONE}>件。其中，同意公开<{_IN}.granted.total>件。",
    (
        f"收到政府信息公开申请<{_NEW}>件，上年结转<{_OLD}>件。"
        f"其中，予以公开<{_IN}.granted.total>件，部分公开（区分处理）<{_IN}.partly_granted.total>件。"
    ),
    f"收到政府信息公开申请<{_NEW}>件，办结<{_DONE}>件。区分处理<{_IN}.partly_granted.total>件。",
    f"办结政府信息公开申请<{_DONE}>件，因本机关不掌握等原因无法提供<不提供>件。",
    f"办结政府信息公开申请<{_DONE}>件，其中本机关不掌握相关政府信息<{_IN}.unavailable_not_held.total>件。",
    f"办结政府信息公开申请<{_DONE}>件，其中信访举报投诉类申请<{_IN}.declined_petition.total>件。",
    f"办结政府信息公开申请<{_DONE}>件，其中重复申请<{_IN}.declined_duplicate.total>件。",
    # 申请人
    f"收到政府信息公开申请<{_NEW}>件，涉及自然人<{_IN}.received.natural>件。",
    f"收到政府信息公开申请<{_NEW}>件（自然人申请<{_IN}.received.natural>件）。",
    f"收到政府信息公开申请<{_NEW}>件，其中公民个人提出申请<{_IN}.received.natural>件。",
    f"收到政府信息公开申请<{_NEW}>件，其中商业企业<{_IN}.received.business>件。",
    (
        f"收到政府信息公开申请<{_NEW}>件，其中自然人<{_IN}.received.natural>件、"
        "法人或其他组织<法人>件。"
    ),
    # 复议与诉讼
    f"全市政府信息公开类行政复议案件<{_REVIEW}.total>件。",
    f"全年信息公开类行政复议<{_REVIEW}.total>起。",
    (
        f"因政府信息公开被申请行政复议<{_REVIEW}.total>件，维持<{_REVIEW}.upheld>件，"
        f"纠正<{_REVIEW}.corrected>件，未审结<{_REVIEW}.pending>件。"
    ),
    f"全年发生政府信息公开行政复议案件<{_REVIEW}.total>件，其中被纠正<{_REVIEW}.corrected>件。",
    "因政府信息公开引发行政诉讼<诉讼>件，维持<诉讼维持>件，纠正<诉讼纠正>件。",
    "政府信息公开类行政诉讼案件<诉讼>宗。",
    # 表二
    "全年制发行政规范性文件<proactive.normative.issued>件。",
    "清理并集中发布现行有效行政规范性文件<proactive.normative.in_force>件。",
    "现行有效的行政规范性文件有<proactive.normative.in_force>件。",
    "清理废止行政规范性文件<proactive.normative.repealed>件。",
    "规范性文件清理中，废止<proactive.normative.repealed>份。",
    "清理失效规范性文件<proactive.normative.repealed>个。",
    "全年制发（修改）政府规章<proactive.regulation.issued>件。",
    "全市办理行政许可<proactive.licensing.decisions>件。",
    "作出<proactive.licensing.decisions>宗行政许可决定。",
    "作出行政处罚决定<proactive.penalty.decisions>宗。",
    "实施行政强制<proactive.coercion.decisions>起。",
)
"""Sentences whose <cells> state figures of the sample."""

SUMS = {
    "不提供": "applications.unavailable_not_held.total+applications.unavailable_to_be_created.total"
    "+applications.unavailable_unclear.total",
    "法人": "applications.received.business+applications.received.research"
    "+applications.received.welfare+applications.received.legal"
    "+applications.received.other",
    "诉讼": _SUITS.format("total"),
    "诉讼维持": _SUITS.format("upheld"),
    "诉讼纠正": _SUITS.format("corrected"),
}

SELF_PROVED: tuple[str, ...] = (
    f"全年共受理政府信息公开申请<{_NEW}+{_OLD}>件，办理<{_DONE}>件，结转下一年<{_LEFT}>件。",
)
