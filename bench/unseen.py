"""Pairs made from the sentences of `tests/evaluation/text/unseen.csv`: written by hand, and changed by chance.

Each base sentence belongs to one of two halves, drawn by its number before any of them was compared. The half `dev` was
looked at while the comparison was mended, `held` only counted.
"""

from __future__ import annotations

import csv
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SENTENCES = Path(__file__).parents[1] / "tests" / "evaluation" / "text" / "unseen.csv"

HEADS = (
    "はじめまして。",
    "こんにちは。",
    "こんばんは、",
    "お世話になっております。",
    "いつもお世話になり、ありがとうございます。",
    "初めて意見を送ります。",
    "お忙しいところ失礼いたします。",
    "日頃より市政へのご尽力に感謝申し上げます。",
    "意見を書かせていただきます。",
    "以下、私の意見です。",
    "突然のメールで失礼します。",
    "担当者様、",
    "お疲れさまです。",
    "ひとこと申し上げます。",
)
TAILS = (
    "よろしくお願いします。",
    "ご検討のほどよろしくお願いいたします。",
    "ご検討ください。",
    "前向きに検討していただけると幸いです。",
    "以上です。",
    "どうぞよろしくお願い申し上げます。",
    "ぜひお願いします。",
    "ご一考いただければと思います。",
    "検討をお願いします。",
    "長文失礼しました。",
    "最後まで読んでくださり、ありがとうございました。",
    "お手数をおかけしますが、ご検討いただければ幸いです。",
    "何卒よろしくお願いします。",
    "市の取り組みに期待しています。",
    "以上、ご検討をよろしくお願いします！",
    "どうか実現してください。",
)
# Those of the second half, written after the first ones had been found.
HELD_HEADS = (
    "おはようございます。",
    "市役所の皆様、いつもありがとうございます。",
    "初投稿です。",
    "毎日のお仕事、おつかれさまです。",
    "アンケートの機会をいただき、ありがとうございます。",
    "少し長くなりますが、書かせてください。",
    "一市民として意見を述べます。",
    "拝啓 時下ますますご清栄のこととお慶び申し上げます。",
    "要望です。",
    "区役所の方へ。",
    "急なお便り失礼いたします。",
    "失礼します、",
)
HELD_TAILS = (
    "お願いします！",
    "ご対応よろしくお願いします。",
    "どうかご検討くださいますようお願い申し上げます。",
    "ご配慮いただけますと助かります。",
    "検討していただければうれしいです。",
    "以上、よろしくお願いいたします。",
    "読んでいただき感謝します。",
    "乱筆乱文お許しください。",
    "勝手なことを申し上げてすみません。",
    "いつも応援しています。",
    "お返事をお待ちしています。",
    "前向きなご回答を期待しております。",
    "お忙しい中恐れ入りますが、何とぞご高配のほどお願いいたします。",
    "敬具",
)
EMOJI = ("😊", "🙏", "(^^)", "♪", "！！", "…", "笑")
_NUMERALS = "0123456789０１２３４５６７８９一二三四五六七八九十百千万半両"
_DENYING = "不非未無反"
_ROWS = (
    *("あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの", "はひふへほ"),
    *("まみむめも", "やゆよ", "らりるれろ", "がぎぐげご", "だぢづでど"),
)
_VOICED = dict(
    zip(
        "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽ",
        "かきくけこさしすせそたちつてとはひふへほはひふへほ",
        strict=True,
    )
)
_HALF = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF66, 0xFF9E)}
_HALF |= {
    unicodedata.normalize("NFC", whole + mark): narrow + chr(code)
    for whole, narrow in list(_HALF.items())
    for mark, code in (("\u3099", 0xFF9E), ("\u309a", 0xFF9F))
    if len(unicodedata.normalize("NFC", whole + mark)) == 1
}


@dataclass(frozen=True)
class Pair:
    """Two texts, whether they are one opinion, and how the second came of the first."""

    first: str
    second: str
    is_duplicate: bool
    kind: str


