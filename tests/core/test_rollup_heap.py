"""Heaps that are odd or hostile, lists of units, matching, likeness and outliers."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from core.base.problem import Problem
from core.document.file import load, save
from core.figures.address import Address
from core.figures.value import show
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Report
from core.rollup import taking_in
from core.rollup.earlier_sum import earlier_sums
from core.rollup.heap import Found
from core.rollup.index import Index
from core.rollup.judging import describe, judge, year_in_name
from core.rollup.likeness import copied_texts
from core.rollup.matching import By, Matcher
from core.rollup.outliers import carried_over, changes, trace
from core.rollup.taken import Taken, pack, unpack
from core.rollup.taking_in import TakingIn, take_in
from core.rollup.total import add_up
from core.rollup.unit import Unit
from core.rollup.unit_list import read_units, units_from_text
from core.texts.office_rules import OfficeRules
from tests.city import YEAR, make_report, name_of
from tests.core.conftest import Run
from tests.core.word_files import pack as zip_of

Captured = pytest.CaptureFixture[str]


# ---- the command ------------------------------------------------------------------------------


def test_all_there_and_right_ends_with_0(run: Run, tmp_path: Path, folder: Path) -> None:
    target = folder / "市.nianbao"
    status, text = run("rollup", folder, "-o", target)
    assert status == 0, text
    status, text = run("rollup", folder, "-o", target, "--json")
    assert (status, json.loads(text)["counted"]) == (0, 3), "its own result is none of the heap"
    (folder / "说明.bin").write_bytes(b"\x00\x01")
    status, text = run("rollup", folder, "-o", target, "--json")
    whole = json.loads(text)
    assert (status, whole["complete"]) == (1, False)
    assert whole["units"][-1] | {"why": ""} == {
        "unit": "说明.bin",
        "file": "说明.bin",
        "state": "unreadable",
        "errors": 0,
        "warnings": 0,
        "why": "",
    }


def test_what_cannot_work_ends_with_2(run: Run, tmp_path: Path, folder: Path) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    target = tmp_path / "市.nianbao"
    assert run("rollup", empty, "-o", target)[0] == 2
    assert run("rollup", tmp_path / "没有", "-o", target)[0] == 2
    assert run("rollup", folder, "-o", tmp_path / "市.docx")[0] == 2
    assert run("rollup", folder, "-o", target, "--year", "2018")[0] == 2
    assert run("rollup", folder, "-o", target, "--units", tmp_path / "没有.txt")[0] == 2
    assert not target.exists()
    (empty / "x.bin").write_bytes(b"\x00")
    assert run("rollup", empty, "-o", target)[0] == 2
    assert run("check", empty)[0] == 2


def test_work_on_a_sum_is_not_written_over(
    run: Run, tmp_path: Path, folder: Path, forms: Forms
) -> None:
    target = tmp_path / "市.nianbao"
    assert run("rollup", folder, "-o", target)[0] == 0
    assert run("rollup", folder, "-o", target)[0] == 0, "a sum nobody has touched may go"
    report, stamp = load(target, forms)
    apply(report, [SetFigure(Address("proactive.licensing.decisions"), "7")])
    save(report, target, stamp)
    status, text = run("rollup", folder, "-o", target)
    assert (status, "没有覆盖它" in text) == (2, True)
    assert load(target, forms)[0].figure(Address("proactive.licensing.decisions")) == 7
    assert run("rollup", folder, "-o", target, "--force")[0] == 0


def test_a_blank_is_no_zero(run: Run, tmp_path: Path, folder: Path, forms: Forms) -> None:
    some, none = Address("proactive.licensing.decisions"), Address("proactive.penalty.decisions")
    for number in range(3):
        report = make_report(forms, number)
        apply(report, [SetFigure(none, ""), SetFigure(some, "" if number else "4")])
        save(report, folder / f"{number}.nianbao", overwrite=True)
    target = tmp_path / "市.nianbao"
    status, text = run("rollup", folder, "-o", target, "--json")
    whole = json.loads(text)
    assert (status, whole["figures"][some], whole["figures"][none]) == (0, 4, None)
    assert "空着" in whole["units"][0]["why"]
    report, _ = load(target, forms)
    assert (report.figure(some), report.figure(none)) == (4, None)
    assert "2个单位" in report.doubts[some].why


def test_the_later_file_counts_by_its_time(
    run: Run, tmp_path: Path, folder: Path, forms: Forms
) -> None:
    cell = Address("proactive.licensing.decisions")
    report = make_report(forms, 1)
    apply(report, [SetFigure(cell, "8")])
    save(report, folder / "0-先来.nianbao")
    for at, name in enumerate(("1.nianbao", "0-先来.nianbao")):
        os.utime(folder / name, (1_700_000_000 + at, 1_700_000_000 + at))
    target = tmp_path / "市.nianbao"
    status, text = run("rollup", folder, "-o", target, "--json")
    whole = json.loads(text)
    assert (status, whole["figures"][cell]) == (0, 8)
    states = {each["file"]: each["state"] for each in whole["units"]}
    assert (states["0-先来.nianbao"], states["1.nianbao"]) == ("counted", "duplicate")
    whys = {each["file"]: each["why"] for each in whole["units"]}
    assert "交了2份，以这一份为准" in whys["0-先来.nianbao"]
    assert whys["0.nianbao"] == whys["2.nianbao"] == ""
    os.utime(folder / "1.nianbao", (1_800_000_000, 1_800_000_000))
    _, text = run("rollup", folder, "-o", target, "--json")
    assert json.loads(text)["figures"][cell] == 0


def test_what_is_odd_is_counted_and_said(
    run: Run, tmp_path: Path, folder: Path, forms: Forms
) -> None:
    target = tmp_path / "市.nianbao"
    (folder / "2.nianbao").rename(folder / f"{name_of(1)}.nianbao")
    (folder / "1.nianbao").rename(folder / f"年报{name_of(2)}.nianbao")
    _, text = run("rollup", folder, "-o", target, "--json")
    whys = {each["unit"]: each["why"] for each in json.loads(text)["units"]}
    assert f"文件名写的是“{name_of(1)}”" in whys[name_of(2)]
    units = tmp_path / "名单.txt"
    units.write_text("\n".join(map(name_of, range(4))), "utf-8")
    (folder / f"{name_of(3)}.docx").write_bytes(b"PK\x03\x04")
    _, text = run("rollup", folder, "-o", target, "--units", units, "--json")
    missing = json.loads(text)["units"][3]
    assert (missing["state"], "可能是它的" in missing["why"]) == ("missing", True)


def test_an_earlier_sum_is_not_added_to_itself(
    run: Run, tmp_path: Path, folder: Path, forms: Forms
) -> None:
    earlier, target = folder / "市.nianbao", tmp_path / "市.nianbao"
    for organ in ([], ["--organ", "青禾市人民政府"]):
        run("rollup", folder, "-o", earlier, *organ)
        status, text = run("rollup", folder, "-o", target, "--json", *organ)
        whole = json.loads(text)
        assert (status, whole["counted"]) == (0, 3)
        assert [each["state"] for each in whole["units"]].count("not_counted") == 1
    status, text = run("rollup", folder, "-o", target, "--json")
    assert json.loads(text)["counted"] == 3, "nor one of another organ that is the sum of the rest"
    save(Report(make_report(forms, 3).form, name_of(3), YEAR), folder / "3.nianbao")
    status, text = run("rollup", folder, "-o", target, "--json")
    states = {each["file"]: each["state"] for each in json.loads(text)["units"]}
    assert states["市.nianbao"] == "not_counted", "nor where another unit has sent a blank form"
    (folder / "3.nianbao").unlink()
    (folder / "2.nianbao").unlink()
    status, text = run("rollup", folder, "-o", target, "--json")
    assert "本身是汇总的结果" in text, "of other units it is a unit like any other, and said"


def test_check_tells_a_line_for_each_file(
    run: Run, tmp_path: Path, folder: Path, forms: Forms
) -> None:
    assert run("check", folder)[0] == 0
    report = make_report(forms, 9)
    apply(report, [SetFigure(Address("applications.received.natural"), "77")])
    save(report, folder / "9.nianbao")
    status, text = run("check", folder)
    assert (status, len(text.splitlines())) == (1, 5)
    assert text.splitlines()[-1] == "共4份：没有错误3份，有错误1份，读不出0份。"
    status, text = run("check", folder, "--json")
    found = json.loads(text)
    assert found["count"] == {"files": 4, "right": 3, "faulty": 1, "unreadable": 0}
    assert found["files"][3]["state"] == "faulty"


def test_letters_say_what_is_wrong_and_what_to_do(
    run: Run, tmp_path: Path, folder: Path, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path / "own"))
    out = tmp_path / "退回"
    assert run("return", folder, "-o", out) == (0, "没有需要退回的报告，没有写出退回意见。\n")
    (folder / "坏.nianbao").write_bytes(b"{")
    said = run("return", folder, "-o", out)[1]
    assert "读不出，没有检查：坏.nianbao（" in said  # whether it is right, nobody knows
    (folder / "坏.nianbao").unlink()
    report = make_report(forms, 9)
    apply(report, [SetFigure(Address("applications.received.natural"), "77")])
    save(report, folder / "9.nianbao")
    status, _ = run("return", folder, "-o", out, "--organ", "青禾市人民政府办公室")
    assert (status, len(list(out.iterdir()))) == (0, 2)
    text = "\n".join(p.text for p in docx.Document(str(next(out.glob("*.docx")))).paragraphs)
    for words in (name_of(9), "自然人一列不平", "77", "相差", "请核对", "青禾市人民政府办公室"):
        assert words in text
    assert "自然人一列不平" in (out / "退回意见.txt").read_text("utf-8-sig")
    (tmp_path / "own/templates").mkdir(parents=True)
    own = tmp_path / "own/templates/letter.txt.j2"
    own.write_text("# 本局自己的格式\n{{ unit }}\n", "utf-8")
    run("return", folder, "-o", out)
    text = "\n".join(p.text for p in docx.Document(str(next(out.glob("*.docx")))).paragraphs)
    assert text == f"本局自己的格式\n{name_of(9)}"
    own.write_text("{{ ''.__class__.__mro__ }}", "utf-8")
    status, text = run("return", folder, "-o", out)
    assert (status, "模板" in text) == (2, True)


def test_no_name_of_a_unit_leads_elsewhere(
    run: Run, tmp_path: Path, folder: Path, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path / "own"))
    for number, organ in enumerate(("../../某局", "某局\n\x1b[2J", "..-..-某局", "\udc80")):
        report = make_report(forms, number, organ=organ)
        apply(report, [SetFigure(Address("applications.received.natural"), "77")])
        save(report, folder / f"坏{number}.nianbao")
    out = tmp_path / "退回"
    status, text = run("return", folder, "-o", out)
    assert (status, "\x1b" in text) == (0, False)
    assert len(list(out.glob("*.docx"))) == 4
    assert {p.name for p in tmp_path.iterdir()} <= {"收件", "退回", "own"}


# ---- reading many -----------------------------------------------------------------------------


def test_other_processes_read_what_one_reads(folder: Path, forms: Forms) -> None:
    files = [Found(p, p.name) for p in sorted(folder.iterdir())] * 9
    files = [Found(f.path, f"{n}/{f.file}") for n, f in enumerate(files)]
    here = list(TakingIn(files, forms, processes=1))
    beside = list(TakingIn(files, forms, processes=2))
    assert [each.taken for each in beside] == [each.taken for each in here]
    taking = TakingIn(files, forms, processes=1)
    read = []
    for each in taking:
        read.append(each)
        if len(read) == 4:
            taking.cancel()
    assert len(read) == 4


def test_a_file_that_ends_its_process_takes_no_other_along(
    folder: Path, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "杀手.txt").write_text("x", "utf-8")
    files = [Found(p, p.name) for p in sorted(folder.iterdir())]
    monkeypatch.setattr(taking_in, "_judge_all", _kill)
    takens = {done.taken.file: done.taken for done in TakingIn(files, forms, processes=2)}
    assert "中断了" in takens["杀手.txt"].why
    assert sum(taken.is_read for taken in takens.values()) == 3


def _kill(
    files: tuple[Found, ...], office: OfficeRules | None, *, keep: bool
) -> list[tuple[Taken, bytes]]:
    """Judge as a worker does, and end the process at one file."""
    if any(found.file == "杀手.txt" for found in files):
        os._exit(9)
    forms = taking_in._forms()
    return [judge(f.path, f.file, forms, office=office, keep=keep) for f in files]


def test_a_system_without_processes_reads_here(
    folder: Path, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_count: int) -> None:
        raise OSError

    monkeypatch.setattr(taking_in, "_pool", refuse)
    files = [Found(p, p.name) for p in sorted(folder.iterdir())]
    assert len(list(TakingIn(files, forms, processes=2))) == 3


def test_one_fault_of_ours_stops_nothing(
    folder: Path, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.rollup.judging.document_bytes", None)
    takens = take_in([Found(p, p.name) for p in folder.iterdir()], forms)
    assert all("程序出了差错" in taken.why for taken in takens)


def test_figures_are_packed_exactly(forms: Forms) -> None:
    report = make_report(forms, 5)
    figures = report.figures()
    assert unpack(pack(figures, report.form), report.form) == figures
    assert year_in_name("某局2024年年报.docx") == 2024
    assert year_in_name("2023-2024.docx") is None


def test_a_form_of_words_is_no_copy() -> None:
    def taken(number: int, passages: range) -> Taken:
        return Taken(f"{number}", passages=frozenset(passages))

    everybody = [taken(number, range(5)) for number in range(2_000)]
    copies = [taken(number, range(100, 106)) for number in (5_000, 5_001)]
    assert [(a.one, a.other, a.shared) for a in copied_texts([*everybody, *copies])] == [
        ("5000", "5001", 6)
    ]


# ---- lists ------------------------------------------------------------------------------------


def test_a_list_is_read_from_what_offices_have(tmp_path: Path) -> None:
    text = "1、青禾市教育局\n2、青禾市卫生健康委员会,市卫健委\n# 注\n\n青禾市公安局"
    (tmp_path / "a.txt").write_text(text, "gb18030")
    names = ["青禾市教育局", "青禾市卫生健康委员会", "青禾市公安局"]
    units = read_units(tmp_path / "a.txt")
    assert [unit.name for unit in units] == names
    assert units[1].short_names == ("市卫健委",)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("青禾市政务公开单位名单", None, None, None, None, None),
        ("序号", "单位名称", "简称", "上级单位", "联系人", "是否计入"),
        (1, "青禾市教育局", "教育局、市教育局", "市政府", "张三 12345", "是"),
        (2, "青禾市税务局", None, "省税务局", None, "否"),
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    units = read_units(tmp_path / "a.xlsx")
    assert [(u.name, u.short_names, u.is_counted) for u in units] == [
        ("青禾市教育局", ("教育局", "市教育局"), True),
        ("青禾市税务局", (), False),
    ]
    assert units[0].contact == "张三 12345"
    assert [u.name for u in units_from_text("单位\t电话\n甲局\t1\n乙局\t2\n")] == ["甲局", "乙局"]
    with pytest.raises(Problem, match="出现了两次"):
        units_from_text("甲局\n甲局\n")
    with pytest.raises(Problem, match="没有单位"):
        units_from_text("\n")


def test_a_list_is_read_from_every_kind_of_table(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("名单")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for line in table.rows for cell in line.cells),
        ("单位名称", "备注", "青禾市教育局", ""),
        strict=True,
    ):
        cell.text = text
    document.save(str(tmp_path / "a.docx"))
    (tmp_path / "a.csv").write_text("序号;单位名称\n1;青禾市教育局\n;\n", "utf-8")
    for file in ("a.docx", "a.csv"):
        assert [unit.name for unit in read_units(tmp_path / file)] == ["青禾市教育局"], file
    html = "<table><tr><td>单位名称</td></tr><tr><td>青禾市教育局</td></tr></table>"
    assert [unit.name for unit in units_from_text("青禾市教育局", html)] == ["青禾市教育局"]


@pytest.mark.parametrize(
    ("file", "content"),
    [("a.xlsx", zip_of({"x/y.txt": b"x"})), ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")],
)
def test_what_holds_no_list_is_refused(tmp_path: Path, file: str, content: bytes) -> None:
    (tmp_path / file).write_bytes(content)
    with pytest.raises(Problem, match=file):
        read_units(tmp_path / file)


def test_a_list_of_too_many_units_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.rollup.unit_list.MOST_UNITS", 2)
    with pytest.raises(Problem, match="有3个单位，太多了"):
        units_from_text("甲局\n乙局\n丙局\n")


def test_what_the_index_knows_and_what_cannot_be_read_is_not_read(
    folder: Path, forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [Found(p, p.name) for p in sorted(folder.iterdir())]
    files += [Found(folder / "x", "x", why="是快捷方式。"), Found(folder / "gone", "gone")]
    index = Index(tmp_path / "own" / "index.sqlite")
    (first, *_), calls = take_in(files, forms, index), []
    assert first.is_read

    def counted(path: Path, *args: object, **options: object) -> object:
        calls.append(path.name)
        return judge(path, *args, **options)  # type: ignore[arg-type]  # handed on

    monkeypatch.setattr(taking_in, "judge", counted)
    steps: list[tuple[int, int]] = []
    again = take_in(files, forms, index, lambda done, total: steps.append((done, total)))
    assert calls == ["gone"]
    assert steps[-1] == (5, 5)
    assert [taken.is_read for taken in again] == [True, True, True, False, False]
    assert again[3].why == "是快捷方式。"
    taking = TakingIn(files, forms, index)
    taking.cancel()
    assert list(taking) == []


def test_what_is_not_plain_is_asked() -> None:
    units = (
        Unit("1", "青禾市教育局", ("市教育局", "教育局")),
        Unit("2", "青禾市教育局幼儿园"),
        Unit("3", "青禾市公安局"),
    )
    matcher = Matcher(units, {"白杨公安": "3"}, {"指定.txt": "2"})

    def by(organ: str, file: str = "x.txt") -> tuple[str, By, bool]:
        match = matcher.match(Taken(file, organ=organ))
        return match.unit.key if match.unit else "", match.by, match.must_ask

    assert by("青禾市 教育局") == ("1", By.ORGAN, False)
    assert by("市教育局") == ("1", By.SHORT_NAME, False)
    assert by("白杨公安") == ("3", By.EARLIER, False)
    assert by("", "指定.txt") == ("2", By.CHOSEN, False)
    assert by("", "青禾市教育局幼儿园.docx") == ("2", By.FILE_NAME, True)
    assert by("青禾省青禾市公安局") == ("3", By.PART_OF_NAME, True)
    assert by("白杨市水利局") == ("", By.NOTHING, True)
    doubt = matcher.match(Taken("青禾市公安局.docx", organ="青禾市教育局")).doubt
    assert "文件名写的是“青禾市公安局”" in doubt


# ---- across units and years -------------------------------------------------------------------


def test_any_cell_leads_to_its_units(forms: Forms) -> None:
    cell = Address("applications.received.natural")
    units = []
    for number in range(12):
        report = make_report(forms, number)
        if number == 4:
            apply(report, [SetFigure(cell, "1204")])
        if number == 5:
            apply(report, [SetFigure(cell, "")])
        units.append((str(number), name_of(number), report.figures()))
    shares = trace(cell, units)
    assert (shares[0].key, shares[0].is_outlier, shares[-1].key) == ("4", True, "5")
    assert [share.is_outlier for share in shares].count(True) == 1
    total = sum(figures[cell] or 0 for _, _, figures in units)
    assert sum(share.figure or 0 for share in shares) == total


def test_last_year_stands_beside_this_year(forms: Forms) -> None:
    last, now = make_report(forms, 1, YEAR - 1), make_report(forms, 1)
    cell = Address("applications.received.natural")
    apply(last, [SetFigure(cell, "12"), SetFigure(Address("applications.carried_out.legal"), "9")])
    apply(now, [SetFigure(cell, "1204")])
    found = changes("1", name_of(1), now.form, last.figures(), now.figures())
    assert found[0].words.endswith("：去年12，今年1,204")
    assert found[0].weight > 0
    over = carried_over(now.form, last.figures(), now.figures())
    wrong = [each.name for each in over if each.is_right is False]
    assert len(over) == 7
    assert wrong == [each.name for each in over if each.to.column in {"legal", "total"}]


def test_a_sum_that_no_longer_says_so_is_known_by_its_figures(forms: Forms) -> None:
    takens = [describe(make_report(forms, n), Taken(f"{n}.nianbao")) for n in range(3)]
    form = make_report(forms, 0).form
    whole = Report(form, "青禾市人民政府", YEAR)
    summed = add_up(form, takens).figures
    typed = [a for a, figure in form.figures.items() if not figure.computed]
    apply(whole, [SetFigure(a, show(summed[a], form.figures[a].kind)) for a in typed])
    exported = describe(whole, Taken("市.docx"))
    assert not exported.is_sum
    blank = describe(Report(form, "某局", YEAR), Taken("空表.docx"))
    assert earlier_sums([*takens, exported, blank], form) == {"市.docx"}
    later = describe(make_report(forms, 4), Taken("迟.nianbao", modified=5))
    assert earlier_sums([*takens, later, exported], form) == {"市.docx"}
    equal = replace(takens[0], file="又一份.nianbao")
    assert earlier_sums([takens[0], equal, blank], form) == frozenset()
    cell = Address("applications.received.natural")
    apply(whole, [SetFigure(cell, str((whole.figure(cell) or 0) + 1))])
    assert earlier_sums([*takens, describe(whole, Taken("市.docx"))], form) == frozenset()
