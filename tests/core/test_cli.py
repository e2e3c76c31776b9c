"""The command line: what each command prints and writes, and with which status it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from core.cli import main
from core.document.file import load, save
from core.figures.address import Address
from core.forms.form import Form
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import Edit, SetFigure, SetText
from core.report.report import Doubt, Report
from tests.editions import form_of

Captured = pytest.CaptureFixture[str]
Run = Callable[..., str]
ROW = "applications.carried_out"


@pytest.fixture
def run(capsys: Captured) -> Run:
    """Run a command that succeeds and return what it prints."""

    def run_command(*arguments: str | Path, status: int = 0) -> str:
        done = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert (done, captured.err) == (status, ""), captured
        return captured.out

    return run_command


@pytest.fixture
def refusal(capsys: Captured) -> Run:
    """Run a command that fails and return its one line."""

    def run_command(*arguments: str | Path) -> str:
        done = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert (done, captured.out) == (2, "")
        assert captured.err.count("\n") == 1
        assert captured.err.endswith("。\n")
        return captured.err.rstrip("\n")

    return run_command


@pytest.fixture
def report(forms: Forms, full_figures: Callable[[Form], dict[Address, str]]) -> Report:
    """Return a full report in which everything balances."""
    report = Report(form_of(forms, "2021"), "某市某局", 2024)
    edits: list[Edit] = [SetFigure(a, text) for a, text in full_figures(report.form).items()]
    edits.append(
        SetText("overview", "主动公开、依申请公开、信息管理、平台建设、监督保障。\n第二行\n")
    )
    edits.append(SetText("problems", "问题与改进。"))
    edits.append(SetText("other_matters", "没有收取信息处理费。"))
    apply(report, edits)
    return report


@pytest.fixture
def document(tmp_path: Path, report: Report) -> Path:
    file = tmp_path / "年报.nianbao"
    save(report, file)
    return file


# ---- figures ----------------------------------------------------------------------------------


def test_figures_as_json(run: Run, document: Path, report: Report) -> None:
    text = run("figures", document, "--json")
    found = json.loads(text, parse_float=Decimal)
    assert list(found) == ["organ", "year", "edition", "figures", "texts", "unsure"]
    assert (found["organ"], found["year"], found["edition"]) == ("某市某局", 2024, "2021")
    assert found["figures"] == report.figures()
    assert list(found["figures"]) == list(report.form.figures)
    assert found["texts"] == report.texts
    assert found["unsure"] == []


def test_amounts_in_json_are_exact(run: Run, document: Path, report: Report) -> None:
    for typed, shown in [
        ("21692.71", "21692.71"),
        ("0.10", "0.10"),
        ("999999999999.12345678", "999999999999.12345678"),
        ("0.01元", "0.000001"),
        ("3亿元", "30000"),
    ]:
        apply(report, [SetFigure(Address("proactive.fee.amount"), typed)])
        save(report, document, overwrite=True)
        assert f'"proactive.fee.amount": {shown},' in run("figures", document, "--json")


def test_a_blank_is_null_and_what_is_no_figure_is_unsure(
    run: Run, document: Path, report: Report
) -> None:
    blank, refused, doubtful, mark = (
        Address(f"applications.received.{c}") for c in ("natural", "business", "research", "legal")
    )
    apply(
        report,
        [
            SetFigure(blank, ""),
            SetFigure(refused, "3件"),
            SetFigure(doubtful, "", Doubt("1 2", "数字中间有空格")),
            SetFigure(mark, "/"),
        ],
    )
    save(report, document, overwrite=True)
    found = json.loads(run("figures", document, "--json"))
    total = "applications.received.total"
    assert {found["figures"][a] for a in (blank, refused, doubtful, mark, total)} == {None}
    assert [(u["address"], u["text"], u["why"]) for u in found["unsure"]] == [
        (refused, "3件", "数字以外还有别的文字，请只填数字"),
        (doubtful, "1 2", "数字中间有空格"),
    ]
    words = run("figures", document)
    assert "不确定的地方2处" in words
    assert "“一、本年新收政府信息公开申请数量”商业企业（3件）：数字以外还有别的文字" in words


def test_figures_as_a_table(run: Run, document: Path, report: Report) -> None:
    text = run("figures", document)
    lines = text.splitlines()
    assert lines[0] == "某市某局2024年政府信息公开工作年度报告（2021版格式）"
    assert [line for line in lines if line.startswith(("二", "三", "四"))] == [
        table.heading for table in report.form.tables
    ]
    received = next(line for line in lines if "本年新收" in line)
    expected = [str(report.figure(a)) for a in report.form.figures if a.row == "received"]
    assert received.split()[1:] == expected
    assert "本年收费金额（万元）" in text


# ---- check ------------------------------------------------------------------------------------


def test_a_report_without_errors_is_status_0(run: Run, document: Path, report: Report) -> None:
    found = json.loads(run("check", document, "--json"))
    tallies = len(report.form.identities)
    assert found["tallies"] == {"balanced": tallies, "unbalanced": 0, "unfilled": 0}
    assert not [f for f in found["findings"] if f["severity"] == "error"]
    assert found["unwatched"] == list(report.form.unwatched())
    words = run("check", document)
    assert f"勾稽关系{tallies}条：平衡{tallies}，不平衡0，未填0。" in words
    assert "行政规范性文件：本年制发件数、本年废止件数、现行有效件数" in words


def test_an_error_is_status_1(run: Run, document: Path, report: Report) -> None:
    natural = Address(f"{ROW}.natural")
    wrong = int(report.value(natural).text) + 1
    apply(report, [SetFigure(natural, str(wrong))])
    save(report, document, overwrite=True)
    found = json.loads(run("check", document, "--json", status=1))
    errors = [f for f in found["findings"] if f["severity"] == "error"]
    assert [(f["code"], f["difference"]) for f in errors] == [("T31", 1), ("T31", 1)]
    assert errors[0]["right"] - errors[0]["left"] == 1
    assert natural in errors[0]["addresses"]
    assert set(errors[0]) == {
        *("code", "severity", "addresses", "left", "right", "difference", "message", "advice")
    }
    words = run("check", document, status=1)
    assert "错误［三、申请办理］自然人一列不平：" in words


def test_a_finding_about_a_text_says_where(run: Run, document: Path, report: Report) -> None:
    apply(report, [SetText("problems", "无")])
    save(report, document, overwrite=True)
    found = json.loads(run("check", document, "--json"))
    about = [f for f in found["findings"] if f.get("section") == "problems"]
    assert about
    assert (about[0]["start"], about[0]["end"]) == (0, 1)


def test_an_empty_report_is_unfilled_and_not_balanced(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.nianbao"
    run("new", "--year", "2024", "--organ", "某局", "-o", file)
    found = json.loads(run("check", file, "--json"))
    assert found["tallies"]["balanced"] == found["tallies"]["unbalanced"] == 0
    assert found["tallies"]["unfilled"] == 42


# ---- new --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("year", "edition"), [(2019, "2019"), (2020, "2019"), (2021, "2021")])
def test_a_new_report(run: Run, tmp_path: Path, forms: Forms, year: int, edition: str) -> None:
    file = tmp_path / "a.nianbao"
    said = run("new", "--year", str(year), "--organ", "某市某局", "-o", file)
    report, _ = load(file, forms)
    assert (report.organ, report.year, report.form.edition) == ("某市某局", year, edition)
    assert not report.values
    assert said == f"已建立：{file}（{year}年度，{edition}版格式，{report.form.document}）\n"


def test_a_year_beyond_the_known_documents_is_said(run: Run, tmp_path: Path) -> None:
    said = run("new", "--year", "2026", "--organ", "某局", "-o", tmp_path / "a.nianbao")
    assert "只到2025年度，2026年度沿用其中最近的一份" in said
    assert len(said.splitlines()) == 2


def test_no_form_before_2019(refusal: Run, tmp_path: Path) -> None:
    said = refusal("new", "--year", "2018", "--organ", "某局", "-o", tmp_path / "a.nianbao")
    assert said.startswith("2018年度没有统一的报告格式")
    assert list(tmp_path.iterdir()) == []


def test_new_overwrites_only_when_told(run: Run, refusal: Run, document: Path) -> None:
    before = document.read_bytes()
    new = ("new", "--year", "2024", "--organ", "某局", "-o", document)
    assert "要覆盖它，请加上 --force" in refusal(*new)
    assert document.read_bytes() == before
    run(*new, "--force")
    assert document.read_bytes() != before


def test_a_document_has_its_own_suffix(refusal: Run, tmp_path: Path) -> None:
    said = refusal("new", "--year", "2024", "--organ", "某局", "-o", tmp_path / "a.doc")
    assert "请用 nianbao export" in said


# ---- export -----------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".doc", ".xlsx", ".XLSX"])
def test_an_export(run: Run, tmp_path: Path, document: Path, suffix: str) -> None:
    out = tmp_path / f"out{suffix}"
    for _ in range(2):
        assert run("export", document, "-o", out) == f"已导出：{out}\n"
        assert out.stat().st_size > 1000


def test_an_export_of_unknown_kind(refusal: Run, tmp_path: Path, document: Path) -> None:
    assert "不能导出为“.pdf”文件" in refusal("export", document, "-o", tmp_path / "out.pdf")


def test_an_export_never_replaces_its_source(
    refusal: Run, tmp_path: Path, document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = document.read_bytes()
    assert "同一个文件" in refusal("export", document, "-o", document)
    monkeypatch.chdir(tmp_path)
    assert "同一个文件" in refusal("export", document, "-o", f"./{document.name}")
    link = tmp_path / "link.doc"
    link.hardlink_to(document)
    assert "同一个文件" in refusal("export", document, "-o", link)
    assert document.read_bytes() == before


def test_an_export_to_nowhere(refusal: Run, tmp_path: Path, document: Path) -> None:
    assert "文件夹不存在" in refusal("export", document, "-o", tmp_path / "no" / "out.doc")


# ---- what cannot be read ----------------------------------------------------------------------


@pytest.mark.parametrize("command", ["figures", "check"])
def test_what_cannot_be_opened(refusal: Run, tmp_path: Path, command: str) -> None:
    broken, foreign = tmp_path / "坏.nianbao", tmp_path / "x.nianbao"
    broken.write_bytes(b'{"format": "nianbao", ')
    foreign.write_bytes(b"\x00\x01\x02 nothing")
    assert "“坏.nianbao”已经损坏" in refusal(command, broken)
    assert "不是本程序保存的年报文件" in refusal(command, foreign, "--json")
    assert "找不到文件" in refusal(command, tmp_path / "没有.nianbao")
    refusal(command, tmp_path / "没有.txt")
    refusal(command, tmp_path)
    refusal(command, tmp_path / "a\0b.txt")


def test_a_document_under_another_name_is_still_one(run: Run, document: Path) -> None:
    other = document.rename(document.with_name("年报.nianbao.bak"))
    assert json.loads(run("figures", other, "--json"))["organ"] == "某市某局"


# ---- the real thing ---------------------------------------------------------------------------


def test_the_cixi_report_from_its_text_to_its_exports(
    run: Run, tmp_path: Path, shared_reports: Path, forms: Forms
) -> None:
    source, file = shared_reports / "cixi_2020.txt", tmp_path / "cixi.nianbao"
    printed = json.loads((shared_reports / "cixi_2020.json").read_text("utf-8"), parse_float=str)
    said = run("read", source, "-o", file)
    for line in (
        "机关：慈溪市人民政府",
        "年度：2020",
        "数字：198个中有198个",
        "没有不确定的地方。",
    ):
        assert line in said.splitlines()
    for opened in (source, file):
        found = json.loads(run("figures", opened, "--json"), parse_float=str)
        assert found["figures"] == printed["figures"]
        assert (found["organ"], found["year"], found["edition"]) == (
            *("慈溪市人民政府", 2020, "2019"),
        )
        assert found["unsure"] == []
        checked = json.loads(run("check", opened, "--json", status=1))
        errors = [f for f in checked["findings"] if f["severity"] == "error"]
        assert [(f["left"], f["right"], f["difference"]) for f in errors] == [
            (528, 527, 1),
            (0, 1, 1),
        ]
        assert "自然人" in errors[0]["message"]
        assert "法律服务机构" in errors[1]["message"]
        run("export", opened, "-o", tmp_path / "out.doc")
        run("export", opened, "-o", tmp_path / "out.xlsx")
    report, stamp = load(file, forms)
    moved = [SetFigure(Address(f"{ROW}.natural"), "17"), SetFigure(Address(f"{ROW}.legal"), "0")]
    apply(report, moved)
    save(report, file, stamp)
    run("check", file)


def test_reading_says_what_it_is_not_sure_of(
    run: Run, refusal: Run, tmp_path: Path, shared_reports: Path, forms: Forms
) -> None:
    lines = (shared_reports / "cixi_2020.txt").read_text("utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if line.strip() == "2521318")
    lines[place] = "\t25213l8\n"
    source, file = tmp_path / "来源.txt", tmp_path / "a.nianbao"
    source.write_text("".join(lines), "utf-8")
    said = run("read", source, "-o", file)
    assert "数字：198个中有195个" in said
    # One cell that is no figure leaves its whole row unsure: which column is whose, nobody knows.
    assert f"“来源.txt”第{place - 2}行" in said
    report, _ = load(file, forms)
    address = Address("proactive.service.decisions")
    assert report.figure(address) is None
    unsure = json.loads(run("figures", source, "--json"))["unsure"]
    row = [a for a in report.form.figures if a.row == address.row and a.section == address.section]
    assert [u["address"] for u in unsure] == row
    assert all("25213l8" in u["text"] for u in unsure)
    assert unsure[0]["place"] == f"“来源.txt”第{place - 2}行"


def test_reading_takes_organ_and_year_from_the_command(
    run: Run, refusal: Run, tmp_path: Path, shared_reports: Path, forms: Forms
) -> None:
    text = (shared_reports / "cixi_2020.txt").read_text("utf-8")
    start = text.index("总体情况")
    source, file = tmp_path / "a.txt", tmp_path / "a.nianbao"
    source.write_text(text[start:], "utf-8")
    assert "请加上 --year" in refusal("read", source, "-o", file)
    assert "没有认出报告的年度，按文中" in run("check", source, status=1)
    assert "没有认出报告的年度" in refusal("export", source, "-o", tmp_path / "a.doc")
    assert json.loads(run("figures", source, "--json"))["year"] is None
    assert "2018年度没有统一的报告格式" in refusal("read", source, "-o", file, "--year", "2018")
    assert list(tmp_path.iterdir()) == [source]
    run("read", source, "-o", file, "--year", "2019", "--organ", "某市人民政府")
    report, _ = load(file, forms)
    assert (report.organ, report.year) == ("某市人民政府", 2019)


def test_reading_overwrites_only_when_told(
    run: Run, refusal: Run, document: Path, shared_reports: Path
) -> None:
    source = shared_reports / "cixi_2020.txt"
    before = document.read_bytes()
    assert "要覆盖它，请加上 --force" in refusal("read", source, "-o", document)
    assert document.read_bytes() == before
    run("read", source, "-o", document, "--force")
    assert document.read_bytes() != before


def test_reading_a_document_is_not_needed(refusal: Run, tmp_path: Path, document: Path) -> None:
    assert "已经是年报文档" in refusal("read", document, "-o", tmp_path / "b.nianbao")
