"""LibreOffice, as another program that opens what we write."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from xml.sax.saxutils import escape

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_libreoffice = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice (soffice) is not installed"
)


@cache
def _profile(_fonts: str) -> Path:
    """Return a profile for a set of fonts, made once: a new one costs seconds."""
    folder = Path(mkdtemp(prefix="nianbao-lo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


_FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SETTINGS = """<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Office">
<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""
"""Without it the first start lays the macros that come with the program over ours."""
_LIBRARIES = """<!DOCTYPE library:libraries PUBLIC
 "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library">
<library:library library:name="Standard" library:link="false"/>
</library:libraries>
"""
_LIBRARY = """<!DOCTYPE library:library PUBLIC
 "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library"
 library:name="Standard" library:readonly="false" library:passwordprotected="false">
<library:element library:name="Saving"/>
</library:library>
"""
_MODULE = """<!DOCTYPE script:module PUBLIC
 "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script"
 script:name="Saving" script:language="StarBasic">{}</script:module>
"""
_MACRO = """Sub SaveAll(list As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim how(0) As New com.sun.star.beans.PropertyValue
  On Error GoTo Ended
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  how(0).Name = "FilterName"
  number = FreeFile
  Open list For Input As #number
  While Not Eof(number)
    Line Input #number, text
    parts = Split(text, Chr(9))
    document = StarDesktop.loadComponentFromURL(parts(0), "_blank", 0, hidden())
    For place = 1 To UBound(parts) - 1 Step 2
      how(0).Value = parts(place)
      document.storeToURL(parts(place + 1), how())
    Next
    document.close(True)
  Wend
Ended:
  StarDesktop.terminate()
End Sub
"""
"""Opens every file of a list once, and saves it as each kind: no option of the program does."""


def convert_to_all(
    files: Iterable[Path],
    folders: Mapping[str, Path],
    profile: Path | None = None,
    timeout: int = 120,
) -> None:
    """Save workbooks as several kinds, each into its folder, in one run of the program.

    ``folders`` tells the folder of each kind (xlsx, xls, ods). Starting and opening take long.
    """
    profile = profile or _profile("for macros")
    due: list[Path] = []
    lines: list[str] = []
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    for file in files:
        line = [file.as_uri()]
        for kind, folder in folders.items():
            due.append(folder / f"{file.stem}.{kind}")
            line += [_FILTERS[kind], due[-1].as_uri()]
        lines.append("\t".join(line))
    _write_macro(profile / "user")
    listed = profile / "list.txt"
    listed.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        [
            SOFFICE or "",
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            f'macro:///Standard.Saving.SaveAll("{listed}")',
        ],
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    missing = [path.name for path in due if not path.is_file()]
    assert not missing, (missing, done.stderr.decode(errors="replace"))


def _write_macro(user: Path) -> None:
    library = user / "basic" / "Standard"
    if library.is_dir():
        return
    library.mkdir(parents=True)
    for path, content in (
        (user / "registrymodifications.xcu", _SETTINGS),
        (user / "basic" / "script.xlc", _LIBRARIES),
        (library / "script.xlb", _LIBRARY),
        (library / "Saving.xba", _MODULE.format(escape(_MACRO))),
    ):
        path.write_text(_HEAD + content, encoding="utf-8")


def convert(
    folder: Path,
    files: Iterable[Path],
    *how: str,
    env: Mapping[str, str] = os.environ,
    profile: Path | None = None,
    timeout: int = 120,
) -> None:
    """Convert files into a folder, with the profile of this process: tests run side by side.

    ``profile`` is one for a conversion that runs beside others of the same process.
    """
    profile = profile or _profile(env.get("FONTCONFIG_FILE", ""))
    command = [SOFFICE or "", f"-env:UserInstallation={profile.as_uri()}"]
    done = subprocess.run(
        [*command, "--headless", *how, "--outdir", str(folder), *map(str, files)],
        capture_output=True,
        timeout=timeout,
        check=False,
        env=env,
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
