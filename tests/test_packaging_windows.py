"""What can be seen of the Windows installer without Windows (docs/releasing-windows.md)."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from core.base.version import VERSION
from core.keeping.backups import backup_folder
from core.keeping.crash_log import log_folder
from core.keeping.recovery import recovery_folder
from core.rollup.index import index_path
from core.settings import phrases, settings

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = ROOT / "packaging" / "windows"
SCRIPT = "".join((WINDOWS / name).read_text("utf-8") for name in ("nianbao.nsi", "shared.nsh"))


@pytest.fixture(autouse=True)
def _packaging(monkeypatch, qapp):  # the icons need an application, and others the whole one
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))


@pytest.fixture
def staged(tmp_path):
    folder = tmp_path / "staged"
    for name in (
        "nianbao.exe",
        "nianbao-cli.exe",
        "_internal/甲 乙/说明.md",
        "_internal/a/b/c.dll",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x" * 1000)
    return folder


def function(name: str) -> str:
    found = re.search(
        rf"^Function {re.escape(name)}\n(.*?)^FunctionEnd", SCRIPT, re.DOTALL | re.MULTILINE
    )
    assert found, name
    return found.group(1)


def test_prepares_what_the_script_includes(staged, tmp_path):
    from windows import prepare

    target = tmp_path / "prepared"
    assert prepare.main([str(staged), str(target)]) == 0
    lines = (target / "installed-files.txt").read_bytes().decode("utf-16-le").split("\r\n")
    assert lines == [
        "_internal\\a\\b\\c.dll",
        "_internal\\甲 乙\\说明.md",
        "nianbao-cli.exe",
        "nianbao.exe",
        "_internal\\a\\b\\",
        "_internal\\a\\",
        "_internal\\甲 乙\\",
        "_internal\\",
        "",
    ]
    version = (target / "version.nsh").read_text("utf-8")
    assert f'!define VERSION "{VERSION}"' in version
    assert '!define SIZE_IN_KB "4"' in version
    used = set(re.findall(r"\$\{([A-Z_]+)\}", SCRIPT))
    defined = set(re.findall(r"!define ([A-Z_]+)", version))
    assert defined <= used
    for name in re.findall(r"\$\{PREPARED\}\\([\w.]+)", SCRIPT):
        assert (target / name).is_file(), name


def test_draws_an_icon_and_a_picture(staged, tmp_path):
    from windows import prepare

    prepare.main([str(staged), str(tmp_path / "prepared")])
    icon = (tmp_path / "prepared" / "nianbao.ico").read_bytes()
    assert struct.unpack("<HHH", icon[:6])[:2] == (0, 1)
    picture = (tmp_path / "prepared" / "picture.bmp").read_bytes()
    assert picture[:2] == b"BM"
    assert struct.unpack("<ii", picture[18:26]) == prepare.PICTURE
    assert struct.unpack("<H", picture[28:30]) == (24,)  # what NSIS shows


@pytest.mark.parametrize(
    "name",
    ["..\\x", "a/../x", "C:x", "\\x", "x*", "Uninstall.exe", "installed-files.txt", "a\nb"],
)
def test_lists_no_name_that_could_delete_something_else(name):
    from windows import prepare

    with pytest.raises(SystemExit, match="may not be called"):
        prepare.listed([name])


def test_wants_a_program(tmp_path, capsys):
    from windows import prepare

    with pytest.raises(SystemExit):
        prepare.main([str(tmp_path), str(tmp_path / "prepared")])
    assert "nianbao.exe" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("1.2", (1, 2, 0, 0)), ("1.2.3.4", (1, 2, 3, 4))],
)
def test_tells_windows_the_version(version, numbers):
    from windows import prepare

    def node(*parts, **named):
        return [*parts, named]

    kinds = [
        *("VSVersionInfo", "FixedFileInfo", "VarFileInfo", "VarStruct"),
        *("StringFileInfo", "StringTable", "StringStruct"),
    ]
    text = prepare.version_resource("nianbao-cli", version)
    names = dict.fromkeys(kinds, node)
    resource = eval(text, {"__builtins__": {}}, names)  # noqa: S307 (as PyInstaller reads it)
    fixed = resource[-1]["ffi"][-1]
    assert fixed["filevers"] == fixed["prodvers"] == numbers
    assert ["OriginalFilename", "nianbao-cli.exe", {}] in resource[-1]["kids"][0][0][0][1]


def test_refuses_a_version_that_windows_cannot_compare():
    from windows import prepare

    with pytest.raises(SystemExit, match=r"1\.0rc1"):
        prepare.four("1.0rc1")


def test_removes_just_what_the_program_keeps():
    removed = function("un.removeSettings")
    assert "$APPDATA\\Nianbao" in removed
    for file in (settings.FILE_NAME, f"{settings.FILE_NAME}.bak", phrases.FILE_NAME):
        assert f'Delete "$0\\{file}"' in removed
    root = Path()
    index = index_path(root, root).parent
    for folder in (recovery_folder(root), backup_folder(root), log_folder(root), index):
        assert f'RMDir /r "$0\\{folder}"' in removed
    # Nothing else goes with all that is in it, least of all a folder that somebody chose.
    assert SCRIPT.count("RMDir /r") == 4


def test_settings_go_only_where_asked():
    assert SCRIPT.count("un.removeSettings") == 2
    assert "${If} $Purge = 1\n    Call un.removeSettings" in SCRIPT


def test_writes_no_key_but_its_own():
    keys = set(re.findall(r'WriteReg\w+ (\S+ "[^"]+")', SCRIPT))
    ours = re.compile(r'SHCTX "\$\{(UNINSTALL_KEY\}|CLASSES\}\\(\$\{REPORT\}|\.nianbao)[\\\w]*)')
    assert [key for key in keys if not ours.match(key)] == []


def test_documents_every_exit_code():
    codes = dict(re.findall(r"^!define ([A-Z_]+) (\d)$", SCRIPT, re.MULTILINE))
    page = (ROOT / "docs" / "deployment-windows.zh-CN.md").read_text("utf-8")
    assert set(codes.values()) == set("3456789")
    for code in codes.values():
        assert f"| {code} |" in page


def test_powershell_5_can_read_the_build_script():
    (WINDOWS / "build.ps1").read_bytes().decode("ascii")


@pytest.mark.skipif(not shutil.which("makensis"), reason="makensis is not installed")
def test_compiles(staged, tmp_path):
    prepared, output = tmp_path / "prepared", tmp_path / "nianbao-setup.exe"
    subprocess.run([sys.executable, WINDOWS / "prepare.py", staged, prepared], check=True)
    definitions = [f"-DSTAGED={staged}", f"-DPREPARED={prepared}", f"-DOUTPUT={output}"]
    command = ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *definitions]
    done = subprocess.run(
        [*command, WINDOWS / "nianbao.nsi"],
        capture_output=True,
        check=False,
        env={"LC_ALL": "C.UTF-8", "PATH": str(Path(shutil.which("makensis") or "").parent)},
    )
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")
    data = output.read_bytes()
    assert b'requestedExecutionLevel level="asInvoker"' in data
    assert b"dpiAware" in data
    assert "年报安装程序".encode("utf-16-le") in data
