"""Texts read once: what each is about, the things it names, how it sounds. All further work starts from here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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
    kinds: dict[int, _Use] = {}
    known: dict[str, _Row] = {}
    for text in texts:
        if text not in known:
            known[text] = _read(text, tokenizer, kinds)
            if pieces := spaced_kana(text):
                known[text] = (_heard(pieces, tokenizer, kinds), *known[text][1:])
    rows = [known[text] for text in texts]
    subjects, names, sounds = zip(*rows, strict=True) if rows else ((), (), ())
    return Texts(tuple(texts), subjects, names, sounds)


_Row = tuple[tuple[str, ...], frozenset[str], str]
# Whether a part of speech can be a subject, a name, and is heard.
_Use = tuple[bool, bool, bool]


def _read(text: str, tokenizer: sudachipy.Tokenizer, kinds: dict[int, _Use]) -> _Row:
    subjects: list[str] = []
    names: set[str] = set()
    sounds: list[str] = []
    for part in parts_of(plain(text)):
        for morpheme in tokenizer.tokenize(part):
            surface, is_unknown = morpheme.surface(), morpheme.is_oov()
            _, is_name, is_heard = _use_of(morpheme, kinds)
            if is_heard:
                sounds.append(surface if is_unknown else morpheme.reading_form())
            is_telling = is_name and not is_unknown and len(surface) > 1 and surface not in WIDE_WORDS
            if is_telling and morpheme.normalized_form() not in EMPTY_WORDS:
                names.add(surface)
            units = morpheme.split(sudachipy.SplitMode.A, add_single=False) if len(surface) > 1 else ()
            for unit in units or (morpheme,):
                if _use_of(unit, kinds)[0] and (word := unit.normalized_form()) not in EMPTY_WORDS:
                    subjects.append(word)
    return tuple(subjects), frozenset(names), "".join(sounds)


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


def _heard(pieces: Sequence[str], tokenizer: sudachipy.Tokenizer, kinds: dict[int, _Use]) -> tuple[str, ...]:
    """The subjects of a text in kana alone (わかち書き): words of the field by their sound, else what Sudachi reads."""
    subjects: list[str] = []
    for piece in pieces:
        sound = katakana(piece)
        ends = (end for end in range(len(sound), 2, -1) if sound[:end] in by_sound())
        end = next((end for end in ends if end > 3 or sound[end:] in _AFTER), 0)
        subjects += by_sound()[sound[:end]] if end else _read(piece, tokenizer, kinds)[0]
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
