"""What a PDF for the archive (PDF/A, ISO 19005-1) says of itself, as XMP.

It repeats what the file's list of properties says, for the two may not differ. Neither says when
the file was written: the same report gives the same file.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

LANGUAGE = "zh-CN"
_PART, _CONFORMANCE = 1, "B"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}


@dataclass(frozen=True, slots=True)
class Properties:
    """The properties of a document; ``name`` is the one that no other document has."""

    title: str
    author: str
    creator: str
    producer: str
    name: str


def write_xmp(properties: Properties, *, is_archival: bool = True) -> bytes:
    """Write the properties of a document, and that it is PDF/A-1b where it is."""
    author = escape(properties.author, quote=False)
    by = f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>" if author else ""
    title = f'<rdf:li xml:lang="x-default">{escape(properties.title, quote=False)}</rdf:li>'
    said = {
        "pdfaid": f"<pdfaid:part>{_PART}</pdfaid:part>"
        f"<pdfaid:conformance>{_CONFORMANCE}</pdfaid:conformance>",
        "dc": "<dc:format>application/pdf</dc:format>"
        f"<dc:title><rdf:Alt>{title}</rdf:Alt></dc:title>"
        f"{by}<dc:language><rdf:Bag><rdf:li>{LANGUAGE}</rdf:li></rdf:Bag></dc:language>",
        "pdf": f"<pdf:Producer>{escape(properties.producer, quote=False)}</pdf:Producer>",
        "xmp": f"<xmp:CreatorTool>{escape(properties.creator, quote=False)}</xmp:CreatorTool>",
        "xmpMM": f"<xmpMM:DocumentID>uuid:{properties.name}</xmpMM:DocumentID>",
    }
    if not is_archival:
        del said["pdfaid"]
    # Each schema is named where it is used: some checkers look for it nowhere else.
    parts = "\n".join(
        f'<rdf:Description rdf:about="" xmlns:{prefix}="{_NAMESPACES[prefix]}">'
        f"{words}</rdf:Description>"
        for prefix, words in said.items()
    )
    text = (
        "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>\n"
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}">\n{parts}\n'
        "</rdf:RDF></x:xmpmeta>\n<?xpacket end='w'?>"
    )
    return text.encode()
