"""A process that runs one target of the fuzzing, and writes down what came of it.

It is forked by `benchmarks.fuzz`, which sees it end or hang; what it works on lies in ``now``.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.fuzz_targets import Room, Target

COUNTED = "count.json"
"""Where a process writes what it has counted, for the one that forked it."""
MEMORY = 2 * 1024**3
SLOW, HUNG = 20, 60
"""Seconds of a processor for one file that are told, and that end the process."""
LONGEST = 1_000_000
"""Bytes of a file that is damaged further."""
_MOST_KEPT = 300
_EVENTS = ("open", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.symlink", "os.link")
_NEVER = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec")


class Worker:
    """One target and its runs."""

    def __init__(self, target: Target, room: Room, out: Path, chance: random.Random) -> None:
        self._target = target
        self._room = room
        self._out = out
        self._chance = chance
        self._runs = 0
        self._faults: dict[str, dict[str, str]] = {}
        self._outside = ""
        self._is_watching = False
        self._allowed = tuple(
            str(Path(each).resolve())
            for each in (
                out,
                room.folder,
                Path(__file__).parent.parent,
                sys.prefix,
                sys.base_prefix,
            )
        )
        self._counted = 0.0
        sys.addaudithook(self._heed)

    def damage(self, content: bytes, chance: random.Random) -> bytes:
        """Return a file damaged in a way of the target."""
        return chance.choice(self._target.damages)(content, chance)[:LONGEST]

    def run(self, content: bytes) -> bool:
        """Run the target on a file; returns whether it was read at all."""
        from benchmarks.fuzz_targets import Wrong

        (self._out / "now").write_bytes(content)
        self._runs += 1
        self._outside = ""
        refused = self._room.answers.get("refused", 0)
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, HUNG)  # a hang in C knows no exception
        self._is_watching = True
        try:
            self._target.run(self._room, content)
        except Wrong as wrong:
            self._note(wrong.kind, str(wrong), f"{wrong.kind} {str(wrong)[:12]}", content)
        except MemoryError as error:
            self._note("memory", "MemoryError", _place(error), content)
        except Exception as error:  # noqa: BLE001  this is what is sought
            self._note("crash", f"{type(error).__name__}: {error}"[:200], _place(error), content)
        finally:
            self._is_watching = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        took = time.process_time() - began
        if took > SLOW:
            self._note("slow", f"{took:.0f} s", "slow", content)
        if self._outside:
            self._note("outside", self._outside, f"outside {self._outside[:30]}", content)
        if time.monotonic() - self._counted > 1:
            self.tell()
        return self._room.answers.get("refused", 0) == refused

    def tell(self) -> None:
        """Write down what came of it so far."""
        self._counted = time.monotonic()
        counts = Counter(self._room.answers)
        counts["runs"] = self._runs
        beside = self._out / "count.new"
        beside.write_text(json.dumps({"counts": counts, "faults": list(self._faults.values())}))
        beside.replace(self._out / COUNTED)

    def go_on(self, sound: Sequence[bytes], ends: float) -> None:
        """Damage the sound files, and what was read all the same, until the time is over."""
        kept: list[bytes] = []
        for each in sound:
            self.run(each)
        while time.monotonic() < ends:
            pool = kept if kept and self._chance.random() < 0.3 else sound
            content = self.damage(self._chance.choice(pool), self._chance)
            if self.run(content) and self._chance.random() < 0.2:
                if len(kept) >= _MOST_KEPT:
                    kept.pop(self._chance.randrange(len(kept)))
                kept.append(content)

    def _note(self, kind: str, what: str, key: str, content: bytes) -> None:
        if key in self._faults:
            return
        name = f"{kind}-{hashlib.sha256(content).hexdigest()[:8]}{self._target.suffix}"
        (self._out / name.replace(" ", "-")).write_bytes(content)
        fault = {"kind": kind, "what": what, "key": key, "file": name.replace(" ", "-")}
        self._faults[key] = fault
        self.tell()

    def _heed(self, event: str, given: tuple[object, ...]) -> None:
        """See what is touched outside of the folders that a run may know."""
        if not self._is_watching:
            return
        if event in _NEVER:
            self._outside = event
        elif event in _EVENTS and given and isinstance(given[0], str | bytes):
            path = os.path.abspath(os.fsdecode(given[0]))  # noqa: PTH100  Path would cost too much
            if not path.startswith((*self._allowed, "/usr/", "/etc/", "/proc/", "/dev/null")):
                self._outside = f"{event} {path}"


def _place(error: BaseException) -> str:
    """Return where an error was raised, to tell one fault from another."""
    ours = [f for f in traceback.extract_tb(error.__traceback__) if "benchmarks" not in f.filename]
    last = [f for f in ours if "/core/" in f.filename or "/gui/" in f.filename] or ours
    where = f"{Path(last[-1].filename).name}:{last[-1].lineno}" if last else "here"
    return f"{type(error).__name__} {where}"


def serve(
    name: str, seconds: float, seed: int, corpus: Path, out: Path, engine: ModuleType | None
) -> None:
    """Run a target until the time is over, in the process that was forked for it."""
    from benchmarks import fuzz_targets

    ends = time.monotonic() + seconds
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    chance = random.Random(f"{name} {seed}")  # noqa: S311  the same runs each time
    folder = out / "room"
    folder.mkdir(exist_ok=True)
    tempfile.tempdir = str(folder)
    worker = Worker(fuzz_targets.TARGETS[name], fuzz_targets.Room(folder, chance), out, chance)
    sound = [path.read_bytes() for path in sorted(corpus.rglob("*")) if path.is_file()]
    keep_alive = _qt() if name == "pages" else None
    with fuzz_targets.read_in_this_process():
        if engine is None:
            worker.go_on(sound, ends)
        else:
            _led(engine, worker, sound, ends, seed, out)
    del keep_alive
    worker.tell()


def load_engine(*, plain: bool) -> ModuleType | None:
    """Import the targets; with atheris, where it is installed, each branch of core/ is watched."""
    engine = None if plain else _atheris()
    if engine is not None:
        with engine.instrument_imports(include=["core"]):
            importlib.import_module("benchmarks.fuzz_targets")
    importlib.import_module("benchmarks.fuzz_targets")
    return engine


def _atheris() -> ModuleType | None:
    try:
        return importlib.import_module("atheris")
    except ImportError:
        return None


def _led(
    atheris: ModuleType, worker: Worker, sound: Sequence[bytes], ends: float, seed: int, out: Path
) -> None:
    """Let atheris choose what is damaged further: what reached code that nothing reached before."""
    seeds = out / "seeds"
    seeds.mkdir(exist_ok=True)
    for number, content in enumerate(sound):
        (seeds / str(number)).write_bytes(content)

    def damaged(content: bytes, _most: int, number: int) -> bytes:
        return worker.damage(content, random.Random(number))  # noqa: S311

    def one(content: bytes) -> None:
        if time.monotonic() > ends:
            worker.tell()
            os._exit(0)  # it never returns
        worker.run(content)

    words = [
        sys.argv[0],
        f"-seed={seed}",
        f"-max_len={LONGEST}",
        "-len_control=0",
        "-rss_limit_mb=0",
    ]
    words += [
        "-timeout=120",
        "-print_final_stats=0",
        "-verbosity=0",
        "-use_value_profile=0",
        str(seeds),
    ]
    atheris.Setup(words, one, custom_mutator=damaged)
    atheris.Fuzz()


def _qt() -> object:
    from PySide6.QtGui import QGuiApplication

    return QGuiApplication([])
