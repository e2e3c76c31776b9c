"""The program reaches for no network, whatever is done with it: every connection is looked at."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STRACE = shutil.which("strace")
JOURNEY = [
    ["--self-check"],  # which reads, exports and shows a report in the window
    ["new", "--year", "2024", "--organ", "某局", "-o", "{folder}/某局.nianbao"],
    ["rollup", "{folder}", "-o", "{folder}/sum.nianbao"],
]


@pytest.mark.skipif(STRACE is None, reason="strace is missing")
def test_nobody_outside_this_computer_is_spoken_to(tmp_path: Path) -> None:
    seen = ""
    for number, arguments in enumerate(JOURNEY):
        words = [each.format(folder=tmp_path) for each in arguments]
        log = tmp_path / f"{number}.log"
        command = [
            str(STRACE),
            "-f",
            "-qq",
            "--seccomp-bpf",
            "-e",
            "trace=%network",
            "-o",
            str(log),
        ]
        done = subprocess.run(
            [*command, sys.executable, str(ROOT / "nianbao.py"), *words],
            cwd=ROOT, capture_output=True, timeout=120, check=False,
        )  # fmt: skip
        if b"PTRACE" in done.stderr or b"ptrace" in done.stderr:
            pytest.skip("this machine lets nobody be traced")
        assert done.returncode in {0, 1}, done.stderr.decode()
        seen += log.read_text("utf-8", "replace")
    assert "socket(" in seen
    for line in seen.splitlines():
        if "AF_INET" not in line or "socket(" in line:
            continue
        # The printing service (CUPS) of this very computer is asked for its printers.
        assert 'inet_addr("127.0.0.1")' in line or '"::1"' in line, line
        assert "htons(631)" in line, line
