"""What politeness adds to an opinion without changing it: stock sentences, requests, humble and honorific words."""

import re
from collections.abc import Sequence

from jukugi.core.text.lists import BESIDE_STOCK, COURTESY, STOCK, THANKS, WRITING
from jukugi.core.text.plain import plain
from jukugi.core.text.words import Word

_END = re.compile(r"(?<=[。．！？!?\n])")

# A sentence in which somebody says who is speaking, asks for a mending without naming any, or thanks.
_STOCK = re.compile(
    "|".join(
        (
            r"^(市民|住民|一市民|一住民|区民|一区民|市内|区内)(の一人)?(として|です|に住んでいます|在住).{0,24}$",
            r"^.{0,12}(在住|在勤|在学)(の者|の市民|者)?(です|でございます)?$",
            r"^.{2,20}(している|をしています|をやっている|に住む|に住んでいる|を務める|を務めている)(者|もの|住民|市民)(です|でございます)?$",
            r"^(初めて|はじめて|以下|次の|ひとこと|一言|ひと言|少し)?[、,]?(ご|私の|わたしの)?(意見|要望|提案|投稿|メール)?(を|の通り|のとおり|だけ|まで)?(申し|述べ|書かせ|書き|送り|送ら|出し|投稿|お伝え|伝え)(上げ|させ|して|し|て|いただき|頂き|いたし|致し)*(ます|たく|ました)?.{0,8}$",
            r"^(いつも|日頃|平素|毎日|日ごろ)(から|より)?(大変|.{1,8}のために)?(ありがと|有難|有り難|感謝|おつかれ|お疲れ|ご苦労|御苦労).{0,14}$",
            r"^(長文|乱文|勝手|拙い|つたない|お忙しい|ご多忙|御多忙|お手数|長く|長々|わがまま|恐縮|恐れ入).{0,24}$",
            r"^.{0,8}(市長|区長|課長|部長|職員|市役所|区役所|役所|担当課|事務局)(様|殿|さん|の皆様|の皆さん|の方々?|御中)?(へ|宛て?)?$",
            r"^.{0,14}(書か|述べ|言わ|送ら|伝え|申し上げ|投稿)(さ)?せて(ください|下さい|もらい|いただき|頂き).{0,6}$",
            r"^(初|初めての)?(投稿|要望|意見|提案|質問|お願い|相談|感想)(です|になります|があります|でございます)$",
            r"^(この|その|早急な|早期の|速やかな|一日も早い|ご|御)?(改善|実現|見直し|善処|対処|是正)(を|に向けて)?.{0,10}(願|ください|下さい|いただけ|頂け|求め|望み|望む|期待).{0,6}$",
            r"^.{0,6}(ありがとうございま|感謝(いた|致|申)).{0,8}$",
            r"^(この|今回の|本|その)(件|こと|テーマ|案|計画)(について|に関して|に関し)[、,]?(一言|ひとこと|少し|私の|わたしの)?(意見)?(を)?(申し|述べ|書かせ|書き|言わせ)(上げ|させ|して|し|て|いただき|頂き|いたし|致し)*(ます|たい(です|と思います)?)$",
            r"^.{0,6}(パブリック・?コメント|パブコメ|意見募集|意見箱|アンケート)(に|へ|について)[、,]?(意見を|意見|私の意見を)?(提出|応募|回答|投稿|送り|送ら|お答え|出し)(し|させ|いたし|致し|ていただき|て頂き)*(ます|ました|たい(です|と思います)?)$",
            r"^(今回の|この|貴市の|市の)?(素案|案|計画|計画案|原案|資料|冊子|広報|ホームページ|説明|概要版|お知らせ|チラシ)(を|は)(ひととおり|一通り|すべて|全部|ざっと|最後まで)?(読み|読ませ|見|拝見|拝読|目を通し|聞き)(し|いたし|て|せて|ていただき|させて)*(いただき|頂き)?(まし)?た(が|ので)?$",
            r"^(これは|以下は)?(前|以前|前々|かね|ずっと前|日ごろ|日頃|普段|ふだん|いつも|常日頃)(から|てから|てより|より)?(ずっと|つねづね|常々)?(思|感じ|考え|気にな|疑問に思)(って|い|え)*(いた|いました|おりました|います|おります)(こと|ことです)?.{0,4}$",
        )
    )
)
_LONGEST_STOCK = 60


# A denial that asks or doubts, and denies nothing: 〜ではないでしょうか, 〜していただけませんか, 〜かもしれません.
_ASKED = re.compile(
    r"(の|ん)?(では|じゃ)?(ない|ありません|ないです)(の?でしょう|だろう)?か(ね|な|しら)?(?=[と。．?？!！、,\s]|$)"
    r"|(?<=[いきしちにみりえけせてねめれぎじび])ません(でしょう)?か(ね)?(?=[と。．?？!！、,\s]|$)"
    r"|(?<=[てでは])(いただけ|頂け|もらえ|貰え|くれ|くださ|下さ)(ない|ません|いません)(もの)?(でしょう|だろう)?か"
    r"|(?<=[えれら])んか(な|ね|のう|よ)?(?=[。．?？!！、,\s]|$)|(わけ|訳)にはいき(ません|ないでしょう)か"
    r"|かも(しれ|知れ)(ない|ません)|申し訳(あり|ござい)ません(が)?|すみませんが|恐れ入りますが"
    r"|(?:^|(?<=[、,]))(?:どうか|何卒|なにとぞ|ぜひとも|ぜひ|是非)[、,]?"
)


