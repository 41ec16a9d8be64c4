"""Workbooks as somebody sends them back, and what a slip, a bad connection or a bad will makes of them."""

from __future__ import annotations

import io
import json
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from compliance.report.excel.form import digest_of

Parts = dict[str, bytes]
"""The files inside a workbook, by name."""
SAME = "the same or refused"
"""What most mutants come to: nothing else is read from them than from the workbook as it was."""
REFUSED = "refused"
"""What may not be read at all."""
ALIKE = "as another reader reads it"
"""What may change a cell: openpyxl must then read the same."""


@dataclass(frozen=True)
class Mutant:
    """One changed workbook."""

    kind: str
    """What was done to it."""
    book: str
    """`request` or `checklist`."""
    seed: int
    """From which chance."""
    make: Callable[[Random, bytes], bytes]
    """What makes it of the workbook as it was."""
    expected: str = SAME
    """`SAME`, `REFUSED`, `ALIKE`, or the text that has to be written into the file."""

    def __str__(self) -> str:
        return f"{self.book}-{self.kind}-{self.seed}"


def parts_of(raw: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


# The archive


def _cut(rnd: Random, raw: bytes) -> bytes:
    return raw[: rnd.randrange(len(raw))]


def _flipped(rnd: Random, raw: bytes) -> bytes:
    spoilt = bytearray(raw)
    for _ in range(rnd.choice((1, 2, 8, 64))):
        spoilt[rnd.randrange(len(raw))] ^= 1 << rnd.randrange(8)
    return bytes(spoilt)


def _gap(rnd: Random, raw: bytes) -> bytes:
    start = rnd.randrange(len(raw))
    return raw[:start] + raw[start + rnd.randrange(1, 2000) :]


def _headers(raw: bytes, name: str) -> Iterator[tuple[int, bool]]:
    """Where the headers of a part stand: the local one and the one in the list at the end."""
    for sign, length, central in ((b"PK\x03\x04", 30, False), (b"PK\x01\x02", 46, True)):
        at = raw.find(sign)
        while at >= 0:
            if raw[at + length : at + length + len(name)] == name.encode():
                yield at, central
            at = raw.find(sign, at + 4)


def _with_header(raw: bytes, name: str, field: tuple[int, int], form: str, value: int) -> bytes:
    """An archive in which a field of the headers of a part says something else; places in the local and in the other header."""
    changed = bytearray(raw)
    for at, central in _headers(raw, name):
        struct.pack_into(form, changed, at + field[central], value)
    return bytes(changed)


def _bomb(rnd: Random, raw: bytes) -> bytes:
    """A part that is a thousand times as large as it says."""
    name = rnd.choice(("xl/sharedStrings.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"))
    parts = parts_of(raw)
    inside = parts.get(name, b"<a>")
    parts[name] = inside[:200] + b" " * rnd.choice((60, 200, 400)) * 1_000_000 + inside[200:]
    return _with_header(packed(parts), name, (22, 24), "<I", rnd.choice((1000, len(inside))))


def _honest_bomb(rnd: Random, raw: bytes) -> bytes:
    return packed(parts_of(raw) | {"xl/media/image1.png": bytes(rnd.choice((60, 90)) * 1_000_000)})


def _method(rnd: Random, raw: bytes) -> bytes:
    method = rnd.choice((zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2))
    return packed(parts_of(raw), method)


def _bad_method(rnd: Random, raw: bytes) -> bytes:
    return _with_header(raw, rnd.choice(list(parts_of(raw))), (8, 10), "<H", rnd.choice((14, 12, 9, 98, 99, 6)))


def _locked(rnd: Random, raw: bytes) -> bytes:
    return _with_header(raw, rnd.choice(list(parts_of(raw))), (6, 8), "<H", 1)


def _wrong_sum(rnd: Random, raw: bytes) -> bytes:
    return _with_header(raw, rnd.choice(list(parts_of(raw))), (14, 16), "<I", rnd.getrandbits(32))


def _stored(_: Random, raw: bytes) -> bytes:
    return packed(parts_of(raw), zipfile.ZIP_STORED)


def _twice(rnd: Random, raw: bytes) -> bytes:
    parts = parts_of(raw)
    name = rnd.choice(list(parts))
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a") as archive:
        archive.filelist = [one for one in archive.filelist if one.filename != name]
        archive.NameToInfo.pop(name)
        archive.writestr(name, parts[name])
        archive.NameToInfo.pop(name)
        archive.writestr(name, b"<x/>")
    return out.getvalue()


def _strange_name(rnd: Random, raw: bytes) -> bytes:
    name = rnd.choice(
        ("../../evil.xml", "/etc/evil.xml", "xl\\evil.xml", "c:/evil.xml", "xl/" + "e" * 300, "xl/\x1b[2J.xml")
    )
    return packed(parts_of(raw) | {name: b"evil"})


def _many(rnd: Random, raw: bytes) -> bytes:
    return packed(parts_of(raw) | {f"xl/{n}.xml": b"" for n in range(rnd.choice((501, 5000)))})


def _missing(rnd: Random, raw: bytes) -> bytes:
    parts = parts_of(raw)
    del parts[rnd.choice(list(parts))]
    return packed(parts)


def _empty(rnd: Random, raw: bytes) -> bytes:
    parts = parts_of(raw)
    return packed(parts | {rnd.choice(list(parts)): b""})


def _around(rnd: Random, raw: bytes) -> bytes:
    return rnd.randbytes(rnd.randrange(200)) + raw + rnd.randbytes(rnd.randrange(200))


def _macros(_: Random, raw: bytes) -> bytes:
    return packed(parts_of(raw) | {"xl/vbaProject.bin": b"macro"})


def _other_case(_: Random, raw: bytes) -> bytes:
    return packed({name.upper(): part for name, part in parts_of(raw).items()})


def _swapped(rnd: Random, raw: bytes) -> bytes:
    parts = parts_of(raw)
    one, two = rnd.sample(list(parts), 2)
    parts[one], parts[two] = parts[two], parts[one]
    return packed(parts)


def _noise(rnd: Random, _: bytes) -> bytes:
    return rnd.choice(
        (
            b"",
            b"PK\x05\x06" + bytes(18),
            bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4000),
            rnd.randbytes(3000),
            b"<html>" * 50,
        )
    )


