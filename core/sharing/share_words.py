"""How the shares of a report stand, in the words of one line."""

from __future__ import annotations

from datetime import date

from core.report.report import Report
from core.report.share import ShareState


def share_words(report: Report, today: date) -> str:
    """Say in a few words how the shares of a report stand; of a part what it is."""
    own = report.own_share
    if own is not None:
        return f"分工：{own.names(report.form)}"
    states = [share.state(today) for share in report.shares.values()]
    late = states.count(ShareState.LATE)
    waiting = late + states.count(ShareState.OUT)
    if not waiting:
        return ""
    return f"分工：{waiting}份未收回" + (f"，{late}份逾期" if late else "")
