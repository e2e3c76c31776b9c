"""The packages in dist/: their size; their start and memory against bare Qt and LibreOffice.

All three start in turn on the same screen, a frame buffer that this reads: a window counts as
there when the screen looks as it will stay, and as usable when Alt+F, pressed at that moment, has
shown its menu. Cold means that no file of the program was in memory. Needs Linux and X11.
"""

from __future__ import annotations

import mmap
import operator
import os
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench_start import BARE  # type: ignore[import-not-found]  # it lies beside this program

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "dist"
TOOLS = ("Xvfb", "openbox", "xdotool", "soffice", "dpkg-deb")
ROUNDS = {"warm": 7, "cold": 3}
MARK_UNPACKED, MARK_PACKED = 111.0, 31.6
"""Megabytes to beat, of a program that did not read PDF yet: PDFium alone is 8.3, packed 3.1."""
WIDTH, HEIGHT = 1366, 768
EVERY = 16
"""Of so many pixels one is looked at."""
SAME = 0.01
"""How much of the screen may differ: a cursor blinks."""
MENU = 0.001
"""How much of it a menu covers at least."""
PATIENCE = 60.0
WITH_MENU = 'window.menuBar().addMenu("&File").addAction("Quit")\nwindow.show()\n'


@dataclass(slots=True)
class Program:
    """One of the three. ``folder`` has its files."""

    name: str
    command: list[str]
    folder: Path
    picture: bytes = b""
    painted: dict[str, list[float]] = field(default_factory=dict)
    usable: dict[str, list[float]] = field(default_factory=dict)
    memory: list[int] = field(default_factory=list)


