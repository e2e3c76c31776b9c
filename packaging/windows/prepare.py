"""Write what nianbao.nsi needs to know about a frozen program.

    python packaging/windows/prepare.py dist/nianbao build/installer

That is the icon, the picture of the last page, the version and size, and the list of files by
which the program is removed again: what is not in it stays. build.spec takes the version resource
of the program itself from here.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path, PurePath

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "packaging")]

from core.base.version import VERSION  # noqa: E402 (found by the line above)

PROGRAM = "nianbao.exe"
INSTALLERS_OWN = {"installed-files.txt", "uninstall.exe"}
"""What the installer writes beside the program."""
PICTURE = (328, 628)
"""Twice what the last page shows, for screens of high density."""
NAME = "年报"
MAKER = "Nianbao contributors"
COPYRIGHT = f"Copyright (c) 2026 {MAKER}"


def four(version: str) -> tuple[int, int, int, int]:
    """Return the version as the four numbers that Windows wants."""
    if not re.fullmatch(r"\d+(\.\d+){1,3}", version):
        raise SystemExit(f"the version {version} is not two to four numbers")
    first, second, third, fourth = [*map(int, version.split(".")), 0, 0][:4]
    return first, second, third, fourth


def listed(names: list[str]) -> list[str]:
    """List the files, then the folders, deepest first and marked by a backslash."""
    files = sorted(str(name).replace("/", "\\") for name in names)
    for name in files:
        if name.lower() in INSTALLERS_OWN or re.search(r'\.\.|[:*?<>|"]|[\r\n]|^\\', name):
            raise SystemExit(f"a file may not be called {name}")
    folders = {parent for name in names for parent in PurePath(name).parents if parent.name}
    deepest_first = sorted(folders, key=lambda folder: (-len(folder.parts), str(folder)))
    return files + [str(folder).replace("/", "\\") + "\\" for folder in deepest_first]


def definitions(version: str, size: int) -> str:
    """Return the version and the size in bytes as nianbao.nsi reads them."""
    return (
        f'!define VERSION "{version}"\n'
        f'!define VERSION_OF_FOUR "{".".join(map(str, four(version)))}"\n'
        f'!define SIZE_IN_KB "{-(-size // 1024)}"\n'
        f'!define MAKER "{MAKER}"\n'
        f'!define COPYRIGHT "{COPYRIGHT}"\n'
    )


def version_resource(program: str, version: str = VERSION) -> str:
    """Return what Windows tells about a program, as PyInstaller reads it."""
    numbers = four(version)
    texts = {
        "CompanyName": MAKER,
        "FileDescription": NAME,
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": f"{program}.exe",
        "ProductName": NAME,
        "ProductVersion": version,
    }
    lines = ",\n".join(f"        StringStruct({key!r}, {text!r})" for key, text in texts.items())
    return f"""VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004,
    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([
      StringTable("080404B0", [
{lines},
      ]),
    ]),
    VarFileInfo([VarStruct("Translation", [0x0804, 0x04B0])]),
  ],
)
"""


def draw_picture(target: Path) -> None:
    """Draw the picture of the last page: the icon on a blue ground."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from icons import DRAWING
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    _app = QGuiApplication.instance() or QGuiApplication([])
    width, height = PICTURE
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(QColor("#DCE8F5"))
    painter = QPainter(image)
    side = width / 2
    QSvgRenderer(str(DRAWING)).render(painter, QRectF(side / 2, height / 5, side, side))
    painter.end()
    if not image.save(str(target), "BMP"):  # type: ignore[call-overload]  # PySide wants a str
        raise SystemExit(f"{target} could not be written")


def main(arguments: list[str] | None = None) -> int:
    """Write the files."""
    parser = argparse.ArgumentParser(description="Write what nianbao.nsi needs.")
    parser.add_argument("staged", type=Path, help="the folder with the program")
    parser.add_argument("target", type=Path, help="the folder to write to")
    parser.add_argument("--version", default=VERSION, help="another version, to test upgrading")
    asked = parser.parse_args(arguments)
    if not (asked.staged / PROGRAM).is_file():
        parser.error(f"{asked.staged} has no {PROGRAM}")
    paths = [path for path in asked.staged.rglob("*") if path.is_file()]
    lines = listed([path.relative_to(asked.staged).as_posix() for path in paths])
    size = sum(path.stat().st_size for path in paths)

    from icons import ico

    asked.target.mkdir(parents=True, exist_ok=True)
    # UTF-16 without a mark: NSIS reads it line by line, and a name may be Chinese.
    (asked.target / "installed-files.txt").write_bytes(
        "".join(f"{line}\r\n" for line in lines).encode("utf-16-le")
    )
    (asked.target / "version.nsh").write_text(definitions(asked.version, size), "utf-8")
    (asked.target / "nianbao.ico").write_bytes(ico())
    draw_picture(asked.target / "picture.bmp")
    return 0


if __name__ == "__main__":
    sys.exit(main())
