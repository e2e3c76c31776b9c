"""Looking at how much memory another process has: the job that holds it may not be obeyed.

A process that is in somebody else's job already may not get one of its own, and then Windows holds
it to nothing. Whoever started it looks too.
"""

from __future__ import annotations

import os
import subprocess


def memory_of(process: subprocess.Popen[bytes]) -> int:
    """Return the bytes that a process has for itself; 0 where only its own limits tell."""
    if os.name != "nt":
        return 0
    import ctypes
    from ctypes import wintypes

    class Counters(ctypes.Structure):
        _fields_ = (
            ("size", wintypes.DWORD),
            ("faults", wintypes.DWORD),
            ("others", ctypes.c_size_t * 6),
            ("committed", ctypes.c_size_t),
            ("most_committed", ctypes.c_size_t),
        )

    told = Counters(ctypes.sizeof(Counters))
    ask = getattr(ctypes, "WinDLL")("kernel32").K32GetProcessMemoryInfo  # noqa: B009  Windows only
    ask.argtypes = (wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD)
    known = ask(int(getattr(process, "_handle")), ctypes.byref(told), told.size)  # noqa: B009  Windows only
    return int(told.committed) if known else 0
