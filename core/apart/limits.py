"""The limits that a process sets itself before it reads a source: memory and time.

On Linux and other systems of the kind the kernel refuses memory beyond the limit and ends the
process that has used up its time. On Windows the process puts itself into a job that does both;
where it may not, or under Wine, whose jobs hold nothing, the one who started it watches the clock
and the memory (`watch`). No limit can be taken back by the process that has set it.
"""

from __future__ import annotations

import sys

LARGEST_MEMORY = 1024 * 1024 * 1024
"""Bytes of addresses, the libraries' own included; an ordinary report takes some 200 million."""
LONGEST = 60
"""Seconds in which a source must be read."""


def limit_this_process(memory: int = LARGEST_MEMORY, seconds: int = LONGEST) -> None:
    """Let this process have no more than so much memory and so many seconds of a processor."""
    if sys.platform == "win32":
        _limit_by_job(memory, seconds)
    else:
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, seconds),
            (resource.RLIMIT_CORE, 0),  # a fault leaves no copy of the source on the disk
            (resource.RLIMIT_FSIZE, 0),  # whoever only reads writes no file
        ):
            hard = resource.getrlimit(kind)[1]
            # A second more for the time: at the first limit the process is told, at the last
            # it is killed, and then nobody could tell why.
            last = most + 1 if kind == resource.RLIMIT_CPU else most
            last = last if hard == resource.RLIM_INFINITY else min(last, hard)
            resource.setrlimit(kind, (min(most, last), last))


def _limit_by_job(memory: int, seconds: int) -> None:
    """Put this process into a job of its own (JOBOBJECT_EXTENDED_LIMIT_INFORMATION)."""
    import ctypes
    from ctypes import wintypes

    class Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", ctypes.c_int64),
            ("job_time", ctypes.c_int64),
            ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("most_processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class Extended(ctypes.Structure):
        _fields_ = (
            ("basic", Basic),
            ("io_counts", ctypes.c_uint64 * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    process_time, most_processes, process_memory, no_error_box = 0x2, 0x8, 0x100, 0x400
    extended_information = 9
    kernel = getattr(ctypes, "WinDLL")("kernel32", use_last_error=True)  # noqa: B009  Windows only
    # A fault ends the process at once: nobody waits in front of a box of the system's.
    kernel.SetErrorMode(0x1 | 0x2 | 0x8000)
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.SetInformationJobObject.argtypes = (
        wintypes.HANDLE,
        ctypes.c_int,
        ctypes.c_void_p,
        wintypes.DWORD,
    )
    kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
    limits = Extended()
    limits.basic.flags = process_time | most_processes | process_memory | no_error_box
    limits.basic.process_time = seconds * 10_000_000
    limits.basic.most_processes = 1
    limits.process_memory = memory
    job = kernel.CreateJobObjectW(None, None)
    size = ctypes.sizeof(limits)
    if job and kernel.SetInformationJobObject(
        job, extended_information, ctypes.byref(limits), size
    ):
        kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
