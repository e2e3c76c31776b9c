"""What a hostile tester tried: odd figures, odd names and streams, two who save at once."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import nianbao
import resources
from core.base.problem import Problem
from core.checks.inspection import Inspection
from core.checks.rules import LONGEST_QUOTE
from core.cli import main
from core.document.encode import encode
from core.document.file import ChangedOnDisk, Stamp, load, save
from core.figures.address import Address
from core.figures.value import Kind, State, parse
from core.forms.loader import Forms
from core.report.edit import apply
from core.report.edits import SetFigure
from core.report.report import Doubt, Report
from tests.editions import form_of

ROOT = Path(__file__).resolve().parent.parent.parent
NATURAL = Address("applications.received.natural")
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def report(forms: Forms) -> Report:
    return Report(form_of(forms, "2021"), "甲局", 2024)


@pytest.fixture
def document(tmp_path: Path, report: Report) -> Path:
    path = tmp_path / "a.nianbao"
    save(report, path)
    return path


# Figures


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "text",
    [
        "0" * 5000 + "1",  # more digits than int() takes
        "x" + " " * 3000 + "y",  # a unit was sought in it for minutes
        "1" + "," * 50_000,
        "(" * 50_000 + "元",
        "1" * 50_000 + "万元",
        "9" * 61,
    ],
)
def test_a_text_far_too_long_for_a_figure_is_refused_at_once(kind: Kind, text: str) -> None:
    start = time.perf_counter()
    value = parse(text, kind)
    assert time.perf_counter() - start < 0.5
    assert (value.text, value.state, value.figure) == (text, State.REFUSED, None)
    assert value.remark


@pytest.mark.parametrize("text", ["٣", "१२", "৩", "๕"])
@pytest.mark.parametrize("kind", Kind)
def test_digits_of_other_scripts_are_no_figures(text: str, kind: Kind) -> None:
    assert parse(text, kind).state is State.REFUSED


def test_a_finding_quotes_a_cell_in_one_short_line(report: Report) -> None:
    long, marks = "甲\n乙\u2028" * 5000, "—" * 5000
    first, second, *_ = report.form.figures
    apply(report, [SetFigure(first, long), SetFigure(second, marks)])
    apply(report, [SetFigure(NATURAL, "", Doubt(long, "没有读准"))])
    found = [f for f in Inspection(report).findings if f.code in {"V01", "V02", "D01"}]
    assert len(found) == 3
    for finding in found:
        told = finding.message + finding.advice
        assert len(told) < LONGEST_QUOTE + 100
        assert len(told.splitlines()) == 1


# The command line


@pytest.mark.parametrize("name", ["a" * 300, "长" * (300 if os.name == "nt" else 120)])
@pytest.mark.parametrize("command", ["new --year 2024 --organ 某局 -o", "read c.txt -o"])
def test_a_name_too_long_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured, command: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("c.txt").write_bytes((resources.folder() / "samples" / "cixi-2020.txt").read_bytes())
    assert main([*command.split(), f"{name}.nianbao"]) == 2
    assert "文件名太长" in capsys.readouterr().err


def test_a_closed_folder_is_told_as_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    look = Path.stat

    def refuse(path: Path, **more: bool) -> os.stat_result:
        if path.suffix == ".nianbao":
            raise PermissionError(13, "Permission denied")
        return look(path, **more)

    monkeypatch.setattr(Path, "stat", refuse)
    assert main(["new", "--year", "2024", "--organ", "x", "-o", str(tmp_path / "a.nianbao")]) == 2
    error = capsys.readouterr().err
    assert "权限" in error
    assert error.count("\n") == 1


def test_a_path_below_a_file_is_not_there(document: Path, capsys: Captured) -> None:
    assert main(["check", str(document / "b.nianbao")]) == 2
    assert capsys.readouterr().err.startswith("找不到文件")


def test_a_long_word_is_a_mistyped_command(capsys: Captured) -> None:
    assert nianbao.main(["a" * 300]) == 2
    assert capsys.readouterr().err.startswith("没有“aaa")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_a_full_disk_behind_the_output(document: Path) -> None:
    command = [sys.executable, str(ROOT / "nianbao.py")]
    # Where streams are not buffered the interpreter has nothing left to fail on when it leaves.
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*command, "figures", str(document)],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=usual,
        )
        unheard = subprocess.run(
            [*command, "check", "没有.txt"], stderr=full, check=False, env=usual
        )
    assert done.returncode == 2
    assert done.stderr.decode().startswith("结果没有写出来")
    assert done.stderr.count(b"\n") == 1
    assert unheard.returncode == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["a.txt", "a.nianbao", "a.docx"])
def test_nobody_waits_for_a_pipe(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / name)
    command = [sys.executable, str(ROOT / "nianbao.py"), "figures", str(tmp_path / name)]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "不是普通的文件" in done.stderr.decode()


def test_a_figure_table_stays_narrow_whatever_was_typed(
    tmp_path: Path, report: Report, capsys: Captured
) -> None:
    apply(report, [SetFigure(NATURAL, "甲乙\n" * 9000)])
    path = tmp_path / "a.nianbao"
    save(report, path)
    assert main(["figures", str(path)]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) < 400


# Two who save at once


def test_somebody_saves_while_the_bytes_go_to_the_disk(
    document: Path, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, stamp = load(document, forms)
    others = encode(Report(mine.form, "乙局", 2024))
    sync = os.fsync

    def somebody_else_saves(handle: int) -> None:
        sync(handle)
        document.write_bytes(others)

    monkeypatch.setattr(os, "fsync", somebody_else_saves)
    with pytest.raises(ChangedOnDisk):
        save(mine, document, stamp)
    assert document.read_bytes() == others
    assert list(document.parent.iterdir()) == [document]


def test_two_first_saves_of_one_name(
    tmp_path: Path, report: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, sync = tmp_path / "a.nianbao", os.fsync

    def somebody_else_saves(handle: int) -> None:
        sync(handle)
        path.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", somebody_else_saves)
    with pytest.raises(Problem, match="没有覆盖它"):
        save(report, path)
    assert path.read_bytes() == b"theirs"


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is how POSIX ends a program at once")
def test_a_program_killed_while_it_saves_leaves_a_whole_file(document: Path, forms: Forms) -> None:
    code = (
        "import sys; from pathlib import Path; from core.document.file import load, save;"
        "from core.report.edit import apply; from core.report.edits import SetText;"
        "from core.forms.loader import load_forms;"
        "path = Path(sys.argv[1]); report, stamp = load(path, load_forms()); print(flush=True)\n"
        "for number in range(10**9):\n"
        "    apply(report, [SetText('overview', '某' * (number % 9 * 20000))])\n"
        "    stamp = save(report, path, stamp)\n"
    )
    for pause in range(8):
        saver = subprocess.Popen(
            [sys.executable, "-c", code, str(document)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert saver.stdout
        saver.stdout.readline()
        time.sleep(pause / 40)
        saver.kill()
        saver.communicate()
        saved, stamp = load(document, forms)
        assert (encode(saved), stamp) == (document.read_bytes(), Stamp.of(document.read_bytes()))