def _commented(rnd: Random, raw: bytes) -> bytes:
    out = io.BytesIO(raw)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = rnd.randbytes(65_000)
    return out.getvalue()


ARCHIVES: Mapping[str, tuple[Callable[[Random, bytes], bytes], str]] = {
    "cut": (_cut, REFUSED), "flipped": (_flipped, SAME), "gap": (_gap, SAME), "bomb": (_bomb, REFUSED), "honest-bomb": (_honest_bomb, REFUSED),
    "method": (_method, REFUSED), "bad-method": (_bad_method, REFUSED), "locked": (_locked, REFUSED), "wrong-sum": (_wrong_sum, SAME),
    "stored": (_stored, SAME), "twice": (_twice, REFUSED), "strange-name": (_strange_name, REFUSED), "many": (_many, REFUSED),
    "missing": (_missing, ALIKE), "empty": (_empty, ALIKE), "around": (_around, SAME), "macros": (_macros, REFUSED), "other-case": (_other_case, REFUSED),
    "swapped": (_swapped, ALIKE), "noise": (_noise, REFUSED), "commented": (_commented, SAME),
}  # fmt: skip
"""What can be done to an archive, and what has to come of it."""


# The XML


def _xml(change: Callable[[Random, str], str], *names: str) -> Callable[[Random, bytes], bytes]:
    """A mutation of the text of one part: one of some, or any that is read."""

    def make(rnd: Random, raw: bytes) -> bytes:
        parts = parts_of(raw)
        known = [name for name in parts if name.endswith((".xml", ".rels")) and not name.startswith("docProps")]
        # The second sheet of a checklist is its guide, which nobody fills in; the third is its first section.
        wanted = "|".join(names).replace("sheet2", "sheet3" if len(known) > 12 else "sheet2")
        name = rnd.choice([one for one in known if re.search(wanted, one)])
        changed = change(rnd, parts[name].decode())
        return packed(parts | {name: changed.encode("utf-8", "surrogatepass")})

    return make


def _in(text: str, tag: str, inside: str) -> str:
    """A text with something put behind the first opening of a tag."""
    return re.sub(
        rf"(<{tag}(?: [^>]*)?)(/?)>", lambda one: f"{one[1]}>{inside}" + (f"</{tag}>" if one[2] else ""), text, count=1
    )


