"""A report shared out among several people: parts made, filled, put together, and who did what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import MergedCell

from core.base.problem import Problem
from core.cli import main
from core.document.decode import decode_document
from core.document.encode import encode
from core.document.file import load, load_with_history, save
from core.document.history import History
from core.figures.address import Address
from core.report.edit import apply
from core.report.edits import Edit, SetCover, SetFigure, SetText
from core.report.report import Report
from core.report.share import ShareState
from core.report.snapshot import digest_of, snapshot_of
from core.report.work_edits import SetShare
from core.returning.proposals import Standing, proposals
from core.returning.returned import find_basis, objections
from core.sharing.coming_back import known_in, read_part, taken_back
from core.sharing.giving import FORM_SUFFIX, Order, give_out, overlaps
from core.sharing.merging import MergedParts, merge_parts
from tests.collection_forms import form_places
from tests.editions import FORMS, form_of

FORM = form_of(FORMS, "2021")
ISSUED = Address("proactive.normative.issued")
UPHELD = Address("remedies.review.upheld")
NEW = Address("applications.received.natural")
NOW = datetime(2026, 1, 12, 9, 0).astimezone()
ORGAN = "某市水利局"
LAW = Order("法规科", ("remedies",), date(2026, 1, 20))
DESK = Order("窗口", ("proactive",), None, FORM_SUFFIX)
WRITER = Order("文字组", ("cover", "overview", "problems"))
Run = Callable[..., tuple[int, str, str]]


class Work:
    """A report with its history, in which everything is recorded as the window does it."""

    def __init__(self, folder: Path) -> None:
        self.report, self.history, self.folder = Report(FORM, ORGAN, 2025), History(), folder
        self.do([SetFigure(UPHELD, "2"), SetText("overview", "原来的一句。")], "填写")

    def do(self, edits: list[Edit], label: str) -> None:
        self.history.record(self.report, apply(self.report, edits), label, NOW)

    def give(self, *orders: Order) -> list[Path]:
        given = give_out(self.report, orders, self.folder, NOW)
        self.do(list(given.edits), "分工")
        return list(given.files)


@pytest.fixture
def work(tmp_path: Path) -> Work:
    return Work(tmp_path)


def fill_document(path: Path, *edits: Edit) -> None:
    report, history, stamp = load_with_history(path, FORMS)
    history.record(report, apply(report, edits), "填写", NOW, "张三")
    save(report, path, stamp, history=history)


def fill_form(path: Path, figures: dict[Address, int]) -> None:
    book = openpyxl.load_workbook(path)
    for address, figure in figures.items():
        place = form_places(FORM)[address]
        book[place.sheet].cell(place.row, place.column).value = figure
    book.save(path)


def merge(work: Work, *paths: Path) -> MergedParts:
    parts = [read_part(path, FORMS) for path in paths]
    return merge_parts(work.report, work.history, "总", parts, NOW)


def test_a_part_says_that_it_is_one_and_which_sections_are_theirs(work: Work) -> None:
    (path,) = work.give(LAW)
    part, history = decode_document(path.read_bytes(), FORMS, path.name)
    own = part.own_share
    assert own is not None
    assert (own.who, own.sections, own.deadline) == ("法规科", ("remedies",), "2026-01-20")
    assert [section.id for section in FORM.sections if own.opens(section.id, FORM)] == ["remedies"]
    assert part.figure(UPHELD) == 2
    assert not part.shares
    assert not part.signing
    assert [moment.label for moment in history.moments] == ["分给法规科填写"]
    assert digest_of(snapshot_of(history.before(part, 0))) == own.digest
    with pytest.raises(Problem, match="不能再往下分"):
        give_out(part, [WRITER], work.folder, NOW)


def test_the_cover_goes_with_its_opening_paragraph(work: Work) -> None:
    (path,) = work.give(WRITER)
    own = load(path, FORMS)[0].own_share
    assert own is not None
    assert own.opens("preamble", FORM)
    assert not own.opens("remedies", FORM)


def test_a_form_opens_only_what_was_given(work: Work) -> None:
    (path,) = work.give(DESK)
    book = openpyxl.load_workbook(path)
    open_cells = {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and not isinstance(cell, MergedCell)
    }
    places = form_places(FORM)
    theirs = {
        (places[a].sheet, places[a].cell)
        for a, figure in FORM.figures.items()
        if a.section == "proactive" and not figure.computed
    }
    assert open_cells == theirs
    shown = places[UPHELD]
    assert book[shown.sheet].cell(shown.row, shown.column).value == 2
    said = [cell.value for row in book["填写说明"].iter_rows() for cell in row if cell.value]
    assert any("请填写：二、主动公开。其他部分只供查看" in str(each) for each in said)


def test_parts_come_back_and_who_filled_what_is_in_the_history(work: Work) -> None:
    law, desk, writer = work.give(LAW, DESK, WRITER)
    fill_document(law, SetFigure(UPHELD, "3"))
    fill_form(desk, {ISSUED: 4})
    fill_document(
        writer, SetText("overview", "原来的一句。\n又写了一句。"), SetCover("某市水务局", 2025)
    )
    merged = merge(work, law, desk, writer)
    assert not merged.conflicts
    report = work.report
    assert (report.figure(UPHELD), report.figure(ISSUED)) == (3, 4)
    assert report.texts["overview"] == "原来的一句。\n又写了一句。"
    assert report.organ == "某市水务局"
    labels = [moment.label for moment in work.history.moments]
    assert labels[-3:] == [
        f"合并{who}填的部分（{path.name}）"
        for who, path in (("法规科", law), ("窗口", desk), ("文字组", writer))
    ]
    assert [s.state(date(2026, 2, 1)) for s in report.shares.values()] == [ShareState.BACK] * 3
    before = work.history.before(report, len(work.history) - 3)
    assert (before.figure(UPHELD), before.organ) == (2, ORGAN)


def test_what_is_not_theirs_is_not_taken(work: Work) -> None:
    (law,) = work.give(LAW)
    fill_document(law, SetFigure(ISSUED, "9"), SetText("problems", "不归我写。"))
    merged = merge(work, law)
    assert not merged.conflicts
    assert not work.report.is_filled(ISSUED)
    assert not work.report.texts["problems"]
    (told,) = merged.told
    assert told.endswith("不归对方填的“二、主动公开”、“五、问题改进”也改过，没有并入，请核对")


def test_a_part_that_gives_itself_more_gets_no_more(work: Work) -> None:
    (law,) = work.give(LAW)
    data = law.read_bytes().replace(b'"remedies"\n', b'"remedies",\n        "proactive"\n')
    law.write_bytes(data)
    fill_document(law, SetFigure(ISSUED, "9"))
    merge(work, law)
    assert not work.report.is_filled(ISSUED)


def test_what_both_changed_is_told_and_left(work: Work) -> None:
    (law,) = work.give(LAW)
    fill_document(law, SetFigure(UPHELD, "3"))
    work.do([SetFigure(UPHELD, "5")], "填写")
    merged = merge(work, law)
    assert [(c.place.split("－")[0], dict(c.said)) for c in merged.conflicts] == [
        (FORM.figures[UPHELD].place, {"总": "5", law.name: "3"})
    ]
    assert work.report.figure(UPHELD) == 5


def test_a_form_is_held_against_what_it_was_given_with(work: Work) -> None:
    decisions = Address("proactive.licensing.decisions")
    work.do([SetFigure(decisions, "5")], "填写")
    (desk,) = work.give(DESK)
    fill_form(desk, {ISSUED: 4})
    work.do([SetFigure(decisions, "6")], "填写")
    merged = merge(work, desk)
    assert not merged.conflicts
    assert (work.report.figure(ISSUED), work.report.figure(decisions)) == (4, 6)


def test_a_copy_is_held_against_where_both_parted(work: Work, tmp_path: Path) -> None:
    copied = tmp_path / "副本.nianbao"
    save(work.report, copied, history=work.history)
    fill_document(copied, SetFigure(NEW, "8"), SetText("problems", "写了一句。"))
    work.do([SetFigure(UPHELD, "")], "清除")
    merged = merge(work, copied)
    assert not merged.conflicts
    assert (work.report.figure(NEW), work.report.texts["problems"]) == (8, "写了一句。")
    assert not work.report.is_filled(UPHELD)  # what was taken away here is not brought back


def test_two_that_fill_one_place_otherwise_are_told_and_left(work: Work, tmp_path: Path) -> None:
    copies = [tmp_path / f"{number}.nianbao" for number in range(3)]
    for path, figure in zip(copies, ("8", "9", "8"), strict=True):
        save(work.report, path, history=work.history)
        fill_document(path, SetFigure(NEW, figure))
    merged = merge(work, *copies[:2])
    assert [dict(c.said) for c in merged.conflicts] == [{"0.nianbao": "8", "1.nianbao": "9"}]
    assert not work.report.is_filled(NEW)
    assert not merge(work, copies[0], copies[2]).conflicts
    assert work.report.figure(NEW) == 8


def test_a_part_whose_history_is_gone_is_held_against_what_was_given(work: Work) -> None:
    (law,) = work.give(LAW)
    fill_document(law, SetFigure(UPHELD, "3"))
    report, _, stamp = load_with_history(law, FORMS)
    save(report, law, stamp, history=History())
    assert not merge(work, law).conflicts
    assert work.report.figure(UPHELD) == 3


def test_a_form_of_which_nothing_is_known_fills_what_is_blank(work: Work, tmp_path: Path) -> None:
    other = Report(FORM, ORGAN, 2025)
    apply(other, [SetFigure(NEW, "8"), SetFigure(UPHELD, "7")])
    save(other, tmp_path / "另.nianbao")
    returned = read_part(tmp_path / "另.nianbao", FORMS)
    found = proposals(returned, find_basis(returned, work.report, work.history), work.report)
    standings = {p.address: p.standing for p in found}
    assert standings == {NEW: Standing.FILLS, UPHELD: Standing.UNKNOWN}


def test_what_is_of_another_report_is_refused(work: Work, tmp_path: Path) -> None:
    stranger = Work(tmp_path / "别处")
    stranger.do([SetFigure(NEW, "1")], "填写")
    (law,) = stranger.give(LAW)
    with pytest.raises(Problem, match="不是从这份报告分出去的"):
        objections(read_part(law, FORMS), work.report)
    (desk,) = stranger.give(DESK)
    with pytest.raises(Problem, match="不是从这份报告分出去的"):
        objections(read_part(desk, FORMS), work.report)
    save(Report(FORM, "某市教育局", 2025), tmp_path / "教育.nianbao")
    with pytest.raises(Problem, match="写的机关是“某市教育局”"):
        objections(read_part(tmp_path / "教育.nianbao", FORMS), work.report)


def test_a_deadline_passes(work: Work) -> None:
    work.give(LAW, WRITER)
    law, writer = work.report.shares.values()
    assert law.state(date(2026, 1, 20)) is ShareState.OUT
    assert law.state(date(2026, 1, 21)) is ShareState.LATE
    assert writer.state(date(2030, 1, 1)) is ShareState.OUT
    returned = known_in(read_part(work.folder / law.file, FORMS), work.report)
    edit = taken_back(work.report, returned, NOW)
    assert isinstance(edit, SetShare)
    apply(work.report, [edit])
    assert work.report.shares["1"].state(date(2026, 1, 21)) is ShareState.BACK


def test_orders_that_are_none_are_refused_and_overlaps_told(work: Work) -> None:
    with pytest.raises(Problem, match="请写明分给谁"):
        give_out(work.report, [Order(" ", ("remedies",))], work.folder, NOW)
    with pytest.raises(Problem, match="请选定分给“法规科”的部分"):
        give_out(work.report, [Order("法规科", ())], work.folder, NOW)
    assert not list(work.folder.glob("*.nianbao"))
    work.give(LAW)
    assert overlaps(work.report, [Order("窗口", ("remedies",))]) == (
        "“四、复议诉讼”同时在法规科、窗口手里，收回时要对照取舍。",
    )
    assert overlaps(work.report, [WRITER]) == ()


def test_an_older_document_has_no_need_of_the_newer_version(work: Work) -> None:
    assert b'"version": 2' in encode(work.report, work.history)
    work.give(LAW)
    assert b'"version": 3' in encode(work.report, work.history)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_command(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run_command


def test_the_command_line_shares_out_and_puts_together(
    run: Run, work: Work, tmp_path: Path
) -> None:
    path, out = tmp_path / "总.nianbao", tmp_path / "分工"
    save(work.report, path, history=work.history)
    assert run("share", path) == (0, "还没有分工。\n", "")
    given = ("--give", "法规科=四", "--give", "文字组=封面、一、五", "--deadline", "2020-01-20")
    status, said, _ = run("share", path, *given, "-o", out)
    assert (status, len(list(out.iterdir()))) == (0, 2)
    assert f"法规科：{out / '2025年报分工（法规科）.nianbao'}" in said
    status, said, _ = run("share", path, "--give", "窗口=主动公开", "--form", "-o", out)
    desk = out / "2025年报分工（窗口）.xlsx"
    assert (status, desk.is_file()) == (0, True)
    status, said, _ = run("share", path)
    assert (status, said.splitlines()[0]) == (
        1,
        "逾期　法规科　四、复议诉讼，期限2020年1月20日　2025年报分工（法规科）.nianbao",
    )
    fill_form(desk, {ISSUED: 4})
    law = out / "2025年报分工（法规科）.nianbao"
    fill_document(law, SetFigure(UPHELD, "3"))
    target = tmp_path / "合并.nianbao"
    status, said, _ = run("merge", path, law, desk, "-o", target)
    assert (status, f"{desk.name}：取入1个数、0段文字" in said) == (0, True)
    report, history, _ = load_with_history(target, FORMS)
    assert (report.figure(UPHELD), report.figure(ISSUED)) == (3, 4)
    assert history.moments[-1].label == f"合并窗口填的部分（{desk.name}）"
    status, said, _ = run("share", target)
    assert [line[:3] for line in said.splitlines()] == ["已收回", "逾期　", "已收回"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("--give", "法规科"), "没有写明分给谁哪几部分"),
        (("--give", "法规科=七"), "没有“七”这一部分。可以写的有：封面、一、总体情况"),
        (("--give", "=四"), "请写明分给谁"),
    ],
)
def test_an_order_that_cannot_be_read_is_told(
    run: Run, work: Work, tmp_path: Path, arguments: tuple[str, ...], why: str
) -> None:
    path = tmp_path / "总.nianbao"
    save(work.report, path)
    before = path.read_bytes()
    status, _, said = run("share", path, *arguments, "-o", tmp_path / "分工")
    assert (status, why in said) == (2, True)
    assert path.read_bytes() == before
