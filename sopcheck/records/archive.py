"""Makes a tagged PDF fit to be kept (PDF/A-3, ISO 19005-3): metadata, colour, readable fonts, attachments.

The same input gives the same bytes: nothing here asks for the time or for randomness.
"""

import base64
import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from xml.sax.saxutils import escape

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel, String

from sopcheck.records import arabic
from sopcheck.records.colour import grey_profile

_PRODUCER = "sopcheck"
_MAPPED = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{4,6})>")
_MOST_IN_A_BLOCK = 100
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool><pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF; `relationship` is PDF/A-3's word for what it is to the document."""

    name: str
    content: bytes
    says: str
    relationship: str


def describe(pdf: Pdf, *, title: str, at: datetime) -> None:
    """Write title and time into the metadata, in both the places that readers look at."""
    utc = at.astimezone(UTC)
    packet = _XMP.format(title=escape(title), date=f"{utc:%Y-%m-%dT%H:%M:%SZ}", producer=_PRODUCER)
    metadata = pdf.make_stream(packet.encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = metadata
    stamp = String(_stamp(utc))
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(title), CreationDate=stamp, ModDate=stamp, Producer=_PRODUCER, Creator=_PRODUCER
        )
    )


def declare_colour(pdf: Pdf) -> None:
    """Say what black on this paper means."""
    profile = pdf.make_stream(grey_profile())
    profile.N = 1
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String("Grey, gamma 2.2"),
        Info=String("Grey, gamma 2.2"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([intent])


def attach(pdf: Pdf, attachments: Sequence[Attachment], *, at: datetime) -> None:
    """Put files into the PDF and say what they are to it."""
    # Sorted, because a name tree is searched by halves.
    names: list[Object | str] = []
    files: list[Object] = []
    for attachment in sorted(attachments, key=lambda one: one.name):
        files.append(pdf.make_indirect(_file(pdf, attachment, at)))
        names += [String(attachment.name), files[-1]]
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array(names)))
    pdf.Root.AF = Array(files)


def make_text_readable(pdf: Pdf) -> None:
    """Say for every code of every font which letters it draws, so that words can be copied and read aloud.

    ReportLab's own tables name letter 0 for codes that are not used, write emoji wrongly, and know only
    the joined forms of Arabic letters.
    """
    done = set()
    for page in pdf.pages:
        for font in page.obj.Resources.get("/Font", Dictionary()).values():
            if "/ToUnicode" in font and font.objgen not in done:
                done.add(font.objgen)
                table = font.ToUnicode.read_bytes().decode("ascii")
                font.ToUnicode = pdf.make_stream(_letters_table(table).encode("ascii"))


def saved(pdf: Pdf) -> bytes:
    """Write the file. Objects stay plain, so that the seal can be found in the bytes."""
    for stream in pdf.objects:
        if isinstance(stream, Stream):
            _pack(stream)
    out = BytesIO()
    pdf.save(
        out,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=ObjectStreamMode.disable,
        compress_streams=False,
        stream_decode_level=StreamDecodeLevel.none,
        fix_metadata_version=False,
    )
    return out.getvalue()


def _pack(stream: Stream) -> None:
    filters = list(stream.get("/Filter", Array()).wrap_in_array())
    raw = stream.read_raw_bytes()
    if not filters:
        # Packed here and not by the library, so that the last byte is known before the file is written.
        raw, filters = zlib.compress(raw, 6), [Name.FlateDecode]
    # A carriage return here would be taken for part of the line end that follows the stream.
    if raw.endswith(b"\r"):
        raw, filters = base64.a85encode(raw) + b"~>", [Name.ASCII85Decode, *filters]
    stream.write(raw, filter=Array(filters))


def _file(pdf: Pdf, attachment: Attachment, at: datetime) -> Dictionary:
    stream = pdf.make_stream(attachment.content)
    stream.Type, stream.Subtype = Name.EmbeddedFile, Name("/application/json")
    stream.Params = Dictionary(Size=len(attachment.content), ModDate=String(_stamp(at.astimezone(UTC))))
    return Dictionary(
        Type=Name.Filespec,
        F=String(attachment.name),
        UF=String(attachment.name),
        Desc=String(attachment.says),
        AFRelationship=Name(f"/{attachment.relationship}"),
        EF=Dictionary(F=stream, UF=stream),
    )


def _stamp(utc: datetime) -> str:
    return f"D:{utc:%Y%m%d%H%M%S}Z"


def _letters_table(table: str) -> str:
    pairs = [
        f"<{code}> <{_hex_letters(int(letter, 16))}>"
        for code, letter in _MAPPED.findall(table.split("beginbfchar", 1)[1])
        if int(letter, 16)
    ]
    head = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def /CMapName /Letters def"
    )
    return "\n".join(
        [head, "1 begincodespacerange <00> <FF> endcodespacerange", *_blocks(pairs), "endcmap end end"]
    )


def _blocks(pairs: list[str]) -> Iterator[str]:
    # The format allows no more in one block.
    for start in range(0, len(pairs), _MOST_IN_A_BLOCK):
        block = pairs[start : start + _MOST_IN_A_BLOCK]
        yield "\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"])


def _hex_letters(code: int) -> str:
    return arabic.letter_of(chr(code)).encode("utf-16-be").hex().upper()