def pairs(half: str, *, seed: int = 0, repeats: int = 4) -> Iterator[Pair]:
    """All pairs of one half: those written by hand, and ``repeats`` of each change by chance."""
    chance = random.Random(seed)
    base = ""
    other: list[str] = []
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["kind"] == "base":
            base, other = row["text"], [base, *other][:3]
        if row["half"] != half:
            continue
        if row["kind"] != "base":
            yield Pair(base, row["text"], row["duplicate"] == "1", row["kind"])
            if row["kind"] in ("polite", "kana"):
                yield Pair(base, _framed(row["text"], chance, half), True, f"{row['kind']}+stock")
            if row["duplicate"] == "0":
                yield Pair(base, _framed(row["text"], chance, half), False, f"{row['kind']}+stock")
            continue
        yield Pair(base, wide(base), True, "width")
        for _ in range(repeats):
            yield Pair(base, _signed(base, chance), True, "signs")
            yield Pair(base, _framed(base, chance, half), True, "stock")
            for kind, slip in SLIPS.items():
                slipped = slip(base, chance)
                if slipped is not None and slipped != base:
                    yield Pair(base, slipped, True, kind)
        yield from (Pair(base, text, False, "elsewhere") for text in other if text)


def wide(text: str) -> str:
    """Katakana half as wide; figures and letters full."""
    return "".join(_HALF.get(c) or (chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c) for c in text)


def _framed(text: str, chance: random.Random, half: str) -> str:
    heads, tails = (HELD_HEADS, HELD_TAILS) if half == "held" else (HEADS, TAILS)
    head, tail = chance.choice(heads), chance.choice(tails)
    body = text if text[-1] in "。！？!?" else text + "。"
    joint = chance.choice(("", "", "\n"))
    return chance.choice((head + joint + body, body + joint + tail, head + joint + body + joint + tail))


def _signed(text: str, chance: random.Random) -> str:
    """Other signs, blanks and line ends; nothing of the words."""
    way = chance.randrange(5)
    if way == 0:
        return re.sub("[。、！？]", "", text)
    if way == 1:
        return text.rstrip("。！？") + chance.choice(EMOJI)
    if way == 2:
        return text.replace("、", "，").replace("。", "．")
    if way == 3:
        return text.replace("、", "、\n") + "\n"
    return "・" + text.replace("、", "　")


def _place(text: str, chance: random.Random, allowed: str) -> int | None:
    places = [place for place, c in enumerate(text) if re.match(allowed, c) and c not in _NUMERALS + _DENYING]
    return chance.choice(places) if places else None


def _lost(text: str, chance: random.Random) -> str | None:
    place = _place(text, chance, r"\w")
    return None if place is None else text[:place] + text[place + 1 :]


def _doubled(text: str, chance: random.Random) -> str | None:
    place = _place(text, chance, r"\w")
    return None if place is None else text[: place + 1] + text[place:]


def _swapped(text: str, chance: random.Random) -> str | None:
    """Two neighbours of one script, not the same letter, no figures."""
    scripts = ("[ぁ-ん]", "[ァ-ヶー]", "[一-龥]")
    places = [
        place
        for place, (a, b) in enumerate(zip(text, text[1:], strict=False))
        if a != b and not {a, b} & set(_NUMERALS) and any(re.match(s, a) and re.match(s, b) for s in scripts)
    ]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _wrong_kana(text: str, chance: random.Random) -> str | None:
    place = _place(text, chance, "[あ-ん]")
    row = next((row for row in _ROWS if place is not None and text[place] in row), None)
    if place is None or row is None:
        return None
    return text[:place] + chance.choice([c for c in row if c != text[place]]) + text[place + 1 :]


def _unvoiced(text: str, chance: random.Random) -> str | None:
    places = [place for place, c in enumerate(text) if c in _VOICED]
    if not places:
        return None
    place = chance.choice(places)
    return text[:place] + _VOICED[text[place]] + text[place + 1 :]


def _small(text: str, chance: random.Random) -> str | None:
    """っ left out or written large, ゃゅょ written large."""
    places = [place for place, c in enumerate(text) if c in "っゃゅょッャュョ"]
    if not places:
        return None
    place = chance.choice(places)
    large = dict(zip("っゃゅょッャュョ", "つやゆよツヤユヨ", strict=True))[text[place]]
    left_out = text[place] in "っッ" and chance.random() < 0.5
    return text[:place] + ("" if left_out else large) + text[place + 1 :]


SLIPS = {
    "lost": _lost,
    "doubled": _doubled,
    "swapped": _swapped,
    "wrong kana": _wrong_kana,
    "unvoiced": _unvoiced,
    "small": _small,
}
