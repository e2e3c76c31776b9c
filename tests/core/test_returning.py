"""A Word file that was exported, edited elsewhere and read back: what is proposed, what it does."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.document.decode import decode_document
from core.document.encode import encode
from core.document.history import History
from core.exports.word.docx import word_for_review
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms, load_forms
from core.report.edit import apply
from core.report.edits import Edit, SetCover, SetFigure, SetText
from core.report.link import Link
from core.report.report import Doubt, Report
from core.report.snapshot import digest_of, read_snapshot, snapshot_of
from core.report.transition import copy
from core.returning.consequences import consequences, harmless
from core.returning.merging import merged_words
from core.returning.paragraphs import replacement, text_edits, typed_paragraphs
from core.returning.proposals import (
    Proposal,
    Standing,
    Unread,
    comments_on,
    edits_for,
    proposals,
    unread,
)
from core.returning.returned import Basis, Returned, find_basis, objections, read_returned
from tests.core.report_variants import VARIANTS, make_report
from tests.core.returned_files import edited
from tests.editions import form_of

Fill = Callable[[Form], dict[Address, str]]
NATURAL = Address("applications.received.natural")
TOTAL = Address("applications.received.total")
CARRIED = Address("applications.carried_out.natural")
BOTH = ("customXml", "docProps/custom.xml")
TEXT = "第一段说主动公开。\n\n　　全年收到申请7788件，都已办结。\n第三段说平台建设。"
AT = TEXT.index("7788")


@pytest.fixture(scope="module")
def report(forms: Forms, full_figures: Fill) -> Report:
    made = Report(form_of(forms, "2021"), "某市某局", 2024)
    edits: list[Edit] = [SetFigure(a, text) for a, text in full_figures(made.form).items()]
    apply(made, edits)
    apply(made, [SetFigure(NATURAL, "7788"), SetText("overview", TEXT)])
    return made


@pytest.fixture(scope="module")
def exported(report: Report) -> bytes:
    return word_for_review(Inspection(report))


@pytest.fixture
def back(exported: bytes, forms: Forms, tmp_path: Path) -> Callable[..., Returned]:
    """Edit the exported file and read it back."""

    def read(*changes: tuple[str, str], **more: object) -> Returned:
        path = tmp_path / "年报.docx"
        path.write_bytes(edited(exported, changes, **more))  # type: ignore[arg-type]  # passed on
        return read_returned(path, forms)

    return read


def found(returned: Returned, report: Report, history: History | None = None) -> list[Proposal]:
    return list(proposals(returned, find_basis(returned, report, history or History()), report))


def told(each: Proposal) -> tuple[str, str, str, Standing]:
    return each.place, each.proposed, each.now, each.standing


# ---- what was exported ------------------------------------------------------------------------


@pytest.mark.parametrize("variant", VARIANTS)
def test_what_was_exported_comes_back_without_a_change(
    variant: str, forms: Forms, full_figures: Fill, tmp_path: Path
) -> None:
    report = make_report(form_of(forms, "2021"), variant, full_figures)
    path = tmp_path / "a.docx"
    path.write_bytes(word_for_review(Inspection(report)))
    returned = read_returned(path, forms)
    basis = find_basis(returned, report, History())
    assert basis.report is not None
    assert snapshot_of(basis.report) == snapshot_of(report)
    assert proposals(returned, basis, report) == ()
    assert unread(returned, basis, report) == ()
    assert objections(returned, report) == ()


def test_a_snapshot_is_believed_only_as_it_was_written(report: Report, forms: Forms) -> None:
    text = snapshot_of(report)
    again = read_snapshot(text, digest_of(text), forms)
    assert again is not None
    assert (again.figures(), dict(again.texts)) == (report.figures(), dict(report.texts))
    assert read_snapshot(text.replace("7788", "7789"), digest_of(text), forms) is None
    state = json.loads(text)
    shapes = [json.dumps(state | {key: [1]}) for key in state]
    for broken in ("", "[]", "{}", text.replace("overview", "nowhere"), text[:-9], *shapes):
        assert read_snapshot(broken, digest_of(broken), forms) is None


def test_the_file_carries_nothing_that_is_not_printed(report: Report) -> None:
    before = word_for_review(Inspection(report))
    noted = copy(report)
    apply(
        noted, [SetFigure(NATURAL, "7788"), SetText("overview", TEXT, (Link(AT, AT + 4, NATURAL),))]
    )
    assert word_for_review(Inspection(noted)) == before
    with zipfile.ZipFile(io.BytesIO(before)) as package:
        assert digest_of(snapshot_of(report)) in package.read("docProps/custom.xml").decode()


def test_without_the_snapshot_the_history_knows_what_was_exported(
    report: Report, back: Callable[..., Returned]
) -> None:
    now, history = copy(report), History()
    history.mark("导出 Word 文档", datetime(2025, 1, 6, 9, 30).astimezone())
    change = apply(now, [SetFigure(NATURAL, "7790")])
    history.record(now, change, "填写", datetime(2025, 1, 7).astimezone())
    kept = find_basis(back(("说平台", "说网站")), now, history)
    assert kept.words == "导出时的内容随文件带回（2025年01月06日09:30导出）。"
    for without, words in (
        (("customXml",), "从修改记录中找到（2025年01月06日09:30）"),
        (BOTH, "按修改记录中最接近的时刻（2025年01月06日09:30）"),
    ):
        returned = back(("说平台", "说网站"), without=without)
        basis = find_basis(returned, now, history)
        assert words in basis.words
        assert basis.report is not None
        assert basis.report.figures() == report.figures()
        assert [told(p) for p in proposals(returned, basis, now)] == [
            ("第3段", "第三段说网站建设。", "第三段说平台建设。", Standing.THEIRS)
        ]


def test_a_damaged_part_beside_the_report_does_no_harm(
    report: Report, exported: bytes, forms: Forms, tmp_path: Path
) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(io.BytesIO(exported)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<not" if name == "customXml/item1.xml" else old.read(name))
    returned = read_returned(path, forms)
    assert returned.carried.report is None
    assert returned.report.figures() == report.figures()


def test_the_moment_of_an_export_is_kept_in_the_file(report: Report, forms: Forms) -> None:
    history = History()
    history.mark("导出 Word 文档", datetime(2025, 1, 6, 9, 30).astimezone(), "张三")
    again = decode_document(encode(report, history), forms, "a.nianbao")[1]
    assert again.moments == history.moments


def test_without_both_there_is_only_the_present(
    report: Report, back: Callable[..., Returned]
) -> None:
    returned = back(("说平台", "说网站"), without=BOTH)
    (only,) = found(returned, report)
    assert (only.exported, only.standing) == (None, Standing.UNKNOWN)
    assert harmless([only], report, returned.report) == ()


def test_another_report_is_objected_to(report: Report, back: Callable[..., Returned]) -> None:
    returned, other = back(), copy(report)
    apply(other, [SetCover("某市某局", 2023)])
    assert objections(returned, other) == ("“年报.docx”是2024年度的报告，打开的是2023年度的。",)
    apply(other, [SetCover("某市某委", 2024)])
    assert "某市某局2024年度" in objections(returned, other)[0]
    with pytest.raises(Problem, match="不能对照"):
        objections(returned, Report(load_forms().editions[0]))


# ---- what is proposed -------------------------------------------------------------------------


@pytest.mark.parametrize("tracked", [True, False])
def test_tracked_changes_are_read_as_accepted(
    tracked: bool, report: Report, back: Callable[..., Returned]
) -> None:
    returned = back(("7788件", "7789件"), ("说平台", ""), tracked=tracked)
    assert returned.tracked == ((("王处长", 4),) if tracked else ())
    assert [told(each)[1] for each in found(returned, report)] == [
        "全年收到申请7789件，都已办结。",
        "第三段建设。",
    ]


def test_each_change_says_who_made_it(report: Report, back: Callable[..., Returned]) -> None:
    returned = back(("说主动", "讲主动"), ("都已办结", "全部办结"), ("说平台建设", "说网站建设"))
    now = copy(report)
    apply(
        now,
        [SetText("overview", TEXT.replace("全年收到", "本年收到").replace("说平台", "说系统"))],
    )
    assert [told(each) for each in found(returned, now)] == [
        ("第1段", "第一段讲主动公开。", "第一段说主动公开。", Standing.THEIRS),
        (
            "第2段",
            "全年收到申请7788件，全部办结。",
            "本年收到申请7788件，都已办结。",
            Standing.APART,
        ),
        ("第3段", "第三段说网站建设。", "第三段说系统建设。", Standing.CONFLICT),
    ]
    assert found(returned, now)[1].result == "本年收到申请7788件，全部办结。"
    apply(now, edits_for(found(returned, now), returned, find_basis(returned, now, History()), now))
    assert now.texts["overview"] == (
        "第一段讲主动公开。\n\n　　本年收到申请7788件，全部办结。\n第三段说网站建设。"
    )
    assert {each.standing for each in found(returned, now)} == {Standing.SAME}


_TABLE = (
    "前言。\n网站\t公开\t3.5%\n公众号\t7718\t\n\t开头\t末尾\n"
    "　　后语\t另说。\n\n甲一\t乙二\n丙三\t丁四"
)


@pytest.mark.parametrize(
    "changes",
    [
        [],
        [("7718", "7719")],
        [("公众号", "微信公众号"), ("末尾", "")],
        [("开头", ""), ("3.5%", "4%")],
        [("前言", "序言"), ("丁四", "丁五")],
    ],
)
@pytest.mark.parametrize("without", [(), BOTH])
def test_a_cell_of_a_table_in_a_text_comes_back_alone(
    report: Report,
    forms: Forms,
    tmp_path: Path,
    changes: list[tuple[str, str]],
    without: tuple[str, ...],
) -> None:
    now = copy(report)
    apply(now, [SetText("overview", _TABLE)])
    path = tmp_path / "年报.docx"
    path.write_bytes(edited(word_for_review(Inspection(now)), changes, without=without))
    returned = read_returned(path, forms)
    proposed = found(returned, now)
    assert len(proposed) == len({_TABLE[: _TABLE.index(old)].count("\n") for old, _ in changes})
    apply(now, edits_for(proposed, returned, find_basis(returned, now, History()), now))
    wanted = _TABLE
    for old, new in changes:
        wanted = wanted.replace(old, new)
    assert now.texts["overview"] == wanted
    assert {each.standing for each in found(returned, now)} <= {Standing.SAME}


def test_a_tab_in_a_sentence_gets_no_blank() -> None:
    (paragraph,) = typed_paragraphs("　　后语\t另说。")
    assert paragraph.words == "后语\t另说。"


def test_a_comment_stands_beside_its_change(report: Report, back: Callable[..., Returned]) -> None:
    returned = back(
        ("说平台", "说网站"),
        comments=[("建设", "写具体些"), ("说主动", "好"), ("7788", "请核实")],
    )
    (only,) = found(returned, report)
    assert [c.remark.words for c in comments_on(only, returned)] == ["王处长，2025-01-08：写具体些"]
    about = [(c.address, c.section, c.remark.quote) for c in returned.comments]
    assert (None, "overview", "建设") in about
    assert (None, "overview", "说主动") in about


def test_a_comment_on_a_cell_is_about_its_figure(
    report: Report, back: Callable[..., Returned]
) -> None:
    figures = [a for a in report.form.figures if report.shown(a) == "7788"]
    returned = back(("7788件", "几千件"), comments=[("7788", "请核实")])
    assert [c.address for c in returned.comments] == figures == [NATURAL]


# ---- what taking it does ----------------------------------------------------------------------


def test_a_figure_says_which_tally_it_would_break(
    report: Report, back: Callable[..., Returned]
) -> None:
    returned = _with_figure(back(), NATURAL, "7789")
    (only,) = found(returned, report)
    (known,) = consequences([only], [], report, returned.report).values()
    assert known.breaks[0].startswith("改后，本列（自然人）")
    assert any("总计随之由" in words for words in known.remarks)
    assert harmless([only], report, returned.report) == ()


def _with_figure(returned: Returned, address: Address, text: str) -> Returned:
    apply(returned.report, [SetFigure(address, text)])
    return returned


def test_changes_that_belong_together_balance_together(
    report: Report, back: Callable[..., Returned]
) -> None:
    balanced = copy(report)
    off = next(t for t in Inspection(balanced).board.of(NATURAL) if not t.identity.is_sum)
    base = off.right_sum - (off.left_sum - 7788)
    apply(balanced, [SetFigure(NATURAL, str(base))])
    returned = back()
    _with_figure(returned, NATURAL, str(base + 2))
    _with_figure(returned, CARRIED, str((report.figure(CARRIED) or 0) + 2))
    basis = Basis(copy(balanced), "")
    both = [p for p in proposals(returned, basis, balanced) if p.address]
    assert len(both) == 2
    alone = consequences(both, [], balanced, returned.report)
    assert all(each.breaks for each in alone.values())
    together = consequences(both, both, balanced, returned.report)
    assert not any(each.breaks for each in together.values())
    assert harmless(both, balanced, returned.report) == tuple(both)


def test_a_total_is_proposed_only_where_it_does_not_follow(
    report: Report, back: Callable[..., Returned]
) -> None:
    returned = _with_figure(back(), NATURAL, "7789")
    assert [each.address for each in found(returned, report)] == [NATURAL]
    printed = _with_figure(back(), TOTAL, "99999")
    (only,) = found(printed, report)
    (known,) = consequences([only], [], report, printed.report).values()
    assert any("合计与分项不符" in words for words in known.breaks)


def test_a_linked_number_goes_on_following(report: Report, back: Callable[..., Returned]) -> None:
    now = copy(report)
    apply(now, [SetText("overview", TEXT, (Link(AT, AT + 4, NATURAL),))])
    returned = _with_figure(back(("7788件，都已办结", "7789件，全部办结")), NATURAL, "7789")
    taken = found(returned, now)
    assert len(taken) == 2
    apply(now, edits_for(taken, returned, find_basis(returned, now, History()), now))
    assert "全年收到申请7789件，全部办结。" in now.texts["overview"]
    assert [link.address for link in now.links["overview"]] == [NATURAL]
    apply(now, [SetFigure(NATURAL, "9")])
    assert "全年收到申请9件" in now.texts["overview"]


def test_what_is_gone_or_unsure_is_no_change(report: Report, back: Callable[..., Returned]) -> None:
    returned = back(("第一段说主动公开。", ""), ("全年收到申请7788件，都已办结。", ""))
    apply(returned.report, [SetText("overview", "")])
    basis = find_basis(returned, report, History())
    assert proposals(returned, basis, report) == ()
    assert [each.part for each in unread(returned, basis, report)] == ["一、总体情况"]
    table = next(table for table in report.form.tables if table.id == "remedies")
    apply(returned.report, [SetFigure(address, "") for address in table.figures])
    assert unread(returned, basis, report)[1:] == (
        Unread(table.heading, "", "对方的文档里没有认出这张表的数，没有对照。"),
    )
    unsure = next(iter(table.figures))
    apply(returned.report, [SetFigure(unsure, "", Doubt("1 2", "中间有空格"))])
    assert unread(returned, basis, report)[1:] == (
        Unread(
            table.tab,
            report.form.figures[unsure].place,
            "没有读准：中间有空格，文档中是“1 2”。",
        ),
    )


@given(st.lists(st.sampled_from("甲乙丙丁"), max_size=5), st.data())
def test_a_replacement_leaves_all_else_as_typed(lines: list[str], data: st.DataObject) -> None:
    text = "".join(
        data.draw(st.sampled_from(["", "\n", "  \n"])) + data.draw(st.sampled_from(["", "　　"]))
        + line + "\n" for line in lines
    )  # fmt: skip
    typed = typed_paragraphs(text)
    assert [each.words for each in typed] == lines
    first = data.draw(st.integers(0, len(lines)))
    last = data.draw(st.integers(first, len(lines)))
    wanted = data.draw(st.lists(st.sampled_from("戊己"), max_size=3))
    if first == last and not wanted:
        return
    one = replacement(text, typed, (first, last), wanted)
    edits = text_edits("overview", text, [one])
    made = edits[-1].text if edits else text
    assert [each.words for each in typed_paragraphs(made)] == lines[:first] + wanted + lines[last:]
    assert made.startswith(text[: one.start])
    assert made.endswith(text[one.end :])


def test_words_that_both_changed_in_one_place_are_not_merged() -> None:
    assert merged_words("甲乙丙丁戊", "甲乙丙丁己", "庚乙丙丁戊") == "庚乙丙丁己"
    assert merged_words("甲乙丙", "甲丁丙", "甲戊丙") is None
    assert merged_words("甲乙丙", "甲丁丙", "甲丁丙") == "甲丁丙"