def _defined(rnd: Random, text: str) -> str:
    grown = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(rnd.choice((2, 9))))
    body = re.sub(r"^<\?xml[^>]*\?>", "", text)
    return f'<?xml version="1.0"?><!DOCTYPE x [{grown}<!ENTITY f SYSTEM "file:///etc/passwd">]>{_in(body, "[a-zA-Z:]+", "&e1;")}'


def _deep(rnd: Random, text: str) -> str:
    depth = rnd.choice((60, 1000, 100_000))
    return _in(text, "sheetData", "<x>" * depth + "</x>" * depth)


def _tag_lost(rnd: Random, text: str) -> str:
    tags = list(re.finditer(r"<[^>]+>", text))
    lost = rnd.choice(tags)
    return text[: lost.start()] + text[lost.end() :]


def _attribute(rnd: Random, text: str) -> str:
    found = list(re.finditer(r' (r|t|s|ref|min|max|ht|id|Id|r:id|Target|Type|numFmtId|sheetId|count)="([^"]*)"', text))
    if not found:
        return text + "<"
    one = rnd.choice(found)
    values = (
        "",
        "0",
        "-1",
        "99999999999999999999",
        "A0",
        "ZZZZ1",
        "A1:XFD1048576",
        "n",
        "s",
        "str",
        "d",
        "b",
        "e",
        "inlineStr",
        "x\u0661",
        "1e9",
        "../" * 40,
    )
    return f"{text[: one.start(2)]}{rnd.choice(values)}{text[one.end(2) :]}"


def _letters(rnd: Random, text: str) -> str:
    place = rnd.randrange(len(text))
    return (
        text[:place]
        + rnd.choice(("<", ">", "&", "\x00", "\ufffe", "\ud800", "]]>", "<!--", "<![CDATA[", "&#0;", "&nbsp;"))
        + text[place:]
    )


def _spoken(rnd: Random, text: str) -> str:
    """Comments, instructions and marked text, which change nothing."""
    return re.sub(
        r"<v>([^<]+)</v>",
        lambda one: rnd.choice(
            (f"<v><!-- x -->{one[1]}</v>", f"<v><![CDATA[{one[1]}]]></v>", f"<v><?x y?>{one[1]}</v>")
        ),
        text,
        count=50,
    )


def _encoding(rnd: Random, text: str) -> str:
    body = re.sub(r"^<\?xml[^>]*\?>", "", text)
    return (
        f'<?xml version="1.0" encoding="{rnd.choice(("utf-16", "latin-1", "utf-7", "cp037", "none", "ascii"))}"?>{body}'
    )


def _other_space(rnd: Random, text: str) -> str:
    return text.replace("spreadsheetml/2006/main", rnd.choice(("spreadsheetml/2006/other", "x")))


def _repeated(tag: str) -> Callable[[Random, str], str]:
    def change(rnd: Random, text: str) -> str:
        found = list(re.finditer(rf"<{tag}\b[^>]*?(?:/>|>.*?</{tag}>)", text, re.DOTALL))
        one = rnd.choice(found) if found else None
        return text if one is None else text[: one.end()] + one[0] + text[one.end() :]

    return change


def _merged(rnd: Random, text: str) -> str:
    areas = rnd.choice((["A1:XFD1048576"], ["A5:C400000"], ["E6:E7"], ["A1:B2"] * 200_000, ["nonsense"], ["B5:A1"]))
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return re.sub("<mergeCells.*?</mergeCells>", "", text).replace(
        "</sheetData>", f"</sheetData><mergeCells>{cells}</mergeCells>"
    )


def _crowded(rnd: Random, text: str) -> str:
    row = rnd.choice(
        (
            '<row r="{0}"/>',
            '<row r="{0}"><c r="A{0}"/><c r="B{0}" s="1"/></row>',
            '<row r="{0}"><c r="A{0}"><v/></c></row>',
        )
    )
    return text.replace("</sheetData>", "".join(row.format(n) for n in range(2000, 900_000)) + "</sheetData>")


def _texts(rnd: Random, text: str) -> str:
    one = rnd.choice(("<si><t/></si>", "<si><t>x</t></si>", "<si><r><t>x</t></r><rPh><t>y</t></rPh></si>"))
    return text.replace("</sst>", one * 1_300_000 + "</sst>")


