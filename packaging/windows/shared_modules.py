"""Let both programs load their modules from one file beside them, not each from itself.

`build.spec` has this run before everything else of a program. Only what PyInstaller's own start has
loaded can be imported here, which `__future__` is not; its two modules are known nowhere else.
"""

# ruff: noqa: I002

import sys

import pyimod01_archive  # type: ignore[import-not-found]  # PyInstaller's, in a frozen program alone
import pyimod02_importers  # type: ignore[import-not-found]  # so is this

inside = sys._MEIPASS  # type: ignore[attr-defined]  # noqa: SLF001  its documented name
pyimod02_importers.pyz_archive = pyimod01_archive.ZlibArchiveReader(
    f"{inside}/modules.pyz", check_pymagic=True
)
# Whoever looks there was made with the archive of the program.
sys.path_importer_cache.clear()
