"""Whether a process of this computer still runs, and whether it is the one that was meant."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def runs(process: int) -> bool:
    """Tell whether a process of this computer runs."""
    if process <= 0:
        return False
    if os.name == "nt":
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it is somebody else's
        return True
    return True


def beginning(process: int) -> str:
    """Tell one process from a later one with its number; empty where the system does not say."""
    if sys.platform != "linux":
        return ""
    try:
        about = Path(f"/proc/{process}/stat").read_bytes()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except (OSError, ValueError):
        return ""
    # The name stands in parentheses and may hold any sign; the 22nd field is the start in ticks.
    fields = about.rpartition(b")")[2].split()
    return f"{boot} {int(fields[19])}" if len(fields) > 19 else ""


def _runs_on_windows(process: int) -> bool:
    # os.kill would end the process there.
    import ctypes

    query_limited_information, still_active = 0x1000, 259
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]  # only Windows has it
    handle = kernel.OpenProcess(query_limited_information, False, process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    known = kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return not known or code.value == still_active
