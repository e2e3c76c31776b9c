"""What can go wrong with a command ends in one Chinese line, never in a traceback."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import nianbao
from core.base.problem import Problem
from core.base.version import VERSION
from core.cli import commands, main
from core.cli.parser import parse_arguments
from core.forms.keys import FormError
from core.keeping.crash_log import CrashLog
from core.keeping.doorway import Doorway

ROOT = Path(__file__).resolve().parent.parent.parent
Captured = pytest.CaptureFixture[str]


def program(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(ROOT / "nianbao.py"), *arguments],
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("", "缺少命令。用法见 nianbao -h。"),
        ("chekc a.nianbao", "没有“chekc”这个命令。用法见 nianbao -h。"),
        ("check", "缺少文件。用法见 nianbao check -h。"),
        ("read a.txt", "缺少-o。用法见 nianbao read -h。"),
        ("export a.nianbao -o", "-o后面缺少内容。用法见 nianbao export -h。"),
        ("check a.nianbao --jsn", "不认识“--jsn”。用法见 nianbao -h。"),
        ("check a.nianbao b.nianbao", "不认识“b.nianbao”。用法见 nianbao -h。"),
        ("check a.nianbao --json=1", "--json后面不应再有内容。用法见 nianbao check -h。"),
        (
            "new --year 24 --organ x -o a.nianbao",
            "--year：“24”不是年度，请写四位数字，例如2024。用法见 nianbao new -h。",
        ),
        ("new --organ x -o a.nianbao", "缺少--year。用法见 nianbao new -h。"),
        ("figures a.nianbao --js", "不认识“--js”。用法见 nianbao -h。"),
    ],
)
def test_a_wrong_command_line(capsys: Captured, arguments: str, line: str) -> None:
    assert main(arguments.split()) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == ("", f"{line}\n")


@pytest.mark.parametrize("command", ["", *(c for c in nianbao.COMMANDS if c.isalpha())])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_is_chinese(capsys: Captured, command: str, flag: str) -> None:
    assert main([*command.split(), flag]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("用法：nianbao")
    assert captured.err == ""
    for english in ("usage", "options", "positional", "show this", "exit"):
        assert english not in captured.out


def test_the_version(capsys: Captured) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"nianbao {VERSION}\n"


def test_the_entry_knows_every_command(capsys: Captured) -> None:
    assert main(["-h"]) == 0
    _options, _head, listed = capsys.readouterr().out.partition("命令:")
    told = set(re.findall(r"^    ([a-z]+) ", listed, re.MULTILINE))
    assert told == {name for name in nianbao.COMMANDS if name.isalpha()}
    with pytest.raises(Problem, match="没有“nothing”这个命令"):
        parse_arguments(["nothing"], {})
    for name in nianbao.COMMANDS:
        if name.isalpha():
            with pytest.raises(Problem, match=rf"用法见 nianbao {name} -h"):
                parse_arguments([name], {})


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (Problem("第一行\n第二行。"), 2, "第一行 第二行。"),
        (KeyboardInterrupt(), 130, "已中断"),
        (FormError(Path("2021.toml"), "lines", "缺少这个键"), 2, "2021.toml：lines"),
        (ZeroDivisionError("secret"), 2, "没有料到的情况，没有做完（ZeroDivisionError）"),
        (MemoryError(), 2, "没有料到的情况"),
    ],
)
def test_whatever_happens_is_one_line(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: BaseException,
    status: int, words: str,
) -> None:  # fmt: skip
    def fail(_arguments: object) -> None:
        raise error

    monkeypatch.delenv("NIANBAO_DEBUG", raising=False)
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path))
    monkeypatch.setattr(commands, "check", fail)
    assert main(["check", "a.nianbao"]) == status
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert words in captured.err
    noted = CrashLog(tmp_path).read()
    assert bool(noted) is ("没有料到" in words)
    assert "secret" not in noted


def test_a_maker_may_see_the_unforeseen(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_arguments: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setenv("NIANBAO_DEBUG", "1")
    monkeypatch.setattr(commands, "check", fail)
    with pytest.raises(ZeroDivisionError):
        main(["check", "a.nianbao"])


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gbk"},
        {"LC_ALL": "C.UTF-8"},
    ],
)
def test_any_locale_gets_chinese(environment: dict[str, str]) -> None:
    done = program("check", "没有\udcff.nianbao", **environment)
    assert done.returncode == 2
    assert done.stdout == b""
    assert done.stderr.decode("utf-8").startswith("找不到文件“")
    helped = program("-h", **environment)
    assert helped.stdout.decode("utf-8").startswith("用法：nianbao")


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    file = str(tmp_path / "a.nianbao")
    assert main(["new", "--year", "2024", "--organ", "某局", "-o", file]) == 0
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, str(ROOT / "nianbao.py"), "figures", file, "--json"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_commands_load_nothing_heavy(tmp_path: Path) -> None:
    file = tmp_path / "a.nianbao"
    assert main(["new", "--year", "2024", "--organ", "某局", "-o", str(file)]) == 0
    code = (
        "import sys, nianbao; nianbao.main(['check', sys.argv[1], '--json']); "
        "heavy = {'PySide6', 'openpyxl', 'jinja2', 'lxml', 'gui'} & set(sys.modules); "
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, check=False, cwd=ROOT
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_window_that_cannot_open_is_one_line(tmp_path: Path) -> None:
    package = tmp_path / "PySide6"
    package.mkdir()
    (package / "__init__.py").write_text("raise ImportError('libEGL.so.1', name='PySide6')\n")
    done = program(PYTHONPATH=str(tmp_path), QT_QPA_PLATFORM="offscreen")
    lines = done.stderr.decode("utf-8").splitlines()
    assert (done.returncode, len(lines)) == (2, 1)
    assert lines[0].startswith("窗口打不开")


@pytest.mark.parametrize(
    ("arguments", "goes_to"),
    [
        (["check", "x"], "commands"),
        (["--version"], "commands"),
        (["-h"], "commands"),
        (["chekc", "x"], "commands"),
        ([], "window"),
        (["某局.nianbao"], "window"),
        (["--sample"], "window"),
        (["a.nianbao"], "window"),
    ],
)
def test_what_opens_the_window(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, arguments: list[str], goes_to: str
) -> None:
    # A doorway of its own: at the user's, whoever holds it is waited for.
    monkeypatch.setenv("NIANBAO_CONFIG", str(tmp_path))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    called: list[tuple[str, list[str]]] = []

    class Window:
        @staticmethod
        def main(argv: list[str], door: Doorway | None) -> int:
            assert door is not None
            door.close()
            called.append(("window", argv))
            return 7

    class Commands:
        @staticmethod
        def main(argv: list[str], more_kinds: object) -> int:
            called.append(("commands", argv))
            return 7

    monkeypatch.setitem(sys.modules, "gui.app", Window)
    monkeypatch.setitem(sys.modules, "core.cli", Commands)
    assert nianbao.main(arguments) == 7
    assert called == [(goes_to, arguments)]
