"""Pack a frozen program for a stick: .zip, bill of materials, check sums.

    python packaging/windows/pack.py dist/nianbao build/build/sources.json dist/packages

The installer, where it lies in the target already, is in the sums too. The bytes of the .zip depend
on those of the program and on SOURCE_DATE_EPOCH alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from inventory import inventory  # noqa: E402 (found by the line above)
from sbom import bill  # noqa: E402

from core.base.version import VERSION  # noqa: E402

NAME = f"nianbao-{VERSION}-windows-x64"
_FIRST_DAY = 315532800
"""1980, when the time of a .zip begins."""
_ORDINARY_FILE = 0o100644 << 16


def stick_files(program: Path) -> dict[str, bytes]:
    """Return what is in the archive, by name."""
    found = {
        f"nianbao/{path.relative_to(program).as_posix()}": path.read_bytes()
        for path in program.rglob("*")
        if path.is_file()
    }
    portable = HERE.parent / "linux" / "data" / "portable.txt"
    for name, source in (("portable.txt", portable), ("使用说明.txt", HERE / "data/README.txt")):
        # With a mark and CR, so that the editor of an older Windows shows it too.
        text = source.read_text("utf-8").replace("\n", "\r\n")
        found[f"nianbao/{name}"] = text.encode("utf-8-sig")
    return dict(sorted(found.items()))


def make_archive(program: Path, target: Path) -> None:
    """Make the archive, which Windows opens by itself."""
    epoch = max(int(os.environ.get("SOURCE_DATE_EPOCH", "0")), _FIRST_DAY)
    when = datetime.fromtimestamp(epoch, UTC).timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in stick_files(program).items():
            about = zipfile.ZipInfo(name, when)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.create_system = 3
            about.external_attr = _ORDINARY_FILE
            archive.writestr(about, content)


def main(arguments: list[str]) -> int:
    """Make the archive, the bill and the sums."""
    program, sources, target = (Path(argument).resolve() for argument in arguments)
    target.mkdir(parents=True, exist_ok=True)
    make_archive(program, target / f"{NAME}.zip")
    text = json.dumps(bill(inventory(sources)), ensure_ascii=False, indent=1, sort_keys=True)
    (target / f"{NAME}.cdx.json").write_bytes(f"{text}\n".encode())
    sums = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n"
        for file in sorted(target.iterdir())
        if file.suffix in {".exe", ".zip", ".json"}
    ]
    (target / "SHA256SUMS-windows").write_bytes("".join(sums).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