def _one_text(rnd: Random, text: str) -> str:
    return text.replace("</sst>", f"<si><t>{rnd.choice(('x', 'ж', '😀')) * 11_000_000}</t></si></sst>")


def _long_attribute(_: Random, text: str) -> str:
    return text.replace("<row ", f'<row x="{"y" * 20_000_000}" ', 1)


def _dated(_: Random, text: str) -> str:
    return re.sub(r'(<xf numFmtId=)"\d+"', r'\1"14"', text)


XML: Mapping[str, tuple[Callable[[Random, bytes], bytes], str]] = {
    "defined": (_xml(_defined, "sheet2|workbook.xml$|sharedStrings|rels"), REFUSED),
    "deep": (_xml(_deep, "worksheets/sheet2.xml"), REFUSED),
    "tag-lost": (_xml(_tag_lost, "sheet[23].xml|workbook.xml|sharedStrings|styles"), ALIKE),
    "attribute": (_xml(_attribute, "sheet[23].xml|workbook.xml|rels|styles"), ALIKE),
    "letters": (_xml(_letters, "sheet[23].xml|workbook.xml|sharedStrings|rels"), ALIKE),
    "spoken": (_xml(_spoken, "sheet"), SAME),
    "encoding": (_xml(_encoding, "workbook.xml$|sharedStrings|worksheets/sheet2"), ALIKE),
    "other-space": (_xml(_other_space, "workbook.xml$|sharedStrings|worksheets/sheet2"), REFUSED),
    "row-twice": (_xml(_repeated("row"), "worksheets/sheet2"), REFUSED),
    "cell-twice": (_xml(_repeated("c"), "worksheets/sheet2"), REFUSED),
    "sheet-twice": (_xml(_repeated("sheet"), "workbook.xml$"), REFUSED),
    "link-twice": (_xml(_repeated("Relationship"), "workbook.xml.rels"), REFUSED),
    "merged": (_xml(_merged, "worksheets/sheet2"), ALIKE),
    "crowded": (_xml(_crowded, "worksheets/sheet2"), SAME),
    "texts": (_xml(_texts, "sharedStrings"), REFUSED),
    "one-text": (_xml(_one_text, "sharedStrings"), REFUSED),
    "long-attribute": (_xml(_long_attribute, "worksheets/sheet2"), SAME),
    "dated": (_xml(_dated, "styles"), ALIKE),
}  # fmt: skip
"""What can be done to the XML inside, and what has to come of it."""


# The cells


