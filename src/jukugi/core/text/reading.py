"""Texts read once: what each is about, the things it names, how it sounds. All further work starts from here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from sys import intern

import sudachipy

from jukugi.core.text.field import by_sound
from jukugi.core.text.lists import EMPTY_WORDS, WIDE_WORDS
from jukugi.core.text.plain import plain, spaced_kana
from jukugi.core.text.words import dictionary, katakana, parts_of

# What a text is about; numbers and pronouns say little of it.
_SUBJECTS = frozenset(("名詞", "動詞", "形容詞", "形状詞", "副詞"))
_SIGNS = frozenset(("補助記号", "空白", "記号"))


@dataclass(frozen=True)
class Texts:
    """Texts with what was read of them, at the same place; equal texts share it.

    ``subjects`` the words that say what a text is about, as a dictionary spells them (子ども, 子供 and こども are one),
    in order and with repetition; ``names`` nouns as they stand, whole (町内会, 子ども食堂); ``sounds`` in katakana.
    """

    texts: tuple[str, ...]
    subjects: tuple[tuple[str, ...], ...]
    names: tuple[frozenset[str], ...]
    sounds: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.texts)

    def at(self, places: Iterable[int]) -> "Texts":
        """Some of them, in the order of ``places``."""
        chosen = list(places)
        return Texts(
            tuple(self.texts[place] for place in chosen),
            tuple(self.subjects[place] for place in chosen),
            tuple(self.names[place] for place in chosen),
            tuple(self.sounds[place] for place in chosen),
        )

    @staticmethod
    def joined(parts: Sequence["Texts"]) -> "Texts":
        """Several, one after the other."""
        return Texts(
            tuple(text for part in parts for text in part.texts),
            tuple(words for part in parts for words in part.subjects),
            tuple(names for part in parts for names in part.names),
            tuple(sound for part in parts for sound in part.sounds),
        )


def read_texts(texts: Sequence[str]) -> Texts:
    """Read texts with Sudachi: about 10,000 different short ones in a second of processor time.

    One pass by the names of things (mode C); each is then cut into its shortest units (mode A), as a
    pass in that mode would have cut it.
    """
    tokenizer = dictionary().tokenizer(mode=sudachipy.SplitMode.C)
    known = _Known()
    read: dict[str, _Row] = {}
    for text in texts:
        if text not in read:
            read[text] = _read(text, tokenizer, known)
            if pieces := spaced_kana(text):
                read[text] = (_heard(pieces, tokenizer, known), *read[text][1:])
    rows = [read[text] for text in texts]
    subjects, names, sounds = zip(*rows, strict=True) if rows else ((), (), ())
    return Texts(tuple(texts), subjects, names, sounds)


_Row = tuple[tuple[str, ...], frozenset[str], str]
# Whether a part of speech can be a subject, a name, and is heard.
_Use = tuple[bool, bool, bool]


@dataclass(frozen=True)
class _Known:
    """What was asked of the dictionary before: of parts of speech, and of words as they stand."""

    kinds: dict[int, _Use] = field(default_factory=dict)
    words: dict[tuple[int, str], tuple[tuple[str, ...], str, str]] = field(default_factory=dict)


def _read(text: str, tokenizer: sudachipy.Tokenizer, known: _Known) -> _Row:
    subjects: list[str] = []
    names: set[str] = set()
    sounds: list[str] = []
    for part in parts_of(plain(text)):
        for morpheme in tokenizer.tokenize(part):
            entry = morpheme.word_id(), morpheme.surface()
            if entry not in known.words:
                known.words[entry] = _entry(morpheme, known)
            own, name, sound = known.words[entry]
            subjects += own
            sounds.append(sound)
            if name:
                names.add(name)
    return tuple(subjects), frozenset(names), "".join(sounds)


def _entry(morpheme: sudachipy.Morpheme, known: _Known) -> tuple[tuple[str, ...], str, str]:
    """What a word of the dictionary is about, in its shortest units; its name, or nothing; how it sounds."""
    surface, is_unknown = morpheme.surface(), morpheme.is_oov()
    _, is_name, is_heard = _use_of(morpheme, known.kinds)
    sound = (surface if is_unknown else morpheme.reading_form()) if is_heard else ""
    is_telling = is_name and not is_unknown and len(surface) > 1 and surface not in WIDE_WORDS
    name = surface if is_telling and morpheme.normalized_form() not in EMPTY_WORDS else ""
    units = morpheme.split(sudachipy.SplitMode.A, add_single=False) if len(surface) > 1 else ()
    words = (unit.normalized_form() for unit in units or (morpheme,) if _use_of(unit, known.kinds)[0])
    return tuple(intern(word) for word in words if word not in EMPTY_WORDS), name, sound


# What may follow a word within one piece of a text whose pieces are set apart.
_AFTER = frozenset(
    (
        "",
        "ノ",
        "ヲ",
        "ガ",
        "ニ",
        "ハ",
        "デ",
        "ト",
        "モ",
        "ヘ",
        "ヤ",
        "カラ",
        "マデ",
        "デス",
        "ニハ",
        "デハ",
        "トカ",
        "ダケ",
    )
)


def _heard(pieces: Sequence[str], tokenizer: sudachipy.Tokenizer, known: _Known) -> tuple[str, ...]:
    """The subjects of a text in kana alone (わかち書き): words of the field by their sound, else what Sudachi reads."""
    subjects: list[str] = []
    for piece in pieces:
        sound = katakana(piece)
        ends = (end for end in range(len(sound), 2, -1) if sound[:end] in by_sound())
        end = next((end for end in ends if end > 3 or sound[end:] in _AFTER), 0)
        subjects += by_sound()[sound[:end]] if end else _read(piece, tokenizer, known)[0]
    return tuple(word for word in subjects if word not in EMPTY_WORDS)


def _use_of(morpheme: sudachipy.Morpheme, kinds: dict[int, _Use]) -> _Use:
    """Asked of the dictionary once for each part of speech."""
    number = morpheme.part_of_speech_id()
    if number not in kinds:
        kind = morpheme.part_of_speech()
        kinds[number] = (
            kind[0] in _SUBJECTS and kind[1] not in ("数詞", "助動詞語幹"),
            kind[0] == "名詞" and kind[1] in ("普通名詞", "固有名詞") and kind[2] not in ("副詞可能", "助数詞可能"),
            kind[0] not in _SIGNS,
        )
    return kinds[number]
