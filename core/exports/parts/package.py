"""The zip package that an .xlsx and a .docx are: silent on when and by what it was written."""

from __future__ import annotations

import io
import re
import zipfile

_LIBRARY = re.compile(rb"/ Openpyxl [^<]*</Application><AppVersion>[^<]*</AppVersion>")
_PROGRAM = "/ 年报</Application>".encode()
"""What a workbook says of its maker. Before it stands the name of Excel, by which LibreOffice
tells whether the figures of a file need not be worked out anew.
"""
_CLOCK = re.compile(rb"<dcterms:(created|modified)\b[^>]*>[^<]*</dcterms:\1>")


def without_traces(data: bytes) -> bytes:
    """Take the time of writing and the library's name out of an Office file.

    So one report gives one file.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _CLOCK.sub(b"", part)
            elif name == "docProps/app.xml":
                part = _LIBRARY.sub(_PROGRAM, part)
            entry = zipfile.ZipInfo(name)  # of 1 January 1980, the earliest a zip can say
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return content.getvalue()
