"""What of a text cannot be seen, whether it has words, and when two texts read the same."""

import re
import unicodedata

# Joiners: emoji of several parts are written with the first, some names and scripts with either. All other format
# characters (zero-width spaces, overrides of direction) only hide or turn what stands there.
JOINERS = "\u200c\u200d"
# Format characters that leave ink: signs of Arabic, Syriac and Kaithi that are set before figures.
INKED = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd")
# Letters and symbols to Unicode, nothing to the eye: the fillers of Hangul and the empty pattern of Braille.
BLANKS = "\u115f\u1160\u3164\uffa0\u2800"


def is_control(character: str) -> bool:
    """A control character that is no blank: it has no shape and no place in a text."""
    return unicodedata.category(character) == "Cc" and not character.isspace()


def is_hidden(character: str) -> bool:
    """A control or format character, or half of one: nothing of it is seen. Blanks and joiners are not hidden."""
    if character.isspace() or character in JOINERS or character in INKED:
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


def is_visible(character: str) -> bool:
    """A letter, digit or sign that leaves ink."""
    return unicodedata.category(character)[0] in "LNS" and character not in BLANKS


def has_letters(text: str) -> bool:
    """Whether there is any letter of any script: figures, signs and emoji alone are none."""
    return any(unicodedata.category(c)[0] == "L" and c not in BLANKS for c in text)


def is_blank(text: str) -> bool:
    """Whether there is nothing to read: blanks, joiners and letters without a shape."""
    return all(c.isspace() or c in JOINERS or c in BLANKS for c in set(text))


def one_line(text: str) -> str:
    """The words in one line, single blanks between them, without what is hidden."""
    return " ".join("".join(c for c in text if not is_hidden(c)).split())


def lines(text: str) -> str:
    """The words with their lines: line ends as ``\\n``, at most one empty line in a row, no blanks at the ends.

    Format characters go; control characters stay, for whoever calls to speak of. Separators that keyboards no longer
    have are read as what they were for: ends of lines, and a blank between units. Quick enough for megabytes.
    """
    unified = "\n".join(text.replace("\x1f", " ").splitlines())
    unseen = {ord(c): None for c in set(unified) if is_hidden(c) and not is_control(c)}
    seen = unified.translate(unseen) if unseen else unified
    rows: list[str] = []
    for row in (row.rstrip() for row in seen.split("\n")):
        if row or (rows and rows[-1]):
            rows.append(row)
    return "\n".join(rows).strip()


def folded(text: str) -> str:
    """Equal for texts that read the same: width, case, blanks, joiners and the last full stop do not count."""
    plain = _BESIDE.sub("", unicodedata.normalize("NFKC", text))
    return "".join(plain.casefold().split()).rstrip("。.")


# Joiners and variation selectors: those choose between forms of the letter before them (old forms of kanji, emoji).
_BESIDE = re.compile(f"[{JOINERS}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
