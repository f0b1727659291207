"""What nobody types, and somebody sends: values that have broken other people's forms, as bytes on the wire."""

from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

from tests.found_forms import Field, FoundForm

NUMBERS = [
    b"NaN",
    b"Infinity",
    b"-1",
    b"0",
    b"1e400",
    b"9" * 400,
    b"9" * 5000,  # more digits than Python reads as a number
    str(2**63).encode(),
    str(-(2**63) - 1).encode(),
    b"1.5",
]
# Arabic-Indic, full-width and superscript digits: some readers of numbers take them, others fall over them.
NUMBERS += ["１２".encode(), "٣".encode(), "²".encode(), b"0x10", b"1_000", b"+1", b" 1 ", b"00001"]
DAYS = [
    b"0000-00-00",
    b"0001-01-01",
    b"9999-12-31",
    b"2026-02-30",
    b"2026-04-01T25:61",
    b"-2026-04-01",
    "令和八年".encode(),
]
DAYS += [b"10000-01-01", b"9999-12-31T23:59", b"0001-01-01T00:00"]
TEXTS = [
    b"",
    b" \t\r\n",
    "　".encode(),
    b"\x00",
    b"a\x00b",
    b"\x01\x1b[31m\x7f",
    b"\xed\xa0\x80",  # half of a letter
    b"\xff\xfe\x00\xd8",
    b"\x82\xa0",  # Shift_JIS
    b"\xc0\xaf",
    "\u202eかくす\u202c\u200b\u2066".encode(),
    "\ufeff".encode(),
    "e\u0301\u0301".encode() * 200,
    "𠮷👨‍👩‍👧‍👦".encode(),
    b"A" * 70_000,
    "あ\n".encode() * 9_000,
    b"../../../../etc/passwd",
    b"..\\..\\x\x00.png",
    b'=HYPERLINK("http://x","y")',
    b"' OR 1=1 --",
    b"{{7*7}}{% debug %}",
    b"%s%n%(x)s{0}{x}",
    b"<script>hit()</script>",
    b"javascript:hit()",
    b"//example.org/",
    b"[]",
    b'{"$gt": ""}',
    b"null",
    b"True",
    b"on",
]
KEYS = [b"0", b"-1", b"999999999", b"999999999999999999999999", b"x", b"1,2", b"None", b""]
HOSTILE = [*TEXTS, *NUMBERS, *DAYS, *KEYS]
LIKELY = {"number": NUMBERS, "date": DAYS, "datetime-local": DAYS, "select": KEYS, "radio": KEYS, "hidden": KEYS}

Pairs = list[tuple[bytes, bytes]]


def values(kind: str) -> st.SearchStrategy[bytes]:
    """A value for a field of this kind: most often what breaks such fields, sometimes anything."""
    likely = LIKELY.get(kind, TEXTS)
    return st.one_of(st.sampled_from(likely), st.sampled_from(HOSTILE), st.binary(max_size=40))


@st.composite
def sendings(draw: st.DrawFn, form: FoundForm, good: dict[str, list[bytes]]) -> Pairs:
    """What is sent for a form: some fields hostile, some missing, some twice, the others as they should be."""
    pairs: Pairs = []
    typed = [each for each in form.fields if each.kind != "file"]
    broken = draw(st.sets(st.integers(0, max(0, len(typed) - 1)), min_size=min(1, len(typed)), max_size=3))
    for number, field in enumerate(typed):
        name = field.name.encode()
        if number not in broken:
            pairs += [(name, value) for value in good.get(field.name, default(field))]
            continue
        for _times in range(draw(st.sampled_from([0, 1, 1, 1, 1, 1, 2, 3]))):
            pairs.append((name, draw(values(field.kind))))
        if draw(st.integers(0, 9)) == 0:
            pairs.append((name + b"[]", draw(values(field.kind))))
    return pairs


def default(field: Field) -> list[bytes]:
    """What a person would send who changes nothing and fills what is empty."""
    given = [value for value in field.given if value] or [value for value in field.offered if value][:1]
    if given:
        return [value.encode() for value in given]
    words = {"number": "1", "date": "2026-04-01", "datetime-local": "2026-04-01T10:00", "email": "mihon@example.jp"}
    return [words.get(field.kind, "見本のことば").encode()] if field.kind != "checkbox" else []


def encoded(pairs: Pairs) -> bytes:
    """As a browser would write it, but with bytes that no browser writes."""
    return b"&".join(quote_from_bytes(name).encode() + b"=" + quote_from_bytes(value).encode() for name, value in pairs)


def in_parts(pairs: Pairs, files: list[tuple[bytes, bytes, bytes]], boundary: bytes = b"xMIHONx") -> bytes:
    """The same as parts, with files: (field, file name, content)."""
    parts = [b'Content-Disposition: form-data; name="' + name + b'"\r\n\r\n' + value for name, value in pairs]
    parts += [
        b'Content-Disposition: form-data; name="' + field + b'"; filename="' + name + b'"\r\n'
        b"Content-Type: application/octet-stream\r\n\r\n" + content
        for field, name, content in files
    ]
    return b"".join(b"--" + boundary + b"\r\n" + part + b"\r\n" for part in parts) + b"--" + boundary + b"--\r\n"
