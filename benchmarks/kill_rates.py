"""How much typing is missing after the program was killed at a random moment.

A session of the real window is scripted: keys into cells, texts and the cover, a paste, undo,
saving, opening another file. Each key is noted, with its time, before it is pressed. The process
is ended by SIGKILL at a random moment, or as soon as it begins to save. Then what the next start
finds, in the file or for recovery, must be what was typed, all but the last second.

    python benchmarks/kill_rates.py [KILLS] [AT_ONCE]
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from core.base.problem import Problem
from core.document.file import load
from core.forms.loader import Forms, load_forms
from core.keeping.recovery import find_left, recovery_folder
from core.report.report import Report

KILLS, AT_ONCE = 300, 4
ALLOWED = 1.0
"""Seconds of typing that may be missing."""
LONGEST = 6.0
"""Seconds after the first key within which a session is killed."""
AT_A_SAVE = 0.35
"""The share of the kills that fall right after a save has begun."""
MOMENTS = ("at work", "saving")
PROGRAM = [sys.executable, "-m", "benchmarks.kill_session"]
ROOT = Path(__file__).resolve().parent.parent

State = dict[str, str]


@dataclass
class Typed:
    """What was typed into one report: its states one after the other, and when each began."""

    states: list[State] = field(default_factory=list)
    times: list[float] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    """What became of one session; ages in seconds before the kill, None where nothing is missing.

    ``spans`` are the seconds from a key until it was kept, as the session saw it.
    """

    keys: int
    missing: float | None
    faults: tuple[str, ...]
    moment: str
    spans: tuple[float, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Tell whether no more than allowed is missing."""
        return not self.faults and (self.missing is None or self.missing <= ALLOWED)


def state_of(report: Report) -> State:
    """Return everything that a clerk can type into a report, by its place."""
    typed = (a for a, figure in report.form.figures.items() if not figure.computed)
    figures = {str(a): report.value(a).text for a in typed}
    texts = {f"text {section}": text for section, text in report.texts.items()}
    return {key: value for key, value in ({**figures, **texts}).items() if value} | {
        "organ": report.organ
    }


