"""Reading what came back, and finding out what it was when it was exported."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from core.apart.stopping import Stop, never
from core.base.problem import Problem
from core.base.time_words import in_chinese
from core.document.history import History
from core.document.history_words import moment_time
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms
from core.labels.blocks import Paragraph
from core.printed.page import split_lines
from core.reading.door import open_returned
from core.recognition.reading import Reading
from core.report.report import Report
from core.report.share import COVER_SHARE, opened
from core.report.snapshot import digest_of, read_snapshot, snapshot_of
from core.sources.docx_review import Review, ReviewComment

_MOST_STATES = 500
"""So many edits are gone back for the state that was exported."""
_NEXT_TIME = "送审的文件请从“导出”里的“Word 文档（供审阅）”导出，读回时就能准确对照。"
"""What to do where a file came back that was exported for the public."""
_PARAGRAPH = 5
"""A paragraph that differs weighs as much as so many figures."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What a Word file of ours carries: what was exported, or only what identifies it."""

    report: Report | None
    digest: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment (批注) with what it is about in the report: a figure, a paragraph, or neither."""

    remark: ReviewComment
    address: Address | None = None
    section: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class Portion:
    """What of a report a returned part is about: all of it, or a share that was given out.

    ``who`` filled it, where that is known; ``key`` is the share's in the report that gave it out.
    ``sections`` are None where it is a copy of all.
    """

    who: str = ""
    key: str = ""
    sections: tuple[str, ...] | None = None

    def opens(self, section: str, form: Form) -> bool:
        """Tell whether a part of the form is theirs; `COVER_SHARE` asks for the cover."""
        return self.sections is None or opened(self.sections, section, form)


@dataclass(frozen=True, slots=True)
class Returned:
    """What came back; ``tracked`` counts the tracked changes by their authors.

    ``year`` is None where the file does not tell it. ``history`` is that of a copy of the document.
    ``portion`` is None for a document that was edited elsewhere; of a part or a copy that others
    filled, what is blank says nothing where it is not known what stood there. ``told`` is what has
    to be said of the file.
    """

    name: str
    year: int | None
    report: Report
    comments: tuple[Comment, ...] = ()
    tracked: tuple[tuple[str, int], ...] = ()
    carried: Carried = Carried(None, "")
    portion: Portion | None = None
    history: History | None = None
    told: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Name it in the history: by who filled it, where that is known, and by its file."""
        who = self.portion.who if self.portion is not None else ""
        return f"{who}填的部分（{self.name}）" if who else self.name

    def opens(self, section: str) -> bool:
        """Tell whether a part of the form is looked at."""
        return self.portion is None or self.portion.opens(section, self.report.form)


@dataclass(frozen=True, slots=True)
class Basis:
    """What the returned file is held against; ``report`` is None where nothing is known of it.

    ``words`` says in one sentence where it was found.
    """

    report: Report | None
    words: str


def read_returned(path: Path, forms: Forms, stop: Stop = never) -> Returned:
    """Read an edited report; raises Problem where it cannot be read or is none, and Stopped."""
    reading, answer = open_returned(path, forms, stop)
    review = Review(reading.blocks, answer.remarks, answer.tracked)
    snapshot = read_snapshot(answer.snapshot, answer.told, forms)
    carried = Carried(snapshot, answer.told or answer.digest)
    report = reading.report()
    comments = tuple(_comment(remark, review, reading, report) for remark in review.remarks)
    return Returned(path.name, reading.year, report, comments, review.tracked, carried)


def _comment(remark: ReviewComment, review: Review, reading: Reading, report: Report) -> Comment:
    """Find what a comment is about."""
    for address, place in reading.places.items():
        if place == remark.place:
            return Comment(remark, address)
    lines = {
        line
        for block in review.blocks
        if isinstance(block, Paragraph) and block.place == remark.place
        for line in split_lines(block.text)
    }
    for section, text in report.texts.items():
        for line in split_lines(text):
            if line in lines:
                return Comment(remark, None, section, line)
    return Comment(remark)


def objections(returned: Returned, report: Report) -> tuple[str, ...]:
    """Say why the file may not be this report come back; raises Problem where it cannot be."""
    theirs, name = returned.report, returned.name
    if theirs.form.edition != report.form.edition:
        raise Problem(
            f"“{name}”用的是{theirs.form.document}的格式，打开的报告用的是{report.form.document}的"
            "格式，两份不能对照。请核对是不是选错了文件。"
        )
    if returned.portion is not None:
        _check_part(returned, returned.portion, report)
        return ()
    found = []
    if returned.year is not None and returned.year != report.year:
        found.append(f"“{name}”是{returned.year}年度的报告，打开的是{report.year}年度的。")
    carried = returned.carried.report
    if carried is not None and (carried.year, carried.organ) != (report.year, report.organ):
        exported = f"{carried.organ or '（没有填机关）'}{carried.year}年度"
        if not found:
            found.append(f"“{name}”是从{exported}的报告导出的，和打开的报告不同。")
    return tuple(found)