class Screen:
    """A screen in memory whose pixels can be read."""

    def __init__(self, folder: Path) -> None:
        """Start it, with a window manager."""
        reader, writer = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", size, "-fbdir", str(folder)]
        self._server = subprocess.Popen(  # noqa: S603  no shell
            command, pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        os.close(writer)
        with os.fdopen(reader) as told:
            display = f":{told.readline().strip()}"
        self.environment = os.environ | {"DISPLAY": display, "HOME": str(folder), "LANG": "C.UTF-8"}
        self.environment.pop("WAYLAND_DISPLAY", None)
        self.environment["QT_QPA_PLATFORM"] = "xcb"
        self._manager = subprocess.Popen(
            ["openbox"],  # noqa: S607
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header, colours = struct.unpack(">I", self._memory[:4])[0], self._memory[76:80]
        self._start = header + 12 * struct.unpack(">I", colours)[0]
        time.sleep(1)
        self.empty = self.picture()

    def picture(self) -> bytes:
        """Return the green of some pixels."""
        end = self._start + WIDTH * HEIGHT * 4
        return self._memory[self._start + 1 : end : 4 * EVERY]

    def press(self, keys: str) -> None:
        """Press keys."""
        subprocess.run(["xdotool", "key", keys], env=self.environment, check=True)  # noqa: S603, S607

    def close(self) -> None:
        """End it."""
        for process in (self._manager, self._server):
            process.terminate()
            process.wait()
        self._memory.close()


def difference(one: bytes, other: bytes) -> float:
    """Return the part of two pictures that is not the same."""
    differing: int = sum(map(operator.ne, one, other))
    return differing / len(one)


def settled(screen: Screen) -> bytes:
    """Wait until the screen shows something and stays so, and return that."""
    last, since = screen.picture(), time.perf_counter()
    until = since + PATIENCE
    while time.perf_counter() < until:
        time.sleep(0.05)
        now = screen.picture()
        if difference(now, last) > SAME:
            last, since = now, time.perf_counter()
        elif time.perf_counter() - since > 3 and difference(now, screen.empty) > 0.1:
            return now
    raise SystemExit("no window appeared")


def wait_for(screen: Screen, picture: bytes, *, alike: bool, limit: float) -> None:
    """Wait until the screen looks like a picture, or no longer does."""
    until = time.perf_counter() + PATIENCE
    while (difference(screen.picture(), picture) <= limit) is not alike:
        if time.perf_counter() > until:
            raise SystemExit("the screen did not change as expected")
        time.sleep(0.004)


@contextmanager
def running(program: Program, screen: Screen) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program, and end it with all that it started."""
    process = subprocess.Popen(  # noqa: S603  our own commands
        program.command,
        env=screen.environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
        program.memory.append(memory_of(process.pid))
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        wait_for(screen, screen.empty, alike=True, limit=SAME)


def memory_of(group: int) -> int:
    """Return the highest memory of the processes of a group together, in kB."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            if os.getpgid(int(status.parent.name)) != group:
                continue
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except (OSError, ValueError):  # it has ended
            continue
        total += int(lines.get("VmHWM", "0 kB").split()[0])
    return total


def forget(folder: Path) -> None:
    """Have the system drop the files of a program from its memory."""
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def start(program: Program, screen: Screen, how: str) -> None:
    """Start a program once and note when it was painted and when it answered."""
    if how == "cold":
        forget(program.folder)
    begin = time.perf_counter()
    with running(program, screen):
        wait_for(screen, program.picture, alike=True, limit=SAME)
        program.painted.setdefault(how, []).append(time.perf_counter() - begin)
        screen.press("alt+f")
        wait_for(screen, program.picture, alike=False, limit=MENU)
        program.usable.setdefault(how, []).append(time.perf_counter() - begin)


def freeze_bare(folder: Path) -> Path:
    """Freeze a bare window with as many tabs and tables as ours, as PyInstaller does it."""
    script = folder / "bare.py"
    script.write_text(BARE.replace("window.show()\n", WITH_MENU) + "app.exec()\n", "utf-8")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=ERROR"]
    command += [f"--distpath={folder}", f"--workpath={folder / 'work'}", f"--specpath={folder}"]
    subprocess.run([*command, str(script)], check=True)  # noqa: S603  our own text
    return folder / "bare"


def tell_sizes(package: Path, program: Path) -> None:
    """Print what the packages weigh, against the mark."""
    files = [path for path in program.rglob("*") if path.is_file()]
    unpacked = sum(path.stat().st_size for path in files) / 1e6
    print(
        f"unpacked: {unpacked:.1f} MB, {len(files)} files, {unpacked / MARK_UNPACKED:.2f} of mark"
    )
    for file in (package, *DIST.glob("nianbao-*.tar.xz")):
        packed = file.stat().st_size / 1e6
        print(f"packed: {packed:.1f} MB, {packed / MARK_PACKED:.2f} of the mark ({file.suffix})")


def tell(ours: Program, others: tuple[Program, ...]) -> None:
    """Print the medians and the ratios."""
    for how in ROUNDS:
        for program in (ours, *others):
            painted, usable = (
                statistics.median(times[how]) for times in (program.painted, program.usable)
            )
            memory = statistics.median(program.memory) / 1000
            text = f"{how} {program.name}: painted {painted:.2f} s, usable {usable:.2f} s"
            print(f"{text}, at most {memory:.0f} MB")
        for other in others:
            pairs = zip(ours.usable[how], other.usable[how], strict=True)
            ratio = statistics.median(a / b for a, b in pairs)
            print(f"ratio to {other.name}, {how}, usable, pair by pair: {ratio:.2f}")
    for other in others:
        ratio = statistics.median(ours.memory) / statistics.median(other.memory)
        print(f"ratio to {other.name}, memory: {ratio:.2f}")


def main() -> int:
    """Measure the package."""
    packages = sorted(DIST.glob("nianbao_*_amd64.deb"))
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if len(packages) != 1 or missing:
        print(f"not measured: {', '.join(missing) or 'make package first'}")
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(["dpkg-deb", "-x", packages[0], folder / "package"], check=True)  # noqa: S603, S607
        frozen = folder / "package" / "opt" / "nianbao"
        tell_sizes(packages[0], frozen)
        bare = freeze_bare(folder)
        soffice = Path(shutil.which("soffice") or "").resolve()
        office = [str(soffice), f"-env:UserInstallation=file://{folder}/office", "--writer"]
        office += ["--norestore", "--nologo", "--nofirststartwizard"]
        ours = Program("nianbao", [str(frozen / "nianbao"), "--sample"], frozen)
        others = (
            Program("bare Qt", [str(bare / "bare")], bare),
            Program("LibreOffice", office, soffice.parent.parent),
        )
        screen = Screen(folder)
        try:
            for _turn in range(2):  # the first has welcomes to say, and warms the disk
                for program in (ours, *others):
                    with running(program, screen):
                        program.picture = settled(screen)
                    program.memory.clear()
            for how, rounds in ROUNDS.items():
                for _turn in range(rounds):
                    for program in (ours, *others):
                        start(program, screen, how)
        finally:
            screen.close()
        tell(ours, others)
    return 0


if __name__ == "__main__":
    sys.exit(main())
