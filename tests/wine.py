"""Whether the tests run under Wine, which is no Windows in all things."""

from __future__ import annotations

import sys


def is_wine() -> bool:
    """Tell Wine from Windows, as Wine itself wants it to be told."""
    if sys.platform != "win32":
        return False
    import ctypes

    return hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")
