"""What a clever forger does to a print: each file opens in any reader and says something else."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, String

from sopcheck import canonical
from sopcheck.records import archive, seal
from sopcheck.records.seal import SealSigner
from tests.records.prints import OKELL_KEY, Inside, ordinary_print

Forge = Callable[[Pdf], None]
_LIE = b"q 1 g 60 500 400 40 re f Q BT /F1 12 Tf 60 510 Td (No limit was passed) Tj ET"


def incrementally(data: bytes) -> bytes:
    """Add a revision after the end, in which page 1 has other content; what was there stays, unseen."""
    with pikepdf.open(BytesIO(data)) as pdf:
        number, size = pdf.pages[0].Contents.objgen[0], int(pdf.trailer.Size)
        root = pdf.Root.objgen[0]
    before = data.rindex(b"startxref")
    last = data[before:].split()[1].decode()
    body = f"\n{number} 0 obj\n<< /Length {len(_LIE)} >>\nstream\n".encode() + _LIE + b"\nendstream\nendobj\n"
    table = f"xref\n{number} 1\n{len(data) + 1:010} 00000 n \n"
    trailer = f"trailer\n<< /Size {size} /Root {root} 0 R /Prev {last} >>\n"
    end = f"startxref\n{len(data) + len(body)}\n%%EOF\n"
    return data + body + (table + trailer + end).encode()


def _other_page(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(pdf.make_stream(_LIE))


def _other_data(pdf: Pdf) -> None:
    data = pdf.attachments["record.json"].get_file().read_bytes()
    pdf.attachments["record.json"].get_file().obj.write(data.replace(b'"outcome":"', b'"outcome":"not '))


def _second_of_a_name(pdf: Pdf) -> None:
    names = pdf.Root.Names.EmbeddedFiles.Names
    again = Dictionary(Type=Name.Filespec, F=String("record.json"), UF=String("record.json"))
    stream = pdf.make_stream(b'{"content":{},"format":"sopcheck-record","v":1}')
    again.EF = Dictionary(F=stream, UF=stream)
    names.extend([String("record.json"), pdf.make_indirect(again)])


def _one_name_two_streams(pdf: Pdf) -> None:
    for spec in pdf.Root.AF:
        spec.EF.F = pdf.make_stream(b"{}")


def _note_over_the_words(pdf: Pdf) -> None:
    look = pdf.make_stream(b"1 g 0 0 400 40 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 400, 40])
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=[60, 500, 460, 540], F=4, AP=Dictionary(N=look)
    )
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def _other_letters(pdf: Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        table = font.ToUnicode.read_bytes()
        font.ToUnicode.write(table.replace(b"<006E>", b"<0078>").replace(b"<0065>", b"<0061>"))


def _other_order(pdf: Pdf) -> None:
    pdf.pages.reverse()


def _one_page_less(pdf: Pdf) -> None:
    del pdf.pages[1]


def _hidden_words(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Exceptions")))
    pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=Dictionary(OFF=[layer], Order=[]))
    page = pdf.pages[1]
    page.Resources.Properties = Dictionary(Hide=layer)
    page.contents_add(pdf.make_stream(b"/OC /Hide BDC"), prepend=True)
    page.contents_add(pdf.make_stream(b"EMC"))


def _other_description(pdf: Pdf) -> None:
    pdf.trailer.Info.Title = String("Supervision record, as agreed")


def _a_page_of_another_size(pdf: Pdf) -> None:
    # What stood below is still in the file, outside what a reader shows.
    pdf.pages[0].MediaBox = Array([0, 300, 595, 842])


def _script_on_opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(
        S=Name.JavaScript, JS=String("this.getField('outcome').value = 'on track'")
    )


_FORGERIES: dict[str, Forge] = {
    "other page": _other_page,
    "other data": _other_data,
    "second attachment of a name": _second_of_a_name,
    "one name, two streams": _one_name_two_streams,
    "note over the words": _note_over_the_words,
    "other letters to copy": _other_letters,
    "other order of pages": _other_order,
    "one page less": _one_page_less,
    "words in a hidden layer": _hidden_words,
    "other description": _other_description,
    "page cropped": _a_page_of_another_size,
    "script on opening": _script_on_opening,
}
NAMES = (*_FORGERIES, "added revision", "packed objects")


def forged(data: bytes, name: str) -> bytes:
    """The print as the forger leaves it, under the seal that it had."""
    if name == "added revision":
        return incrementally(data)
    packed = ObjectStreamMode.generate if name == "packed objects" else ObjectStreamMode.disable
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        if name in _FORGERIES:
            _FORGERIES[name](pdf)
        pdf.save(out, object_stream_mode=packed, static_id=True)
    return out.getvalue()


def resealed(data: bytes, signer: SealSigner | None) -> bytes:
    """The file under another seal, or the seal of nobody; a comment behind its end does for the catalogue."""
    key = signer.public_key if signer else bytes(32)
    field = f"\n%/SopcheckSeal (sopcheck:seal:1:{key.hex()}:{'0' * 64}:{'0' * 128})\n%%EOF\n"
    return seal.sealed(data.replace(b"/SopcheckSeal", b"/SopcheckSea_") + field.encode(), signer)


def exchanged(name: str, content: bytes) -> bytes:
    """A print of which one file was exchanged by somebody who can seal."""
    with pikepdf.open(BytesIO(ordinary_print())) as pdf:
        next(one for one in pdf.Root.AF if str(one.UF) == name).EF.F.write(content)
        seal.reserve(pdf, public_key=OKELL_KEY.public_key)
        return seal.sealed(archive.saved(pdf), OKELL_KEY)


def of_a_newer_format() -> bytes:
    """A print as a later program may make it."""
    return exchanged("record.json", canonical.encode(content_of(ordinary_print()) | {"v": 2}))


def content_of(data: bytes) -> dict[str, object]:
    """What stands in the record.json of a print."""
    value = canonical.decode(Inside.of(data).files["record.json"])
    assert isinstance(value, dict)
    return value