def _check_part(returned: Returned, portion: Portion, report: Report) -> None:
    """Raise Problem where a part or a copy is of another year or organ, or of another report."""
    name, theirs = returned.name, returned.report
    if returned.year is None:
        raise Problem(f"“{name}”里没有认出报告的年度，没有合并。请核对是不是选错了文件。")
    if returned.year != report.year:
        raise Problem(
            f"“{name}”是{returned.year}年度的，这份报告是{report.year}年度的，没有合并。"
            "请核对是不是选错了文件。"
        )
    if portion.key:
        share = report.shares.get(portion.key)
        if share is None or share.digest != returned.carried.digest:
            raise Problem(
                f"“{name}”不是从这份报告分出去的，或者分工记录已经删去，没有合并。"
                "请核对是不是选错了文件。"
            )
        # An organ that was put right on the cover is theirs to change.
        if COVER_SHARE in share.sections:
            return
    if report.organ and theirs.organ and theirs.organ != report.organ:
        raise Problem(
            f"“{name}”写的机关是“{theirs.organ}”，这份报告是“{report.organ}”的，没有合并。"
            "请核对是不是选错了文件；确是同一机关的，请先把名称改成一样。"
        )


def find_basis(returned: Returned, report: Report, history: History) -> Basis:
    """Find what was exported: in the file itself, or else in the history."""
    carried = returned.carried
    if carried.report is not None and carried.report.form.edition == report.form.edition:
        begun = "导出时" if returned.portion is None else "分出时"
        return Basis(carried.report, f"{begun}的内容随文件带回{_when(carried, report, history)}。")
    if returned.portion is not None:
        return _basis_of_part(returned, report, history)
    best: tuple[int, int, Report | None] = (0, 0, None)
    try:
        for number, past in history.states(report):
            if carried.digest and digest_of(snapshot_of(past)) == carried.digest:
                found = history.before(report, number)
                words = "导出时的内容从修改记录中找到"
                return Basis(found, f"{words}（{_time(history, number)}）。")
            distance = _distance(past, returned.report)
            if best[2] is None or distance < best[0]:
                best = (distance, number, past)
            if len(history) - number >= _MOST_STATES:
                break
    except ValueError:  # the history does not fit, and says nothing
        best = (0, 0, None)
    if best[2] is None or not len(history):
        words = "文件里没有导出时的内容，修改记录里也找不到，只能和现在的报告对照。"
        return Basis(None, f"{words}{_NEXT_TIME}")
    return Basis(
        history.before(report, best[1]),
        "文件里没有导出时的内容，按修改记录中最接近的时刻"
        f"（{_time(history, best[1])}）对照，请留意。{_NEXT_TIME}",
    )


def _basis_of_part(returned: Returned, report: Report, history: History) -> Basis:
    """Find what a part or a copy began from: by its digest in the history, or where both part."""
    digest = returned.carried.digest
    try:
        if digest:
            for number, past in history.states(report):
                if digest_of(snapshot_of(past)) == digest:
                    when = _time(history, number)
                    return Basis(history.before(report, number), f"和分出时的内容对照（{when}）。")
        elif returned.history is not None:
            number = _common(history, returned.history)
            here = history.before(report, number)
            there = returned.history.before(returned.report, number)
            if snapshot_of(here) == snapshot_of(there):
                when = _time(history, number)
                return Basis(here, f"和两份文件分开以前的内容对照（{when}）。")
    except ValueError:  # a history that does not fit says nothing
        pass
    return Basis(None, "不知道分开填写时的内容，和现在的报告逐处对照；对方空着的不算改动。")


def _common(one: History, other: History) -> int:
    """Count the moments that two histories begin with alike."""
    both = zip(one.moments, other.moments, strict=False)
    return next((at for at, (a, b) in enumerate(both) if a != b), min(len(one), len(other)))


def _when(carried: Carried, report: Report, history: History) -> str:
    """Tell when it was exported, where the history knows."""
    moments = history.moments
    marks = {number for number, moment in enumerate(moments) if not moment.steps}
    try:
        for number, past in history.states(report) if marks else ():
            if number in marks and digest_of(snapshot_of(past)) == carried.digest:
                return f"（{in_chinese(moment_time(moments[number]), '%Y年%m月%d日%H:%M')}导出）"
            if number <= min(marks) or len(moments) - number >= _MOST_STATES:
                break
    except ValueError:
        pass
    return ""


def _time(history: History, number: int) -> str:
    if not number:
        return "最早的记录以前"
    return in_chinese(moment_time(history.moments[number - 1]), "%Y年%m月%d日%H:%M")


def _distance(one: Report, other: Report) -> int:
    """Weigh how far a report is from what came back."""
    apart = sum(one.figure(a) != other.figure(a) for a in one.form.figures)
    for section, text in one.texts.items():
        lines = set(split_lines(text)) ^ set(split_lines(other.texts[section]))
        apart += _PARAGRAPH * len(lines)
    return apart
