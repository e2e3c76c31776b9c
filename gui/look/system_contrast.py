"""Whether the system is set to high contrast (高对比度), which Qt 6.8 does not tell."""

from __future__ import annotations

import os
import sys


def system_wants_contrast() -> bool:
    """Ask Windows for its high contrast; elsewhere the name of the desktop's theme tells."""
    if sys.platform == "win32":
        return _windows_has_contrast_on()
    return "highcontrast" in os.environ.get("GTK_THEME", "").replace("-", "").lower()


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _GET_HIGH_CONTRAST, _IS_ON = 0x0042, 0x0001

    class _HighContrast(ctypes.Structure):
        _fields_ = (
            ("size", wintypes.UINT),
            ("flags", wintypes.DWORD),
            ("scheme", wintypes.LPWSTR),
        )

    def _windows_has_contrast_on() -> bool:
        told = _HighContrast(ctypes.sizeof(_HighContrast), 0, None)
        ask = ctypes.windll.user32.SystemParametersInfoW
        return bool(ask(_GET_HIGH_CONTRAST, told.size, ctypes.byref(told), 0)) and bool(
            told.flags & _IS_ON
        )
