"""Under which licences the parts are that others made: what their files do not say themselves.

A part that is not named here ends the build of a package: it is to be looked at first.
"""

from __future__ import annotations

from dataclasses import dataclass

QT = ("LGPL-3.0-only", "The Qt Company Ltd. and other contributors")
PACKAGES = {
    "et_xmlfile": ("MIT", "the openpyxl developers"),
    "jeepney": ("MIT", "Thomas Kluyver"),
    "jinja2": ("BSD-3-Clause", "Pallets"),
    "lxml": ("BSD-3-Clause", "the lxml developers"),
    "markupsafe": ("BSD-3-Clause", "Pallets"),
    "openpyxl": ("MIT", "the openpyxl developers"),
    "pypdfium2": ("Apache-2.0 OR BSD-3-Clause", "geisserml and other contributors"),
    "pyside6_essentials": QT,
    "python_docx": ("MIT", "Steve Canny"),
    "selectolax": ("MIT", "Artem Golubin"),
    "shiboken6": QT,
    "typing_extensions": ("PSF-2.0", "Python Software Foundation"),
}
"""Of every Python package that may get in: SPDX's name, and whose it is."""

BOOTLOADER = ("GPL-2.0-or-later WITH Bootloader-exception", "PyInstaller Development Team")

SYSTEM = {
    "libffi": ("MIT", "Anthony Green and others"),
    "libx11": ("X11", "The Open Group and others"),
    "libxcb": ("X11", "Bart Massey, Jamey Sharp, Josh Triplett and others"),
    "libxkbcommon": ("MIT", "Daniel Stone, Ran Benita, Intel Corporation and others"),
    "xcb-util": ("X11", "Ian Osgood, Uli Schlachter and others"),
}
"""By how the name of the system's source package begins."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a wheel has built in, and cannot be told from the names of its files.

    ``texts`` are patterns of files among the licences of the wheel; ``system_text`` is a pattern of
    packages of the system one of which has the text, and common-licenses/ and a name is a text that
    all packages share. ``version`` is the beginning of a library's name and a pattern to be found
    in it. ``only_on`` is the system whose wheel has it built in, where it is not every one.
    """

    name: str
    licence: str
    holder: str
    texts: tuple[str, ...] = ()
    system_text: str = ""
    version: tuple[str, bytes] | None = None
    only_on: str = ""


def _of_qt(
    name: str, licence: str, holder: str, system_text: str, *version: str, only_on: str = ""
) -> Embedded:
    where = (version[0], version[1].encode()) if version else None
    return Embedded(name, licence, holder, system_text=system_text, version=where, only_on=only_on)


def _of_pdfium(name: str, licence: str, holder: str, *texts: str) -> Embedded:
    return Embedded(name, licence, holder, texts)


EMBEDDED = {
    "pyside6_essentials": (
        _of_qt(
            "ICU",
            "ICU",
            "Unicode, Inc. and others",
            "libicu67",
            *("icuuc", r"\0(\d\d\.\d)\0"),
            only_on="linux",
        ),
        _of_qt(
            "PCRE2",
            "BSD-3-Clause",
            "University of Cambridge",
            "libpcre2-16-0*",
            *("Qt6Core", r"(10\.\d+) 20\d\d-\d\d-\d\d"),
        ),
        _of_qt(
            "HarfBuzz",
            "MIT-Modern-Variant",
            "Google, Inc. and others",
            "libharfbuzz0b",
            *("Qt6Gui", r"\0(\d\d\.\d+\.\d+)\0"),
            only_on="linux",
        ),
        _of_qt(  # the library for Windows does not tell which version
            "HarfBuzz",
            "MIT-Modern-Variant",
            "Google, Inc. and others",
            "libharfbuzz0b",
            only_on="win32",
        ),
        _of_qt(
            "libpng",
            "libpng-2.0",
            "The PNG Reference Library Authors",
            "libpng16-16*",
            *("Qt6Gui", r"(?:libpng version |\0)(1\.6\.\d+)"),
        ),
        _of_qt(
            "double-conversion", "BSD-3-Clause", "the V8 project authors", "libdouble-conversion3*"
        ),
        _of_qt("BLAKE2", "CC0-1.0", "Samuel Neves", "libb2-1*"),
        _of_qt("FreeType", "FTL", "The FreeType Project", "libfreetype6", only_on="win32"),
        _of_qt("zlib", "Zlib", "Jean-loup Gailly and Mark Adler", "zlib1g", only_on="win32"),
        # The text of an older Qt, which Debian has put together with those of all its parts.
        _of_qt("MD4C", "MIT", "Martin Mitas", "libqt5core5*"),
        _of_qt("TinyCBOR", "MIT", "Intel Corporation", "libqt5core5*"),
        _of_qt("Easing equations", "BSD-3-Clause", "Robert Penner", "libqt5core5*"),
        _of_qt("Unicode data", "Unicode-DFS-2016", "Unicode, Inc.", "libqt5core5*"),
    ),
    "lxml": (
        _of_qt("libxml2", "MIT", "Daniel Veillard and others", "libxml2*"),
        _of_qt("libxslt", "MIT", "Daniel Veillard and others", "libxslt1.1"),
    ),
    "selectolax": (
        _of_qt("lexbor", "Apache-2.0", "Alexander Borisov", "common-licenses/Apache-2.0"),
    ),
    "pypdfium2": (
        _of_pdfium("PDFium", "BSD-3-Clause", "The PDFium Authors", "pdfium.txt"),
        _of_pdfium("PDFium binaries", "MIT", "Benoit Blanchon", "pdfium-binaries.txt"),
        _of_pdfium("Abseil", "Apache-2.0", "The Abseil Authors", "SHARED/Apache-2.0.txt"),
        _of_pdfium("AGG", "LicenseRef-AGG-2.3", "Maxim Shemanarev", "agg23.txt"),
        _of_pdfium("dragonbox", "BSL-1.0", "Junekey Jeon", "dragonbox-Boost.txt"),
        _of_pdfium("fast_float", "MIT", "The fast_float authors", "fast_float.txt"),
        _of_pdfium("FreeType", "FTL", "The FreeType Project", "freetype.txt"),
        _of_pdfium("HarfBuzz", "MIT-Modern-Variant", "Google, Inc. and others", "harfbuzz.txt"),
        _of_pdfium("Highway", "Apache-2.0", "The Highway Project Authors", "SHARED/Apache-2.0.txt"),
        _of_pdfium("ICU", "ICU", "Unicode, Inc. and others", "icu.txt"),
        _of_pdfium("Little CMS", "MIT", "Marti Maria Saguer", "lcms.txt"),
        _of_pdfium(
            "libjpeg-turbo", "IJG AND BSD-3-Clause", "Thomas G. Lane and others", "libjpeg_turbo.*"
        ),
        _of_pdfium("OpenJPEG", "BSD-2-Clause", "UCLouvain and others", "libopenjpeg.txt"),
        _of_pdfium("libpng", "libpng-2.0", "The PNG Reference Library Authors", "libpng.txt"),
        _of_pdfium("LibTIFF", "libtiff", "Sam Leffler, Silicon Graphics, Inc.", "libtiff.txt"),
        _of_pdfium(
            "LLVM libc", "Apache-2.0 WITH LLVM-exception", "LLVM Project", "*/llvm-libc.txt"
        ),
        _of_pdfium("simdutf", "MIT", "The simdutf authors", "simdutf.txt"),
        _of_pdfium("zlib", "Zlib", "Jean-loup Gailly and Mark Adler", "zlib.txt"),
    ),
}
