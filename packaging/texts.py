"""The texts of the licences, laid beside a frozen program.

python packaging/texts.py build/build/sources.json dist/nianbao
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from inventory import COMMON, Component, inventory

ROOT = Path(__file__).resolve().parent.parent


def write(path: Path, content: str | bytes) -> None:
    """Write a file of the package, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def name_of_text(text: Path) -> str:
    """Name the file that the text of a licence is shipped as, by where it came from."""
    parts = text.parts
    wheel = next((i for i, part in enumerate(parts) if part.endswith(".dist-info")), None)
    if wheel is not None:
        inner = [part for part in parts[wheel + 1 :] if part.lower() != "licenses"]
        words = [parts[wheel].partition("-")[0], *inner]
    elif text.is_relative_to(COMMON):
        words = [text.name]
    else:
        words = [text.parent.name if text.name == "copyright" else "cpython", text.name]
    return re.sub(r"[^\w.-]", "-", "-".join(words).removesuffix(".txt")).lower() + ".txt"


def texts_of(component: Component) -> dict[str, Path]:
    """Name the files that the texts of a part's licence are shipped as."""
    if not component.texts:
        raise SystemExit(f"there is no text of the licence of {component.name}")
    return {name_of_text(text): text for text in component.texts}


def collect_licences(program: Path, components: tuple[Component, ...]) -> None:
    """Put the text of every licence beside the program."""
    write(program / "licences/nianbao.txt", (ROOT / "LICENSE").read_bytes())
    for component in components:
        for name, text in texts_of(component).items():
            write(program / "licences" / name, as_utf8(text.read_bytes()))


def as_utf8(text: bytes) -> bytes:
    """Return a text in the encoding of everything else: some licences are of the last century."""
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return text.decode("latin-1").encode("utf-8")
    return text


def main(arguments: list[str]) -> int:
    """Lay them beside the program that was frozen from these sources."""
    sources, program = map(Path, arguments)
    collect_licences(program, inventory(sources))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
