"""The menu of the report as a whole (报告): its findings, other years, what came back."""

from __future__ import annotations

from gui.frame.action_table import SEPARATOR, Availability, CommandRow, Menu

REPORT = Menu(
    "报告(&R)",
    (
        CommandRow(
            "next",
            "下一个问题",
            lambda c: c.workspace.leading.step_finding(1),
            key="F8",
            tip="到下一个问题所在的格或者句子",
        ),
        CommandRow(
            "previous",
            "上一个问题",
            lambda c: c.workspace.leading.step_finding(-1),
            key="Shift+F8",
            tip="到上一个问题所在的格或者句子",
        ),
        SEPARATOR,
        CommandRow(
            "proofread",
            "读数校对…",
            lambda c: c.proofread(),
            key="F7",
            tip="逐格读出各数，与纸上或者扫描件核对，记下校对过的格",
            settles=True,
        ),
        CommandRow(
            "series",
            "历年对比…",
            lambda c: c.show_series(),
            tip="把几个年度的年报放在一起，看各数的增减和历年图",
            when=Availability.ALWAYS,
            settles=True,
        ),
        CommandRow(
            "compare",
            "对照上年的报告…",
            lambda c: c.compare_with_last_year(),
            tip="读取上年的报告，核对上年结转，看各数的增减",
        ),
        CommandRow(
            "compare_sentences",
            "与上年逐句对照…",
            lambda c: c.compare_sentences(),
            tip="把本年的文字和上年的逐句并排，看哪些相同、哪些只改了数字",
            settles=True,
        ),
        CommandRow("stop_comparing", "不再对照上年", lambda c: c.stop_comparing()),
        CommandRow(
            "renew",
            "上年的文字换成本年…",
            lambda c: c.desk.renew(c.window),
            tip="沿用的文字中，上年各表的数换成本年的格并链接起来，年份改过来，逐句看过再换",
            settles=True,
        ),
        SEPARATOR,
        CommandRow(
            "signing",
            "审签…",
            lambda c: c.sign(),
            tip="填表、审核、签发：谁在什么时候办的，有什么意见，办过以后又改了什么",
            settles=True,
        ),
        CommandRow(
            "share",
            "分工…",
            lambda c: c.share_out(),
            tip="一份报告分给几个人填，各填各的部分；看交回的情况",
            settles=True,
        ),
        CommandRow(
            "merge",
            "合并交回的文件…",
            lambda c: c.merge_parts(),
            tip="分出去的文件、收集表或者报告的副本填好以后，逐处对照，并入这份报告",
            settles=True,
        ),
        CommandRow(
            "return",
            "读回修改过的 Word 文档…",
            lambda c: c.read_returned(),
            tip="供审阅的 Word 文档给别人改过以后，逐处对照，采纳需要的改动",
            settles=True,
        ),
        CommandRow(
            "history",
            "修改记录…",
            lambda c: c.show_history(),
            tip="看每一次改动和它的时间，比较两个时刻，回到以前",
            settles=True,
        ),
    ),
)
