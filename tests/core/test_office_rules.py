"""An office's file of rules: switched off, weighed, added; refused in words where it is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import resources
from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.checks.of_office import load_rules_of_office, read_rules_of_office
from core.checks.rule_list import list_rules
from core.document.file import save
from core.report.edit import apply
from core.report.edits import SetCover, SetText
from core.report.finding import Severity
from core.rollup.heap import Found
from core.rollup.index import Index
from core.rollup.taking_in import TakingIn, take_in
from nianbao import main
from tests.core.text_cases import forms, report_saying
from tests.editions import form_of

RULE = """
[[rule]]
code = "B01"
name = "不用口语"
kind = "unwanted"
words = ["老百姓"]
passes = "方便群众。"
fails = "方便老百姓。"
"""


def _file(folder: Path, content: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(content, "utf-8")
    return path


def _codes(text: str, path: Path) -> list[str]:
    inspection = Inspection(report_saying(text, "2021"), read_rules_of_office(path, forms()))
    return [f.code for f in inspection.findings if f.section == "overview"]


def test_a_rule_is_switched_off_and_another_weighed(tmp_path: Path) -> None:
    text = "完善制度,规范流程，做好政务公开的的工作。"
    path = _file(tmp_path, 'off = ["X83", "X73"]\n[severity]\nX81 = "hint"\n')
    inspection = Inspection(report_saying(text, "2021"), read_rules_of_office(path, forms()))
    told = {f.code: f.severity for f in inspection.findings if f.section == "overview"}
    assert told == {"X81": Severity.HINT}
    assert {"X81", "X83", "X73"} <= {f.code for f in Inspection(report_saying(text)).findings}


def test_unwanted_words_are_told_where_they_stand_and_followed(tmp_path: Path) -> None:
    report = report_saying("方便老百姓，方便老百姓。", "2021")
    inspection = Inspection(report, read_rules_of_office(_file(tmp_path, RULE), forms()))
    own = [f for f in inspection.findings if f.code == "B01"]
    assert [(f.spot.start, f.spot.end) for f in own if f.spot] == [(2, 5), (8, 11)]
    inspection.update(apply(report, [SetText("overview", "方便群众。")]))
    assert not [f for f in inspection.findings if f.code == "B01"]


@pytest.mark.parametrize(
    ("kind", "value", "passes", "fails"),
    [
        ("wanted", 'words = ["条例", "办法"]', "按照办法。", "按照要求。"),
        ("longest", "limit = 6", "一二三 四五六", "一二三四五六七"),
        ("shortest", "limit = 4", "一二三四", "一 二 三"),
        ("numbers", "limit = 2", "共12件、3条", "共12件"),
    ],
)
def test_each_kind_judges_its_examples(
    kind: str, value: str, passes: str, fails: str, tmp_path: Path
) -> None:
    content = (
        f'[[rule]]\ncode = "B02"\nname = "规则"\nkind = "{kind}"\nsection = "overview"\n{value}\n'
        f'passes = "{passes}"\nfails = "{fails}"\n'
    )
    path = _file(tmp_path, content)
    assert "B02" not in _codes(passes, path)
    assert "B02" in _codes(fails, path)
    with pytest.raises(Problem, match="判断不了自己的例子"):
        _codes("", _file(tmp_path, content.replace(passes, fails, 1)))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('off = ["G01"]', "只有文字的检查可以"),
        ('off = "X83"', "应当是一列文字"),
        ('[severity]\nX81 = "error"', "只能写warning"),
        (RULE.replace("unwanted", "regex"), "没有“regex”这一种"),
        (RULE.replace("B01", "X01"), "要写B和数字"),
        (RULE + RULE, "出现了两次"),
        (RULE.replace('"老百姓"', '""'), "不能是空的"),
        (RULE.replace("words", "wrods"), "缺少这个键"),
        (RULE + "limit = 3\n", "不认识这个键"),
        (RULE.replace('kind = "unwanted"', 'kind = "unwanted"\nsection = "x"'), "没有“x”这一部分"),
        ("off = [X83]", "不合TOML的写法"),
        ("#" * 300_000, "256KB"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(content: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(Problem, match="本单位的规则没有采用") as told:
        read_rules_of_office(_file(tmp_path, content), forms())
    assert words in str(told.value)
    assert "rules.toml" in str(told.value)


def test_the_most_words_are_searched_in_the_longest_text(
    tmp_path: Path,
) -> None:
    words = ", ".join(f'"{"一" * 30}{number}"' for number in range(200))
    rule = RULE.replace('"老百姓"', f'{words}, "老百姓"').replace(f'"{"一" * 30}0", ', "")
    path = _file(tmp_path, rule)
    report = report_saying("一" * 30_000, "2021")
    rules = read_rules_of_office(path, forms())
    assert list(rules.check(report.texts, dict.fromkeys(report.texts, ""))) == []


def test_the_sample_holds_and_is_found_beside_the_defaults(tmp_path: Path) -> None:
    sample = (resources.folder() / "rules.toml.sample").read_text("utf-8")
    _file(tmp_path, sample)
    complaints: list[str] = []
    environment = {"NIANBAO_OFFICE": str(tmp_path / "office.toml")}
    rules = load_rules_of_office(forms(), complaints, environment)
    assert rules is not None
    assert [rule.code for rule in rules.rules] == ["B01", "B02"]
    assert complaints == []
    listed = {r.code: r for r in list_rules(form_of(forms(), "2021"), rules)}
    assert listed["X83"].severity == "本单位停用"
    assert listed["B02"].holds
    _file(tmp_path, "off = [")
    assert not load_rules_of_office(forms(), complaints, environment)
    assert len(complaints) == 1


def test_the_command_takes_a_file_of_rules(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _file(tmp_path, RULE.replace("老百姓", "政府信息").replace("方便群众", "方便查询"))
    sample = resources.folder() / "samples" / "huaian-2024.nianbao"
    assert main(["check", str(sample), "--office-rules", str(path)]) == 0
    assert "本单位的规则：不用口语" in capsys.readouterr().out
    assert main(["check", "--rules", "--office-rules", str(path)]) == 0
    assert "B01 不用口语" in capsys.readouterr().out
    path.write_text("off = 1", "utf-8")
    assert main(["check", str(sample), "--office-rules", str(path)]) == 2
    assert "本单位的规则没有采用" in capsys.readouterr().err


@pytest.fixture
def heap(tmp_path: Path) -> Path:
    folder = tmp_path / "heap"
    folder.mkdir()
    for number in range(2):
        report = report_saying(f"方便老百姓，这是第{number}份。", "2021")
        apply(report, [SetCover(f"青禾{number}市人民政府", report.year)])
        save(report, folder / f"{number}.nianbao")
    return folder


@pytest.fixture
def warning(tmp_path: Path) -> Path:
    return _file(tmp_path, RULE.replace("words", 'severity = "warning"\nwords'))


def test_a_whole_folder_is_checked_by_the_rules_of_the_office(
    heap: Path, warning: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def counts(*options: str) -> list[int]:
        main(["check", str(heap), "--json", *options])
        return [each["warnings"] for each in json.loads(capsys.readouterr().out)["files"]]

    without = counts()
    assert counts("--office-rules", str(warning)) == [each + 1 for each in without]
    out = str(tmp_path / "sum.nianbao")
    assert main(["rollup", str(heap), "-o", out, "--office-rules", str(warning), "--json"]) == 0
    units = json.loads(capsys.readouterr().out)["units"]
    assert [unit["warnings"] for unit in units] == [each + 1 for each in without]
    warning.write_text("off = 1", "utf-8")
    assert main(["check", str(heap), "--office-rules", str(warning)]) == 2
    assert "本单位的规则没有采用" in capsys.readouterr().err


def test_processes_beside_check_by_the_rules_too(heap: Path, warning: Path) -> None:
    office = read_rules_of_office(warning, forms())
    files = [Found(path, path.name) for path in sorted(heap.iterdir())]
    taken = [each.taken for each in TakingIn(files, forms(), office=office, processes=2)]
    assert all("B01" in {f.code for f in each.findings} for each in taken)


def test_what_was_judged_by_other_rules_is_judged_anew(
    heap: Path, warning: Path, tmp_path: Path
) -> None:
    files = [Found(path, path.name) for path in sorted(heap.iterdir())]
    office = read_rules_of_office(warning, forms())
    place = tmp_path / "index.sqlite"
    told = []
    for rules in (None, office, None):
        index = Index(place, rules)
        takens = take_in(files, forms(), index, office=rules)
        index.close()
        told.append(["B01" in {f.code for f in each.findings} for each in takens])
    assert told == [[False, False], [True, True], [False, False]]
