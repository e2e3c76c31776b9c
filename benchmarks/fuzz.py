"""Damaged files for everything that reads one: what comes out but a problem that is told?

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
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

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
        _python("-c", _MAKE, str(corpus)).wait()
    names = wanted or sorted(path.name for path in corpus.iterdir() if path.is_dir())
    if samples is not None:
        for path in filter(Path.is_file, samples.rglob("*")):
            if path.suffix[1:] in names:
                target = corpus / path.suffix[1:] / f"given-{path.name}"
                target.write_bytes(path.read_bytes())
    share = max(1, seconds // len(names))
    print(f"{'target':12}" + "".join(f"{column:>10.10}" for column in COLUMNS), flush=True)
    faults = 0
    for name in names:
        counts, told = _target(name, share, seed, keep, plain=plain)
        print(f"{name:12}" + "".join(f"{counts[c]:>10}" for c in COLUMNS), flush=True)
        for each in told:
            print(f"    {each}", flush=True)
        faults += len(told)
    return 1 if faults else 0


def _target(
    name: str, seconds: int, seed: int, keep: Path, *, plain: bool
) -> tuple[Counter[str], list[str]]:
    """Run a target's processes until its time is over; begin again where one died."""
    counts: Counter[str] = Counter()
    told: dict[str, str] = {}
    room = keep / "runs" / name
    found = keep / "found" / name
    room.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    ends = time.monotonic() + seconds
    while (left := ends - time.monotonic()) > 1:
        for old in room.glob("*.json"):
            old.unlink()
        engine = ["--plain"] if plain else []
        worker = _python(
            "-m", "benchmarks.fuzz_worker", name, str(int(left)), str(seed),
            str(keep / "corpus" / name), str(room), *engine,
        )  # fmt: skip
        status = _wait(worker, room / "count.json")
        done = _read(room / "count.json")
        counts.update({key: value for key, value in done["counts"].items()})
        for fault in done["faults"]:
            if fault["key"] not in told:
                counts[fault["kind"] if fault["kind"] in COLUMNS else "other"] += 1
                told[fault["key"]] = f"{fault['kind']}: {fault['what']} ({fault['file']})"
                kept = found / fault["file"]
                kept.write_bytes((room / fault["file"]).read_bytes())
        if status != 0:
            last = room / "now"
            key = f"ended with {status}"
            if key not in told:
                counts["slow" if status in HUNG else "crash"] += 1
                kept = found / f"ended{status}"
                kept.write_bytes(last.read_bytes() if last.exists() else b"")
                told[key] = f"{key} ({kept.name})"
        seed += 1000
    return counts, list(told.values())


HUNG = {-signal.SIGPROF, -signal.SIGKILL}


def _wait(worker: subprocess.Popen[bytes], counted: Path) -> int:
    """Wait for a process as long as it goes on counting; return its status."""
    seen, since = -1.0, time.monotonic()
    while worker.poll() is None:
        time.sleep(0.5)
        with_time = counted.stat().st_mtime if counted.exists() else 0.0
        if with_time != seen:
            seen, since = with_time, time.monotonic()
        elif time.monotonic() - since > PATIENCE:
            worker.kill()
            worker.wait()
    return worker.returncode


def _read(path: Path) -> dict[str, object] | object:
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {"counts": {}, "faults": []}


_MAKE = (
    "import sys; from pathlib import Path; from benchmarks.fuzz_corpus import make_corpus;"
    "from core.forms.loader import load_forms; from PySide6.QtGui import QGuiApplication;"
    "app = QGuiApplication([]); make_corpus(Path(sys.argv[1]), load_forms())"
)


def _python(*words: str) -> subprocess.Popen[bytes]:
    root = Path(__file__).resolve().parent.parent
    search = os.pathsep.join(filter(None, (str(root), os.environ.get("PYTHONPATH", ""))))
    quiet = {"PYTHONPATH": search, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(  # noqa: S603  this very program
        [sys.executable, *words], cwd=root, env={**os.environ, **quiet}
    )


def _once(file: Path, name: str) -> int:
    """Run one file and let what it raises be seen."""
    import random

    from benchmarks.fuzz_targets import TARGETS, Room, read_in_this_process

    with tempfile.TemporaryDirectory() as folder, read_in_this_process():
        room = Room(Path(folder), random.Random(1))  # noqa: S311  nothing secret
        TARGETS[name].run(room, file.read_bytes())
        print(dict(room.answers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
