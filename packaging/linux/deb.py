"""How a .deb is written, and anything whose bytes must not tell who made it on what day."""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

from texts import write

EPOCH = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))


def write_deb(tree: Path, control: str, about: Path, target: Path) -> None:
    """Write the package with these files; ``about`` is a folder for what it says of itself.

    Not with dpkg-deb, whose compression knows nothing of programs: that costs two megabytes.
    """
    settle(tree)
    sums = [
        f"{hashlib.md5(file.read_bytes()).hexdigest()}  {file.relative_to(tree)}\n"  # noqa: S324  dpkg's format
        for file in sorted(tree.rglob("*"))
        if file.is_file() and not file.is_symlink()
    ]
    write(about / "md5sums", "".join(sums))
    write(about / "control", control)
    settle(about)
    members = {
        "debian-binary": b"2.0\n",
        "control.tar.xz": packed(about, "."),
        "data.tar.xz": packed(tree, "."),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        file.write(b"!<arch>\n")
        for name, content in members.items():
            file.write(
                f"{name:<16}{EPOCH:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode()
            )
            file.write(content + b"\n" * (len(content) % 2))


def packed(folder: Path, name: str) -> bytes:
    """Return a file or folder as a .tar.xz that does not tell who made it on what day."""
    command = ["tar", "--create", "--format=gnu", "--sort=name", "--owner=0", "--group=0"]
    command += ["--numeric-owner", f"--mtime=@{EPOCH}", f"--directory={folder}", name]
    plain = subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    # The addresses in programs for x86 compress better when they count from the file's beginning.
    command = ["xz", "--threads=1", "--x86", "--lzma2=preset=9e", "--stdout"]
    return subprocess.run(command, check=True, input=plain, stdout=subprocess.PIPE).stdout


def settle(tree: Path) -> None:
    """Give every file the time of the commit and plain rights."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or (
                path.name == "nianbao" and (path.parent / "_internal").is_dir()
            )
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (EPOCH, EPOCH), follow_symlinks=False)