def unasked(sentence: str) -> str:
    """A sentence without the denials that only ask."""
    return _ASKED.sub("", sentence)


def sentences(text: str) -> list[str]:
    """The sentences of a text in its plain form, without empty ones."""
    rows = [plain(row) for line in text.splitlines() for row in _END.split(line)]
    return [row for row in rows if row]


def without_stock(sentence: str, words: Sequence[Word]) -> tuple[list[Word], bool]:
    """The words of a sentence (plain form) that say something, without signs, and whether others were left out.

    Left out is a whole sentence that only greets, thanks, asks to be considered or takes leave, and the first or
    last clause of one that does so.
    """
    if is_stock_sentence(sentence, words):
        return [], True
    clauses: list[Sequence[Word]] = [words]
    n_all = 1
    if any(word.normal in STOCK or word.surface in STOCK for word in words):
        clauses = list(_clauses(words))
        n_all = len(clauses)
        if len(clauses) > 1 and _is_greeting(clauses[0]):
            clauses = clauses[1:]
        if len(clauses) > 1 and is_stock(clauses[-1]):
            clauses = clauses[:-1]
    kept = [word for clause in clauses for word in clause if not is_sign(word)]
    if len(kept) > 1 and kept[-1].surface in _LAUGHING:
        kept = kept[:-1]
    return kept, len(clauses) < n_all


def is_stock_sentence(sentence: str, words: Sequence[Word]) -> bool:
    """Whether a sentence (plain form) only greets, thanks, asks to be considered or takes leave."""
    bare = sentence.rstrip("。．.! ")
    return len(bare) <= _LONGEST_STOCK and (bool(_STOCK.search(bare)) or is_stock(words))


def has_stock_form(text: str) -> bool:
    """Whether one of the sentences has the form of one that tells who speaks, thanks, or asks for a mending."""
    return any(_STOCK.search(sentence.rstrip("。．.! ")) for sentence in sentences(text))


def is_stock(words: Sequence[Word]) -> bool:
    """Whether among the words there is one of courtesy, and none that says what is wanted or denies."""
    has_stock = has_thanks = False
    n_others = 0
    for word in words:
        if word.normal in ("ない", "無い", "ず", "ぬ"):
            return False
        if word.normal in STOCK or word.surface in STOCK:
            has_stock = True
            has_thanks = word.normal in THANKS or word.surface in THANKS or has_thanks
        elif word.normal not in _ALL_STOCK and word.surface not in _ALL_STOCK and word.is_content:
            n_others += 1
            has_thanks = False  # who goes on to speak of a thing says something of it
    if not has_stock and not n_others:
        return _tells_of_writing(words)
    return has_stock and n_others <= (_MOST_BESIDE_THANKS if has_thanks else 0)


def _tells_of_writing(words: Sequence[Word]) -> bool:
    """Whether somebody says that he writes, and asks nobody else to: 思ったことを書きます, 提案させてください."""
    names = {word.normal for word in words}
    is_asking = bool(names & _ASKING) and not names & {"せる", "させる"}
    return bool(names & WRITING) and not is_asking


_ASKING = frozenset(("欲しい", "下さる", "貰う", "呉れる", "頂く", "可し", "ば"))


# Who thanks may name what for.
_MOST_BESIDE_THANKS = 2
_ALL_STOCK = STOCK | BESIDE_STOCK | COURTESY
# Laughter, tears and sweat at the end of a sentence.
_LAUGHING = frozenset(("笑", "爆笑", "苦笑", "泣", "涙", "汗", "怒", "w", "ww", "www"))


def is_sign(word: Word) -> bool:
    return word.kind[0] in ("補助記号", "記号", "空白") and not _LETTERS.search(word.surface)


_LETTERS = re.compile(r"[ぁ-んァ-ヶ]")


def _is_greeting(clause: Sequence[Word]) -> bool:
    """A first clause that greets or names who is addressed: こんばんは、 担当者様、 but not 担当者は、"""
    spoken = [word for word in clause if not is_sign(word)]
    return bool(spoken) and (spoken[-1].kind[0] != "助詞" or spoken[-1].surface == "へ") and is_stock(clause)


def _clauses(words: Sequence[Word]) -> list[list[Word]]:
    clauses: list[list[Word]] = [[]]
    for word in words:
        clauses[-1].append(word)
        if word.kind[1] == "読点":
            clauses.append([])
    return [clause for clause in clauses if clause]
