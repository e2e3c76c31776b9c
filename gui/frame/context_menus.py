"""The context menus: which commands stand in them, and those that stand nowhere else."""

from __future__ import annotations

from gui.frame.action_table import Availability, CommandRow

CONTEXT_ROWS = (
    CommandRow(
        "add_phrase",
        "把所选文字加为常用语",
        lambda c: c.desk.add_phrase(),
        can=lambda c: c.desk.has_selection,
    ),
    CommandRow(
        "repair_finding",
        "改正文字",
        lambda c: c.workspace.panel.findings.repair_in_hand(),
        can=lambda c: bool((entry := c.workspace.panel.findings.in_hand) and entry.repair),
    ),
    CommandRow(
        "remark_finding",
        "写说明、确认或者沿用",
        lambda c: c.workspace.panel.findings.remark_in_hand(),
        can=lambda c: bool((entry := c.workspace.panel.findings.in_hand) and entry.remarks),
    ),
    CommandRow(
        "copy_finding",
        "复制",
        lambda c: c.copying.copy_finding(),
        can=lambda c: c.workspace.panel.findings.in_hand is not None,
    ),
    CommandRow(
        "copy_findings",
        "复制全部",
        lambda c: c.copying.copy_findings(),
        settles=True,
        can=lambda c: c.workspace.panel.findings.count() > 0,
    ),
    CommandRow("copy_tally", "复制", lambda c: c.copying.copy_tally()),
    CommandRow(
        "copy_tallies",
        "复制全部勾稽关系",
        lambda c: c.copying.copy_tallies(),
        settles=True,
        can=lambda c: bool(c.workspace.panel.tree.tallies),
    ),
    CommandRow("copy_page", "复制这一页", lambda c: c.copying.copy_page(), settles=True),
    CommandRow(
        "clear_cells",
        "清除",
        lambda c: c.clear_cells(),
        can=lambda c: c.workspace.table_in_hand() is not None,
    ),
    CommandRow(
        "select_table",
        "选定全表",
        lambda c: c.select_table(),
        can=lambda c: c.workspace.table_in_hand() is not None,
    ),
    CommandRow(
        "recent_open",
        "打开",
        lambda c: c.start.recent.pick(),
        when=Availability.ALWAYS,
        can=lambda c: c.start.recent.is_there,
    ),
    CommandRow(
        "recent_follow",
        "从它新建下一年度的报告…",
        lambda c: c.start.recent.follow(),
        when=Availability.ALWAYS,
        can=lambda c: c.start.recent.is_there,
    ),
    CommandRow(
        "recent_drop",
        "从列表中移去",
        lambda c: c.start.recent.drop(),
        when=Availability.ALWAYS,
        can=lambda c: c.start.recent.path is not None,
    ),
)
TEXT_MENU = ("insert_cell", "write_table", "add_phrase")
"""What a text offers beside what Qt and the number under the pointer offer there."""
FINDING_MENU = ("repair_finding", "remark_finding", "copy_finding", "copy_findings")
"""What the list of findings offers for the one in hand."""
RECENT_MENU = ("recent_open", "recent_follow", "recent_drop")
"""What the list of recent reports offers for the one in hand."""
TABLE_MENU = (
    *("cut", "copy", "paste_here", "clear_cells"),
    *("fill_down", "fill_right", "zero_selection", "select_table", "copy_table", "find"),
)
"""What a table offers for the selected cells."""
TALLY_MENU = ("copy_tally", "copy_tallies")
"""What the tree and the strip of tallies offer for the one in hand."""
TAB_MENU = ("copy_page", "preview", "next_section", "previous_section")
"""What a tab offers for its page."""