def sheet_part(raw: bytes, title: str) -> str:
    """The part of a sheet, in a workbook that openpyxl wrote."""
    names = re.findall(r'<sheet [^>]*name="([^"]*)"', parts_of(raw)["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index(escape(title)) + 1}.xml"


def with_cell(raw: bytes, title: str, place: str, inside: str, kind: str = "n") -> bytes:
    """A workbook in which a cell holds other XML."""
    parts, name = parts_of(raw), sheet_part(raw, title)
    text = parts[name].decode()
    found = re.search(rf'<c r="{place}"( s="\d+")?[^>]*?(?:/>|>.*?</c>)', text, re.DOTALL)
    assert found, (title, place)
    cell = f"<c r={quoteattr(place)}{found[1] or ''} t={quoteattr(kind)}>{inside}</c>"
    changed = text[: found.start()] + cell + text[found.end() :]
    return packed(parts | {name: changed.encode("utf-8", "surrogatepass")})


def with_text(raw: bytes, title: str, place: str, text: str) -> bytes:
    """A workbook in which a cell holds a text."""
    plain = "".join(
        f"_x{ord(one):04X}_" if (ord(one) < 32 and one not in "\n\t") or "\ud800" <= one <= "\udfff" else one
        for one in text
    )
    return with_cell(raw, title, place, f'<is><t xml:space="preserve">{escape(plain)}</t></is>', "inlineStr")


def with_number(raw: bytes, title: str, place: str, number: str) -> bytes:
    return with_cell(raw, title, place, f"<v>{escape(number)}</v>")


SHEET = "Authorities"
"""The sheet of a request."""
FIGURES: tuple[tuple[str, str, str], ...] = (
    # stored as a number
    ("n", "12", "12"), ("n", "1.5E+3", "1500"), ("n", "12.000", "12"), ("n", "1e400", REFUSED), ("n", "1e100000000", REFUSED), ("n", "1_000", REFUSED),
    ("n", "\u0661\u0662", REFUSED), ("n", "INF", REFUSED), ("n", "NaN", REFUSED), ("n", "0x10", REFUSED), ("n", "1,5", REFUSED), ("n", "9" * 5000, REFUSED),
    ("n", "1e300", REFUSED), ("n", "1E-320", REFUSED), ("n", "--5", REFUSED), ("n", "-5", REFUSED), ("n", "1234567890123456789", REFUSED),
    ("b", "1", REFUSED), ("b", "7", REFUSED), ("e", "#REF!", REFUSED), ("d", "2026-03-04", REFUSED), ("d", "x", REFUSED), ("s", "-1", REFUSED),
    ("s", "99999999", REFUSED), ("s", "\u0661", REFUSED), ("s", "1e2", REFUSED), ("zz", "1", REFUSED), ("str", "12", "12"), ("str", "1e5", REFUSED),
    # typed as a text
    ("text", "12", "12"), ("text", " 1 234 ", "1234"), ("text", "1\u00a0234", "1234"), ("text", "1\u202f234", "1234"), ("text", "1,234", "1234"), ("text", "1,234,567", "1234567"),
    ("text", "1e100000000", REFUSED), ("text", "1e400", REFUSED), ("text", "1e3", REFUSED), ("text", "1_000", REFUSED), ("text", "\u0661\u0662", REFUSED),
    ("text", "\u0967\u0968", REFUSED), ("text", "\uff11\uff12", REFUSED), ("text", "1/2", REFUSED), ("text", "\u00bd", REFUSED), ("text", "\u00b2", REFUSED), ("text", "0x1F", REFUSED),
    ("text", "inf", REFUSED), ("text", "nan", REFUSED), ("text", "1,23", REFUSED), ("text", "12.", REFUSED), ("text", "1 23", REFUSED), ("text", "9" * 30_000, REFUSED),
    ("text", "12\u200b", REFUSED), ("text", "\u202e21", REFUSED), ("text", "12\x00", REFUSED), ("text", "'12", REFUSED), ("text", "=12", REFUSED),
)  # fmt: skip
"""What may stand under “Value”: how it is stored, what it is, and what has to be written."""
WORDS: tuple[tuple[str, str, str], ...] = (
    ("L", "text:Registry of posts, 2020", "Registry of posts, 2020"), ("L", "text:a\tb \u00a0 c", "a b c"), ("L", "e:#REF!", REFUSED), ("L", "e:#N/A", REFUSED), ("L", "f:1+1", REFUSED),
    ("L", "text:=cmd|' /C calc'!A0", REFUSED), ("L", "text:@SUM(1)", REFUSED), ("L", "text:+381 11", REFUSED), ("L", "text:a\u202eb", REFUSED), ("L", "text:a\x1b[2J", REFUSED),
    ("L", "text:a\x00b", REFUSED), ("L", "text:a\ud800b", REFUSED), ("L", "text:" + "x" * 30_001, REFUSED), ("L", "b:1", REFUSED), ("L", "d:2026-03-04", "2026-03-04"),
    ("M", "text:https://example.org/a?b=c", "https://example.org/a?b=c"), ("M", "text:javascript:alert(1)", REFUSED), ("M", "text:file:///etc/passwd", REFUSED),
    ("M", "text:www.example.org", REFUSED), ("M", "text:https://", REFUSED), ("M", "text:https://a b", REFUSED), ("M", "text:HTTPS:/x", REFUSED), ("M", "e:#NAME?", REFUSED),
    ("M", "text:https://user@example.org", REFUSED), ("H", "text:dogs", REFUSED), ("H", "e:#REF!", REFUSED), ("I", "text:everything", REFUSED), ("I", "n:7", REFUSED),
    ("K", "text:exact", REFUSED), ("K", "text:approximate", "approximate"), ("A", "text:other_series", REFUSED), ("A", "e:#REF!", REFUSED), ("B", "text:\u0662\u0660\u0661\u0669", REFUSED),
    ("B", "n:2019.5", REFUSED), ("B", "n:1e400", REFUSED), ("B", "f:A1", REFUSED), ("N", "text:- women 12", REFUSED), ("N", "text:women 12, men 30", "women 12, men 30"),
)  # fmt: skip
"""What may stand in the other columns of an answer."""


def _stored_as(raw: bytes, title: str, place: str, kind: str, text: str) -> bytes:
    match kind:
        case "text":
            return with_text(raw, title, place, text)
        case "f":
            return with_cell(raw, title, place, f"<f>{escape(text)}</f><v>2</v>")
        case _:
            return with_cell(raw, title, place, f"<v>{escape(text)}</v>", kind)


def _cell(title: str, place: str, kind: str, text: str) -> Callable[[Random, bytes], bytes]:
    """A mutation of one cell."""
    return lambda _, raw: _stored_as(raw, title, place, kind, text)


HIDDEN: tuple[tuple[str, str, str], ...] = (
    ("A2", "x" * 5000, REFUSED), ("A2", "../../etc", REFUSED), ("A2", "a\x1b[2J", REFUSED), ("A2", "\ud800", REFUSED), ("A1", "compliance data request 9", REFUSED),
    ("A3", "xx", REFUSED), ("A5", "nothing", REFUSED), ("B6", "arcadia-9", REFUSED), ("D6", "\u0662\u0660\u0661\u0669", REFUSED), ("C5", "xx", SAME), ("B5", "\u0661", REFUSED),
)  # fmt: skip
"""What may stand on the hidden sheet of a request."""


def requests() -> Iterator[Mutant]:
    """Every change of a cell of a request."""
    for n, (kind, text, expected) in enumerate(FIGURES):
        yield Mutant(f"figure-{kind}", "request", n, _cell(SHEET, "G5", kind, text), expected)
    for n, (column, said, expected) in enumerate(WORDS):
        kind, _, text = said.partition(":")
        yield Mutant(f"word-{kind}", "request", n, _cell(SHEET, f"{column}5", kind, text), expected)
    for n, (place, text, expected) in enumerate(HIDDEN):
        yield Mutant("hidden", "request", n, _cell("Keys", place, "text", text), expected)


TYPED: tuple[tuple[str, str], ...] = (
    ("Gap\twith\ttabs from a table", "kept"), ("\u2003Wide\u3000spaces\u1680of\u205fother\u2009scripts ", "kept"), ("Soft\u00adhyphen, no\u00a0break, zero\u200bwidth, \u200djoined", "kept"),
    ("\ufeffMark of order", "kept"), ("Line\u2028break\x0bof Word\x85and\rothers", "kept"), ("- item\n- [x]: {y} # z\n\t'quote' \"both\" \\ \t|", "kept"), ("*alias &anchor !tag %dir @at `tick`", "kept"),
    ("x" * 30_000, "kept"), ("word \u00a0" * 5000, "kept"), ("=1+1", "kept"), ("null", "kept"), ("~", "kept"), ("2017", "kept"), ("😀" * 300, "kept"), ("e\u0301\u0327" * 200, "kept"),
    ("... \u3000'\u2003 \u200b*x \u1680\"\t\\n \ufeff: # | \\\n  indented\n\n\n- \u205f", "kept"), ("x" * 30_001, REFUSED), ("x" * 32_700, REFUSED),
    ("a\u202eb", "kept"), ("\u2066a", "kept"), ("a\x1b[2Jb", REFUSED), ("a\x00b", REFUSED), ("a\ud800b", REFUSED), ("a\ufffeb", REFUSED), ("a\x07", REFUSED),
)  # fmt: skip
"""What is typed or pasted under “Gap”."""


def _of_base(
    change: Callable[[dict[str, Any], list[tuple[str, str, str]]], object], *, sealed: bool = True
) -> Callable[[Random, bytes], bytes]:
    """A change of the hidden sheet, with the digest that belongs to it: a will can be bad and able."""

    def make(_: Random, raw: bytes) -> bytes:
        from openpyxl import load_workbook  # noqa: PLC0415

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl cannot keep bars in cells
            book = load_workbook(io.BytesIO(raw))
        page = book["Base"]
        meta = json.loads(page["A2"].value)
        given = [[cell for cell in row if cell is not None] for row in page.iter_rows(min_row=3, values_only=True)]
        rows = [(str(row[0]), str(row[1]), "".join(map(str, row[2:]))) for row in given]
        changed = change(meta, rows)
        text = changed if isinstance(changed, str) else None
        if text is None:
            if sealed and isinstance(meta, dict):
                try:
                    meta["digest"] = digest_of(meta, rows)
                except ValueError:
                    meta["digest"] = "0" * 64
            text = json.dumps(meta)
        name, parts = sheet_part(raw, "Base"), parts_of(raw)

        def cell(place: str, inside: str) -> str:
            plain = "".join(
                f"_x{ord(one):04X}_" if (ord(one) < 32 and one not in "\n\t") or "\ud800" <= one <= "\udfff" else one
                for one in inside
            )
            return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(plain)}</t></is></c>'

        lines = [f'<row r="1">{cell("A1", "compliance checklist 2")}</row>', f'<row r="2">{cell("A2", text)}</row>']
        lines += [
            f'<row r="{n}">{"".join(cell(f"{column}{n}", piece) for column, piece in zip("ABC", row, strict=True))}</row>'
            for n, row in enumerate(rows, 3)
        ]
        sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{"".join(lines)}</sheetData></worksheet>'
        return packed(parts | {name: sheet.encode("utf-8", "surrogatepass")})

    return make


def _put(name: str, value: object) -> Callable[[dict[str, Any], list[tuple[str, str, str]]], object]:
    return lambda meta, _: meta.update({name: value})


def _row(
    text: str, kind: str = "answer", key: str = "12.2.3"
) -> Callable[[dict[str, Any], list[tuple[str, str, str]]], object]:
    def change(_: dict[str, Any], rows: list[tuple[str, str, str]]) -> None:
        place = next(n for n, row in enumerate(rows) if row[:2] == ("answer", "12.2.3"))
        rows[place] = (kind, key, text)

    return change


BASES: tuple[tuple[Callable[[dict[str, Any], list[tuple[str, str, str]]], object], str], ...] = (
    (lambda *_: None, SAME), (_put("country", "x" * 5000), REFUSED), (_put("country", "a\0b"), REFUSED), (_put("country", "../../etc"), REFUSED), (_put("country", "\x1b[2J"), REFUSED),
    (_put("country", None), REFUSED), (_put("country", ["arcadia"]), REFUSED), (_put("country", {"a": 1}), REFUSED), (_put("country", 7), REFUSED), (_put("country", "borduria"), REFUSED),
    (_put("cycle", "2026/../2026"), REFUSED), (_put("cycle", ".."), REFUSED), (_put("cycle", 2026), REFUSED), (_put("instrument", "lt-31"), REFUSED), (_put("instrument", "\ud800"), REFUSED),
    (_put("title", "\u202ex"), REFUSED), (_put("title", 5), REFUSED), (_put("title", "x" * 100_000), REFUSED), (_put("sheets", None), REFUSED), (_put("sheets", "Start"), REFUSED), (_put("sheets", []), REFUSED),
    (_put("sheets", [[]]), REFUSED), (_put("sheets", ["Acts"] * 3), REFUSED), (_put("sheets", [str(n) for n in range(5000)]), REFUSED), (_put("sheets", {"a": "b"}), REFUSED), (_put("fields", []), REFUSED),
    (_put("fields", ["rating"]), REFUSED), (_put("fields", [1, None]), REFUSED), (_put("fields", ["no such"]), REFUSED), (_put("extra", "x"), REFUSED), (_put("extra", "\ud800"), REFUSED),
    (_put("language", "xx"), REFUSED), (_put("language", ["en"]), REFUSED), (_put("pages", {}), SAME), (_put("pages", []), REFUSED), (_put("pages", {"Acts": ["Acts"]}), REFUSED), (_put("pages", {"Acts": "Base"}), REFUSED),
    (_put("headers", {}), SAME), (_put("headers", {"answers": "rating"}), REFUSED), (_put("headers", {"answers": {"gap": None}}), REFUSED), (_put("headers", {"answers": {"gap": "Practice"}}), REFUSED),
    (_put("labels", {}), SAME), (_put("labels", {"answers": {"rating": ["met"]}}), REFUSED), (_put("labels", {"answers": []}), REFUSED), (_put("labels", None), REFUSED),
    (_put("version", "0" * 64), SAME), (_put("version", 1), REFUSED), (_put("edition", []), REFUSED), (lambda meta, _: meta.clear(), REFUSED), (lambda *_: "[" * 20_000 + "]" * 20_000, REFUSED),
    (lambda *_: '{"a":' * 5000 + "1" + "}" * 5000, REFUSED), (lambda *_: "null", REFUSED), (lambda *_: "[1, 2]", REFUSED), (lambda *_: "9" * 30_000, REFUSED), (lambda *_: '"x"', REFUSED), (lambda *_: "NaN", REFUSED),
    (lambda *_: "{", REFUSED), (lambda *_: "", REFUSED), (_row("null"), REFUSED), (_row("[]"), REFUSED), (_row("7"), REFUSED), (_row('"x"'), REFUSED), (_row('{"rating": null}'), REFUSED),
    (_row('{"rating": ["met"]}'), REFUSED), (_row('{"rating": {"a": {"b": 1}}}'), REFUSED), (_row('{"rating": 1e999}'), REFUSED), (_row('{"gap": "\\ud800"}'), REFUSED), (_row('{"gap": "\\u0000"}'), REFUSED),
    (_row('{"gap": "\\u001b[2J"}'), REFUSED), (_row('{"rating": "partly"}'), REFUSED), (_row("{}"), REFUSED), (_row('{"a":' * 3000 + "1" + "}" * 3000), REFUSED), (_row("{}", kind="other"), REFUSED),
    (_row("{}", key="12.9.9"), REFUSED), (_row("{}", key="\x1b"), REFUSED), (lambda _, rows: rows.append(rows[0]), REFUSED), (lambda _, rows: rows.clear(), REFUSED), (lambda _, rows: rows.pop(), ALIKE),
)  # fmt: skip
"""What may stand on the hidden sheet, and what has to come of it."""


SECTION = "Offences against letters"
CELLS = (
    ("e", "#REF!"),
    ("f", "1+1"),
    ("n", "5"),
    ("n", "1e400"),
    ("b", "1"),
    ("d", "2026-01-01"),
    ("zz", "x"),
    ("s", "-1"),
)
CHOSEN = (("G9", "may\x1bbe"), ("G9", "Met"), ("B9", "12.9.9"), ("B9", "\u202e"), ("A1", "x\x1b]0;y\x07"), ("O4", "Gaps"), ("O4", "Practice"), ("N9", "Z"))  # fmt: skip


def checklists() -> Iterator[Mutant]:
    """Every change of a cell of a checklist."""
    for n, (text, expected) in enumerate(TYPED):
        yield Mutant("typed", "checklist", n, _cell(SECTION, "O9", "text", text), expected)
    for n, (kind, text) in enumerate(CELLS):
        yield Mutant(f"cell-{kind}", "checklist", n, _cell(SECTION, "O9", kind, text), REFUSED)
    for n, (place, text) in enumerate(CHOSEN):
        yield Mutant("word", "checklist", n, _cell(SECTION, place, "text", text), REFUSED)
    for n, (change, expected) in enumerate(BASES):
        yield Mutant("base", "checklist", n, _of_base(change), expected)
    for n, change in enumerate((_put("country", "borduria"), _row("{}"), _put("fields", ["rating"]))):
        yield Mutant("unsealed", "checklist", n, _of_base(change, sealed=False), REFUSED)


SEEDS = {"archive": 4, "xml": 4}
"""How often each kind of change of an archive or its XML is tried on each kind of workbook."""


def mutants() -> tuple[Mutant, ...]:
    """All of them, each kind of change on both kinds of workbook."""
    broken = [
        Mutant(f"{level}-{kind}", book, seed, make, expected)
        for level, kinds in (("archive", ARCHIVES), ("xml", XML))
        for kind, (make, expected) in kinds.items()
        for book in ("request", "checklist")
        for seed in range(SEEDS[level])
    ]
    return (*broken, *requests(), *checklists())


def chosen(every: tuple[Mutant, ...], count: int) -> tuple[Mutant, ...]:
    """Some of them, so that every kind of change is among them as far as they go, each kind of workbook in turn."""
    kinds = dict.fromkeys(one.kind for one in every)
    first = [
        next((one for one in every if (one.kind, one.book) == (kind, wanted)), None)
        for n, kind in enumerate(kinds)
        for wanted in (("request", "checklist")[n % 2],)
    ]
    found = [one or next(each for each in every if each.kind == kind) for one, kind in zip(first, kinds, strict=True)]
    rest = [one for one in every if one not in found]
    return (*found, *Random(1).sample(rest, max(0, count - len(found))))


def size_of(raw: bytes) -> int:
    """What a workbook holds when it is unpacked, as it says; nothing where it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return sum(one.file_size for one in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, zlib.error, struct.error):
        return 0
