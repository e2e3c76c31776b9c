"""Damaged files for everything that reads one: nothing comes out of it but a problem that is told.

    python -m benchmarks.fuzz [--seconds N] [--seed N] [--keep FOLDER] [TARGET …]
    python -m benchmarks.fuzz --again FILE TARGET

Each target (`fuzz_targets.TARGETS`) gets its share of the seconds, in a process of its own with
bounded memory. Where atheris is installed, code that was not reached before leads the way;
otherwise damage goes on from the sound files and from what was read in spite of it. A seed does the
same again, as far as the time allows. What was found lies in the folder, and is told on the way.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import ModuleType

from benchmarks.fuzz_worker import COUNTED, load_engine, serve

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

HUNG = {signal.SIGPROF, signal.SIGKILL}
PATIENCE = 600
"""Seconds without a new run after which a process is taken for hung."""
COLUMNS = (
    *("runs", "refused", "read", "read otherwise", "moved"),
    *("crash", "slow", "memory", "invented", "misled", "not kept", "outside", "other"),
)
"""What is counted; from ``crash`` on, faults, each kind and place once."""


def main() -> int:
    """Print the table; return 1 where anything was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--samples", type=Path, help="a folder of more files to damage")
    parser.add_argument("--plain", action="store_true", help="without atheris")
    parser.add_argument("--again", type=Path, help="run one file that was found")
    given = parser.parse_args()
    if given.again is not None:
        return _once(given.again, given.targets[0])
    with tempfile.TemporaryDirectory() as made:
        keep = (given.keep or Path(made)).resolve()
        return _all(given.targets, given.seconds, given.seed, keep, given.samples, given.plain)


def _all(
    wanted: list[str], seconds: int, seed: int, keep: Path, samples: Path | None, plain: bool
) -> int:
    corpus = keep / "corpus"
    if not corpus.exists():
        _make(corpus)
    names = wanted or sorted(path.name for path in corpus.iterdir() if path.is_dir())
    for path in filter(Path.is_file, samples.rglob("*") if samples is not None else ()):
        if path.suffix[1:] in names:
            (corpus / path.suffix[1:] / f"given-{path.name}").write_bytes(path.read_bytes())
    engine = load_engine(plain=plain)
    share = max(2, seconds // len(names))  # in less nothing is begun
    print(f"{'target':12}" + "".join(f"{column:>15}" for column in COLUMNS), flush=True)
    faults = 0
    for name in names:
        counts, told = _target(name, share, seed, keep, engine)
        print(f"{name:12}" + "".join(f"{counts[c]:>15}" for c in COLUMNS), flush=True)
        for each in told:
            print(f"    {each}", flush=True)
        faults += len(told)
    return 1 if faults else 0


def _target(
    name: str, seconds: int, seed: int, keep: Path, engine: ModuleType | None
) -> tuple[Counter[str], list[str]]:
    """Let processes run a target until its time is over; begin again where one died."""
    counts: Counter[str] = Counter()
    told: dict[str, str] = {}
    room, found = keep / "runs" / name, keep / "found" / name
    for folder in (room, found):
        folder.mkdir(parents=True, exist_ok=True)
    ends = time.monotonic() + seconds
    while (left := ends - time.monotonic()) > 1:
        (room / COUNTED).unlink(missing_ok=True)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                serve(name, left, seed, keep / "corpus" / name, room, engine)
                status = 0
            finally:
                os._exit(status)
        status = _wait(child, room / COUNTED)
        done = json.loads((room / COUNTED).read_bytes()) if (room / COUNTED).exists() else {}
        counts.update(done.get("counts", {}))
        for fault in done.get("faults", ()):
            if told.setdefault(fault["key"], said := f"{fault['kind']}: {fault['what']}") is said:
                counts[fault["kind"] if fault["kind"] in COLUMNS else "other"] += 1
                told[fault["key"]] += f" ({fault['file']})"
                (found / fault["file"]).write_bytes((room / fault["file"]).read_bytes())
        if status != 0:
            said = f"ended with {status}"
            if told.setdefault(said, said) is said:
                counts["slow" if -status in HUNG else "crash"] += 1
                last = room / "now"
                (found / f"ended{status}").write_bytes(last.read_bytes() if last.exists() else b"")
        seed += 1000
    return counts, list(told.values())


def _wait(child: int, counted: Path) -> int:
    """Wait for a process as long as it goes on counting; return its status."""
    seen, since = -1.0, time.monotonic()
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.5)
        now = counted.stat().st_mtime if counted.exists() else 0.0
        if now != seen:
            seen, since = now, time.monotonic()
        elif time.monotonic() - since > PATIENCE:
            os.kill(child, signal.SIGKILL)


def _make(corpus: Path) -> None:
    """Write the corpus in another process: Qt does not like to be forked."""
    child = os.fork()
    if child == 0:
        from PySide6.QtGui import QGuiApplication

        from benchmarks.fuzz_corpus import make_corpus
        from core.forms.loader import load_forms

        app = QGuiApplication([])
        make_corpus(corpus, load_forms())
        del app
        os._exit(0)
    os.waitpid(child, 0)


def _once(file: Path, name: str) -> int:
    """Run one file and let what it raises be seen."""
    load_engine(plain=True)
    from benchmarks.fuzz_targets import TARGETS, Room, read_in_this_process

    with tempfile.TemporaryDirectory() as folder, read_in_this_process():
        room = Room(Path(folder), random.Random(1))  # noqa: S311  nothing secret
        TARGETS[name].run(room, file.read_bytes())
        print(room.answers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
