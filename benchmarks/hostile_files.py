"""Seconds and megabytes that hostile files cost: the program's own, and its reading process's.

    python benchmarks/hostile_files.py [FOLDER]

It makes small files of its own; a folder's files are measured as well. Each is given to
`nianbao figures`; what the program answers is printed behind the figures.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.core.word_files import word_file  # noqa: E402  the path comes first

MAKE = "--make"
LIMIT = 150
"""Seconds after which a file is given up."""
_PROBE = (
    "import resource, sys, nianbao\n"
    "status = nianbao.main(['figures', sys.argv[1]])\n"
    "own, child = (resource.getrusage(w).ru_maxrss // 1024 for w in (0, -1))\n"
    "sys.stderr.write(f'\\n{own} {child}')\n"
)


def own_files(folder: Path) -> None:
    """Write small files of each kind that once took minutes or gigabytes."""
    attributes = " ".join(f"a{n}=''" for n in range(300_000))
    (folder / "attributes.html").write_text(f"<html><p {attributes}>x</p></html>", "utf-8")
    (folder / "paragraphs.docx").write_bytes(word_file("<w:p/>" * 3_500_000))
    (folder / "styles.docx").write_bytes(word_file("", styles="<w:style/>" * 900_000))
    (folder / "lines.txt").write_bytes(b"\n" * 5_000_000)
    nested = b'{"format": "nianbao", "a": [' + b"[]," * 40_000_000 + b"0]}"
    (folder / "nested.nianbao").write_bytes(nested)


def measure(path: Path) -> str:
    """Return a line of the table about one file."""
    began = time.monotonic()
    try:
        done = subprocess.run(  # noqa: S603  this very program
            [sys.executable, "-c", _PROBE, str(path)],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=LIMIT,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"{path.name:24} more than {LIMIT} s"
    took = time.monotonic() - began
    *said, memory = done.stderr.strip().split("\n")
    own, child = memory.split()
    words = " ".join(said)[:60] or done.stdout[:40].split("\n")[0]
    return f"{path.name:24} {took:6.1f} s {own:>5} MB {child:>5} MB  {words}"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # In another process: a process begins with the peak of the one that started it.
        subprocess.run([sys.executable, __file__, MAKE, name], check=True)  # noqa: S603
        print(f"{'file':24} {'time':>8} {'own':>8} {'child':>8}  answer")
        given = sorted(Path(sys.argv[1]).iterdir()) if len(sys.argv) > 1 else []
        for path in (*sorted(folder.iterdir()), *given):
            if path.suffix in {".html", ".docx", ".xlsx", ".pdf", ".txt", ".nianbao", ".csv"}:
                print(measure(path), flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == [MAKE]:
        own_files(Path(sys.argv[2]))
    else:
        main()
