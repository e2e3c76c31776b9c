"""The folder for the website: all of it in order, or nothing there and a reason."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache, partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from core.base import whole_folder
from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.cli import main
from core.document.file import load
from core.exports.kinds import ExportKind
from core.forms.loader import Forms, load_forms
from core.publishing.publishing import LIST, SUFFIXES, SUMS, folder_name, free_folder, publish
from core.publishing.same_figures import says_the_same
from core.report.edit import apply
from core.report.edits import SetCover, SetFigure, SetNote, SetText
from core.report.note import Subject
from core.report.report import Report
from core.report.signing import SigningAct
from core.signing.round import take_step
from gui.files.files import SAMPLE
from gui.frame.window import Window
from gui.printing import KINDS, QT_KINDS
from tests.gui.conftest import Answers

MOBILE = "13812345678"


@pytest.fixture
def report(qapp: QApplication, forms: Forms) -> Report:
    return load(SAMPLE, forms)[0]


@cache
def written() -> dict[str, bytes]:
    """Write the sample once: what refuses does so whatever made the other files."""
    inspection = Inspection(load(SAMPLE, load_forms())[0])
    return {suffix: KINDS[suffix].write(inspection) for suffix in SUFFIXES}


def at_once(suffix: str, _inspection: Inspection) -> bytes:
    return written()[suffix]


def with_kind(suffix: str, write: Callable[[Inspection], bytes]) -> Mapping[str, ExportKind]:
    kinds = {each: ExportKind(KINDS[each].name, partial(at_once, each)) for each in written()}
    return {**kinds, suffix: ExportKind("别的", write)}


@pytest.mark.parametrize("suffix", [".ofd", ".json", ".csv"])
def test_what_the_disk_does_not_give_back_is_its_error(
    suffix: str, report: Report, forms: Forms, tmp_path: Path, unreadable: Path
) -> None:
    (tmp_path / f"年报{suffix}").symlink_to(unreadable)
    with pytest.raises(OSError, match="Input/output"):
        says_the_same(tmp_path / f"年报{suffix}", report, forms)


def refused(report: Report, folder: Path, forms: Forms, kinds: Mapping[str, ExportKind]) -> str:
    """Return the reason; nothing may be left."""
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(Problem) as problem:
        publish(Inspection(report), folder, kinds, forms)
    assert sorted(folder.parent.rglob("*")) == before
    assert str(problem.value).startswith("发布包没有生成：")
    return str(problem.value)


def test_all_the_files_are_there_with_their_sums(
    report: Report, forms: Forms, tmp_path: Path
) -> None:
    folder = tmp_path / "发布包"
    folder.mkdir()  # an empty one is taken
    made = publish(Inspection(report), folder, KINDS, forms)
    assert sorted(path.name for path in folder.iterdir()) == sorted(made.files)
    assert list(tmp_path.iterdir()) == [folder]
    listed = dict(
        line.split("  ")[::-1] for line in (folder / SUMS).read_text("utf-8").splitlines()
    )
    assert {Path(name).suffix for name in listed} == {*SUFFIXES}
    for name, told in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == told
        assert told in (folder / LIST).read_text("utf-8-sig")
    (data,) = (json.loads(path.read_bytes()) for path in folder.glob("*.json"))
    assert data["organ"] == report.organ
    for path in folder.iterdir():  # made another time, each would be the same
        if "长图" in path.name:
            public = KINDS[path.suffix].for_public
            assert public is not None
            assert path.read_bytes() == public.write(Inspection(report))
        else:
            assert path.name in (LIST, SUMS) or path.read_bytes() == written()[path.suffix]
    assert len(made.findings) == 2
    assert all(each in (folder / LIST).read_text("utf-8-sig") for each in made.findings)


@pytest.mark.parametrize("suffix", [".docx", ".pdf", ".ofd", ".html", ".json", ".csv"])
def test_a_file_with_another_figure_is_refused(
    report: Report, forms: Forms, tmp_path: Path, suffix: str
) -> None:
    other = load(SAMPLE, forms)[0]
    address = next(a for a, f in report.form.figures.items() if not f.computed and report.figure(a))
    apply(other, [SetFigure(address, "987654")])
    kinds = with_kind(suffix, lambda _right: KINDS[suffix].write(Inspection(other)))
    assert f"从{suffix}文件读回的数字与报告不同" in refused(report, tmp_path / "a", forms, kinds)


def test_a_file_with_something_hidden_is_refused(
    report: Report, forms: Forms, tmp_path: Path
) -> None:
    for_review = KINDS[".docx"].for_review
    assert for_review is not None
    said = refused(report, tmp_path / "a", forms, with_kind(".docx", for_review.write))
    assert "有看不见的内容" in said


@pytest.mark.parametrize("fault", [OSError(28, "full"), Problem("发布包没有生成：磁盘。")])
def test_what_fails_half_way_leaves_nothing(
    report: Report, forms: Forms, tmp_path: Path, fault: Exception
) -> None:
    def fail(_inspection: Inspection) -> bytes:
        raise fault

    refused(report, tmp_path / "a", forms, with_kind(".csv", fail))


def test_what_fails_at_the_last_step_leaves_nothing(
    report: Report, forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(13, "denied")

    monkeypatch.setattr(whole_folder, "sync_folder", fail)
    monkeypatch.setattr(Path, "rename", fail)
    kinds = with_kind(".csv", KINDS[".csv"].write)
    refused(report, tmp_path / "a", forms, kinds)


def test_a_folder_with_files_is_never_overwritten(
    report: Report, forms: Forms, tmp_path: Path
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "别的.txt").write_text("要紧的")
    assert "已经有文件" in refused(report, tmp_path / "a", forms, KINDS)
    (tmp_path / "b").write_text("要紧的")
    assert "同名的文件" in refused(report, tmp_path / "b", forms, KINDS)
    assert free_folder(tmp_path, "a").name == "a（2）"
    assert free_folder(tmp_path, "c").name == "c"
    assert "所在的文件夹不存在" in refused(report, tmp_path / "没有" / "a", forms, KINDS)


def test_numbers_of_persons_are_refused_until_explained(
    report: Report, forms: Forms, tmp_path: Path
) -> None:
    part = report.form.texts[-1].id
    apply(report, [SetText(part, f"联系人手机{MOBILE}。")])
    said = refused(report, tmp_path / "a", forms, KINDS)
    assert MOBILE in said
    (finding,) = (
        f for f in Inspection(report).findings if f.section == part and "手机" in f.message
    )
    apply(report, [SetNote(Subject.of(finding), "值班手机，已同意公开")])
    made = publish(Inspection(report), tmp_path / "a", KINDS, forms)
    assert any("值班手机，已同意公开" in each for each in made.findings)


def test_so_they_are_in_the_organ_and_in_a_cell(
    report: Report, forms: Forms, tmp_path: Path
) -> None:
    address = next(a for a, f in report.form.figures.items() if not f.computed)
    apply(report, [SetCover(f"某局{MOBILE}", report.year), SetFigure(address, f"见{MOBILE}")])
    assert refused(report, tmp_path / "a", forms, KINDS).count(MOBILE) == 2


def test_the_command_makes_it_and_tells_of_findings(
    qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "a"
    assert main(["publish", str(SAMPLE), "-o", str(target)], QT_KINDS) == 1  # it has two errors
    assert "已生成发布包" in capsys.readouterr().out
    assert (target / LIST).exists()
    assert main(["publish", str(SAMPLE), "-o", str(target)], QT_KINDS) == 2
    assert "已经有文件" in capsys.readouterr().err


def test_the_window_makes_it_beside_the_last_one(
    window: Window, answers: Answers, tmp_path: Path
) -> None:
    window.files.open_sample()
    answers.path = tmp_path
    (tmp_path / folder_name(window.document.inspection)).mkdir()
    window.menus.actions_by_name["publish"].trigger()
    assert "已生成发布包，11个文件" in window.told.text()
    one, two = sorted(tmp_path.iterdir(), key=lambda path: len(path.name))
    assert two.name == f"{one.name}（2）"
    assert len(list(two.iterdir())) == 11


def test_the_list_carries_the_review_round_and_what_is_not_done_of_it(
    report: Report, forms: Forms, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # That the files say the same, the other tests ask; here it would be asked of six folders.
    monkeypatch.setattr("core.publishing.publishing._check", lambda *_: None)
    kinds = {each: ExportKind(KINDS[each].name, partial(at_once, each)) for each in written()}
    made = publish(Inspection(report), tmp_path / "一", kinds, forms)
    assert "审签" not in (made.folder / LIST).read_text("utf-8-sig")
    now = datetime(2026, 1, 12, 10, 0).astimezone()
    for number, (act, who) in enumerate(
        ((SigningAct.SUBMITTED, "张三"), (SigningAct.PASSED, "李四"), (SigningAct.SIGNED, "王五"))
    ):
        made = publish(Inspection(report), tmp_path / f"二{number}", kinds, forms)
        assert any("审签还没有完成" in each for each in made.remarks) == bool(number)
        apply(report, [take_step(report, act, who, "", now)])
    made = publish(Inspection(report), tmp_path / "三", kinds, forms)
    listed = (made.folder / LIST).read_text("utf-8-sig")
    assert "签发　王五　2026年01月12日10:00　内容摘要" in listed
    assert "不是电子签名" in listed
    assert not any("审签" in each for each in made.remarks)
    apply(report, [SetNote(Subject("U01", "", (), ()), "说明")])  # nothing that is printed
    assert not any(
        "审签" in r for r in publish(Inspection(report), tmp_path / "四", kinds, forms).remarks
    )