def try_session(seed: int, forms: Forms, longest: float = LONGEST) -> Outcome:
    """Let one session run, kill it, and hold what is found against what was typed."""
    chance = random.Random(seed)  # noqa: S311  no secret
    folder = Path(tempfile.mkdtemp(prefix="kill-rates-"))
    try:
        log, killed, moment = _run(seed, folder, chance, longest)
        return judge(log, killed, folder, forms, moment)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(
    seed: int, folder: Path, chance: random.Random, longest: float
) -> tuple[list[bytes], float, str]:
    """Run a session until it is killed; returns its lines, when that was, and what it was doing."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "NIANBAO_CONFIG": str(folder / "config"),
    }
    process = subprocess.Popen(  # noqa: S603  our own program
        [*PROGRAM, str(seed), str(folder)], stdout=subprocess.PIPE, env=environment, cwd=ROOT
    )
    if process.stdout is None:
        raise RuntimeError("no pipe")
    at_a_save = chance.random() < AT_A_SAVE
    moment = "saving" if at_a_save else "at work"
    end, delay = chance.uniform(0.05, longest), chance.uniform(0, 0.04)
    log: list[bytes] = []
    os.set_blocking(process.stdout.fileno(), False)
    begun: float | None = None
    saves = chance.randint(1, 4)
    rest = b""
    while process.poll() is None:
        more = process.stdout.read()
        rest += more or b""
        *lines, rest = rest.split(b"\n")
        log += lines
        if begun is None and log:
            begun = time.monotonic()
        saves -= sum(b'"saving"' in line for line in lines)
        if begun is not None:
            if at_a_save and saves <= 0:
                time.sleep(delay)
                break
            if time.monotonic() - begun > (3 * longest if at_a_save else end):
                break
        time.sleep(0.002)
    killed = time.monotonic()
    process.send_signal(signal.SIGKILL)
    rest += process.stdout.read() or b""
    process.wait()
    rest += process.stdout.read() or b""
    process.stdout.close()
    if process.returncode != -signal.SIGKILL:
        moment = f"ended by itself: {process.returncode}"
    whole = rest.split(b"\n")[:-1]  # a line that was cut short tells of nothing that happened
    return log + whole, killed, moment


def judge(
    log: list[bytes], killed: float, folder: Path, forms: Forms, moment: str = "at work"
) -> Outcome:
    """Hold the files and what recovery finds against the lines that a session has written."""
    reports, spans, keys = _read_log(log)
    faults = [] if moment in MOMENTS else [moment]
    left: list[tuple[Path | None, State]] = []
    for each in find_left(recovery_folder(folder / "config")):
        try:
            left.append((each.path, state_of(each.read(forms)[0])))
        except Problem as problem:
            faults.append(str(problem))
    missing: float | None = None
    for name, typed in reports.items():
        path = folder / name
        found = [state for of, state in left if of in {path, None}]
        try:
            found += [state_of(load(path, forms)[0])] if path.exists() else []
        except Problem as problem:
            faults.append(str(problem))
        if not any(_places(typed.states, state) for state in found):
            faults.append(f"{name} holds nothing that was ever typed")
        age = _age_of_missing(typed, found, killed)
        if age is not None and (missing is None or age > missing):
            missing = age
    return Outcome(keys, missing, tuple(faults), moment, tuple(spans))


def _age_of_missing(typed: Typed, found: list[State], killed: float) -> float | None:
    """Return how long before the kill the first key was pressed that is missing everywhere."""
    kept = [max(_places(typed.states, state), default=0) for state in found]
    first = max(kept, default=0) + 1
    return killed - typed.times[first] if first < len(typed.times) else None


def _places(states: list[State], state: State) -> list[int]:
    return [number for number, each in enumerate(states) if each == state]


def _read_log(log: list[bytes]) -> tuple[dict[str, Typed], list[float], int]:
    """Put together, from its lines, the states that a session went through."""
    reports: dict[str, Typed] = {}
    current = Typed()
    pressed: list[float] = []
    kept, spans = 0, []
    for line in log:
        entry = json.loads(line)
        if "open" in entry:
            # What was there before anybody typed is no loss if it is not found again.
            current = reports.setdefault(entry["open"], Typed())
            current.states.append(entry["state"])
            current.times.append(float("inf"))
        elif "put" in entry:
            current.states.append(changed(current.states[-1], entry["put"]))
            current.times.append(entry["time"])
            pressed.append(entry["time"])
        elif "kept" in entry and entry["kept"] > kept:
            spans += [entry["time"] - time for time in pressed[kept : entry["kept"]]]
            kept = entry["kept"]
    return reports, spans, len(pressed)


def changed(state: State, put: State) -> State:
    """Return a state in which something else stands in some places."""
    return {place: text for place, text in (state | put).items() if text or place == "organ"}


def tell(outcomes: list[Outcome], say: Callable[[str], None] = print) -> None:
    """Print what came of all sessions."""
    say(f"{len(outcomes)} kills, {sum(o.keys for o in outcomes)} keys")
    for moment, count in Counter(o.moment for o in outcomes).items():
        say(f"  {moment}: {count}")
    lost = sum(not outcome.is_sound for outcome in outcomes)
    say(f"more than {ALLOWED:g} s missing, or a damaged file: {lost}")
    ages = sorted(o.missing or 0.0 for o in outcomes)
    say(f"oldest missing key before the kill: {_spread(ages)}")
    spans = sorted(span for o in outcomes for span in o.spans)
    if spans:
        say(f"from a key until it is kept: {_spread(spans)}")


def _spread(values: list[float]) -> str:
    high = values[min(len(values) - 1, len(values) * 99 // 100)]
    return (
        f"median {statistics.median(values) * 1000:.0f} ms, 99 of 100 within {high * 1000:.0f} ms, "
        f"longest {values[-1] * 1000:.0f} ms"
    )


def main(arguments: list[str]) -> int:
    """Run the sessions and tell what came of them; returns how many lost more than allowed."""
    kills, at_once = (*map(int, arguments), *(KILLS, AT_ONCE)[len(arguments) :])
    forms = load_forms()
    first = int(time.time())
    with ThreadPoolExecutor(at_once) as pool:
        outcomes = list(
            pool.map(lambda seed: try_session(seed, forms), range(first, first + kills))
        )
    tell(outcomes)
    for seed, outcome in enumerate(outcomes, first):
        if not outcome.is_sound:
            print(f"session {seed}: {outcome.missing} {outcome.moment} {outcome.faults}")
    return sum(not outcome.is_sound for outcome in outcomes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
