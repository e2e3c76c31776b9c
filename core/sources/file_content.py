"""The bytes of a file, what kind of file they make, and what to do with a kind that is not read."""

from __future__ import annotations

import enum
import io
import re
import zipfile
from pathlib import Path

from core.base.plain_file import NotPlainError, read_plain
from core.base.problem import Problem, SourceProblem
from core.base.system_errors import reachable

LARGEST = 50 * 1024 * 1024
"""Bytes; a report with its pictures has a few million."""

_START = 4096
"""Bytes; how far into a file its kind is looked for."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|h[1-6]|span|style|center)\b",
    re.IGNORECASE | re.DOTALL,
)
_MIME = re.compile(
    rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Snapshot-Content-Location):",
    re.IGNORECASE,
)


class FileKind(enum.Enum):
    """What the first bytes of a file say that it is."""

    PACKAGE = "zip"
    OLE = "ole"
    PDF = "pdf"
    RTF = "rtf"
    MAIL = "mime"
    """A web page in one file (.mht)."""
    OTHER = ""
    """Text, or nothing that is known."""


def read_content(path: Path, largest: int = LARGEST) -> bytes:
    """Return the bytes of a file. Raises Problem where it cannot be read or is too large."""
    try:
        there = reachable(path)
        if there.stat().st_size > largest:
            raise _too_large(path, largest)
        content = read_plain(there, largest + 1)
    except NotPlainError as error:
        raise Problem(f"“{path.name}”不是普通的文件，没有打开它。请另选文件。") from error
    except FileNotFoundError as error:
        raise Problem(f"找不到“{path.name}”。请检查文件是否改了名字或移到了别处。") from error
    except (OSError, ValueError) as error:  # ValueError: a name that no system can hold
        raise Problem(
            f"“{path.name}”打不开。请检查它是不是一个文件、有没有读取的权限、是否被别的程序占用。"
        ) from error
    if len(content) > largest:
        raise _too_large(path, largest)
    return content


def kind_of(content: bytes) -> FileKind:
    """Tell a file's kind from its first bytes."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return FileKind.PACKAGE
    if content.startswith(_OLE[:4]):
        return FileKind.OLE
    # Programs look for the mark of a PDF in its first 1024 bytes, so a stray byte is no matter.
    if content[:1024].lstrip(b"\xef\xbb\xbf\r\n\t \x00").startswith(b"%PDF"):
        return FileKind.PDF
    if content.lstrip()[:5] == b"{\\rtf":
        return FileKind.RTF
    if _MIME.match(content[:_START]):
        return FileKind.MAIL
    return FileKind.OTHER


def is_markup(content: bytes) -> bool:
    """Tell whether a file's bytes are the source of a web page, in whatever encoding."""
    start = content[:_START].lstrip(b"\xef\xbb\xbf\xff\xfe\x00").replace(b"\x00", b"")
    return _MARKUP.match(start) is not None


def refusal(content: bytes, suffix: str = "") -> SourceProblem:
    """Say what a file is that cannot be read, and how to save it so that it can."""
    kind = kind_of(content)
    if kind is FileKind.PDF:
        return SourceProblem("是PDF文件，不是文字文件。请把它的后缀改为.pdf，再读取。")
    if kind is FileKind.RTF:
        return SourceProblem(
            "是RTF文件，但没有读出文字，可能已经损坏。"
            "请用Word或WPS打开，另存为.docx（Word文档）再读取。"
        )
    if kind is FileKind.OLE:
        return _ole_refusal(content, suffix)
    if kind is FileKind.PACKAGE:
        return SourceProblem(_package_refusal(content))
    return SourceProblem(
        "不是能认出的文件，可能已经损坏，也可能后缀不对。"
        "请用平时的软件打开，确认里面是年报，再另存为.docx、.xlsx或.txt文件读取。"
    )


def locked() -> SourceProblem:
    """Say that a file of an office program has a password."""
    return SourceProblem("加了密码，读不出来。请用Word、Excel或WPS打开，去掉密码后另存，再读取。")


def is_picture(content: bytes) -> bool:
    """Tell whether a file is a picture: a scan, a photograph, a picture of the screen."""
    return content.startswith(_PICTURES) or content[4:12] in _PHOTOGRAPHS


_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_PHOTOGRAPHS = frozenset(b"ftyp" + name for name in (b"heic", b"heix", b"mif1", b"avif"))


def pictured(what: str) -> SourceProblem:
    """Say that a source shows pictures of letters, and where the letters may be found."""
    return SourceProblem(
        f"{what}，程序不认图片里的字，所以没有读入。"
        "请找到制作它的Word文档（.docx）或网页来读取；没有的话，用WPS等软件的文字识别把它转换成"
        ".docx，逐个数字核对后再读取。"
    )


def old_workbook() -> SourceProblem:
    """Say that a workbook of an older program is not whole."""
    return SourceProblem(
        "是旧版Excel工作簿，内容已经损坏，读不完整，所以没有读入。"
        "请用Excel或WPS打开，另存为.xlsx再读取。"
    )


def old_document() -> SourceProblem:
    """Say that a document of an older Word is not whole."""
    return SourceProblem(
        "是旧版Word文档，请用Word或WPS打开，另存为.docx（Word文档）再读取："
        "它的内容已经损坏，或者与通常的不同，这里读不完整，所以没有读入。"
    )


def older_document() -> SourceProblem:
    """Say that a document is of a Word before 1997."""
    return SourceProblem(
        "是Word 97以前的文档，这一版程序不读。请用Word或WPS打开，另存为.docx（Word文档）再读取。"
    )


def _ole_refusal(content: bytes, suffix: str) -> SourceProblem:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return locked()
    if holds("WordDocument"):
        return old_document()
    if holds("Workbook") or holds("Book"):
        return old_workbook()
    if suffix in {".wps", ".wpt"}:
        return SourceProblem("是旧版WPS文档，请用WPS打开，另存为.docx（Word文档）再读取。")
    if suffix == ".et":
        return SourceProblem("像是旧版WPS表格，但读不出来，请用WPS打开，另存为.xlsx再读取。")
    return SourceProblem(
        "是旧版Word、Excel或WPS文件，请用Word、Excel或WPS打开，"
        "文档另存为.docx，表格另存为.xlsx，再读取。"
    )


def _package_refusal(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            inside = package.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError):
        inside = []
    if any(each.startswith("ppt/") for each in inside):
        what = "演示文稿，不是年报的文档或表格"
    elif "content.xml" in inside:
        what = "ODF文件（.odt），不是表格"
    elif "OFD.xml" in inside:
        return (
            "是OFD版式文件，这一版程序不读OFD。请找到制作它的Word文档（.docx）来读取；"
            "没有的话，把文字复制到记事本，存为.txt文件，再读取。"
        )
    elif any(each.endswith("xl/workbook.bin") for each in inside):
        what = "二进制的Excel工作簿（.xlsb）"
    elif inside:
        what = "压缩包，里面没有认出Word或Excel的内容；请先解压"
    else:
        return (
            "像是Word或Excel文件（.docx、.xlsx），但已经损坏，读不出来。"
            "请重新下载或复制一份；能用Word、Excel或WPS打开的话，另存一份再读取。"
        )
    return f"是{what}。请用相应的软件打开，文档另存为.docx，表格另存为.xlsx，再读取。"


def _too_large(path: Path, largest: int) -> Problem:
    return Problem(
        f"“{path.name}”超过{largest // 1024 // 1024}MB，不像是一份年报，没有读入。"
        "请把年报另存为单独的文件（文字存为.txt），再读取。"
    )
