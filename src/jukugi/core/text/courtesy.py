"""What politeness adds to an opinion without changing it: stock sentences, requests, humble and honorific words."""

import re

from jukugi.core.text.plain import plain

_END = re.compile(r"(?<=[。．！？!?\n])")

# A sentence that greets, thanks, asks for attention or takes leave, and says nothing else.
_STOCK = re.compile(
    "|".join(
        (
            r"(いつも|日頃|平素|毎日|日ごろ).{0,30}(世話|ありがと|有難|有り難|感謝|御礼|お礼|おつかれ|お疲れ|ご苦労|御苦労)",
            r"^(大変)?お世話(に|様)",
            r"(検討|対応|配慮|考慮|一考|善処|理解|高配|査収|確認|返信|回答|参考).{0,12}(願|幸い|ください|下さい|いただけ|頂け|いただき|頂き|賜)",
            r"^(以上|右|上記)(です|となります|、|のこと|の件)?.{0,14}$",
            r"^(何卒|なにとぞ|どうか|どうぞ|ぜひ|是非|では|それでは)?[、,]?(今後とも|引き続き)?[、,]?(何卒|どうぞ)?(よろしく|宜しく)",
            r"^(はじめまして|初めまして|こんにちは|こんばんは|おはようございます|前略|拝啓|敬具|草々|失礼(いた|致)?します|失礼しました)",
            r"^(初めて|はじめて).{0,10}(投稿|意見|書|送|メール)",
            r"^(突然|とつぜん).{0,12}(失礼|すみません|申し訳|ごめん|連絡|メール)",
            r"^(市民|住民|一市民|一住民|区民|一区民|市内|区内)(の一人)?(として|です|に住んでいます|在住).{0,24}$",
            r"^.{2,20}(している|をしています|をやっている|に住む|に住んでいる|を務める|を務めている)(者|もの|住民|市民)(です|でございます)?$",
            r"(長文|乱文|勝手|拙い|つたない|お忙しい|ご多忙|御多忙|お手数|長く|長々|わがまま|恐縮|恐れ入).{0,24}$",
            r"^(意見|要望|提案|一言|ひとこと|ご意見|次のとおり|以下のとおり|下記のとおり).{0,10}(申し|述べ|書かせ|送り|送ら|出し|します|いたします|致します|です)",
            r"^(ご|御)?(担当|関係)(者|部署|課)?(の)?(方|皆様|皆さん|各位|様|者様|者各位|殿)?(へ|宛て?)?$",
            r"^.{0,8}(市長|区長|課長|部長|職員|市役所|区役所)(様|殿|さん|の皆様|の皆さん|御中|へ)$",
            r"^(この|その|早急な|早期の|速やかな|一日も早い|ご|御)?(改善|実現|見直し|善処|対処|是正)(を|に向けて)?.{0,10}(願|ください|下さい|いただけ|頂け|求め|望み|望む|期待).{0,6}$",
            r"^.{0,12}(応援|期待)して(い|お)?ります?.{0,6}$",
            r"^.{0,6}(ありがとうございま|感謝(いた|致|申)).{0,8}$",
        )
    )
)
_LONGEST_STOCK = 60


# A denial that asks or doubts, and denies nothing: 〜ではないでしょうか, 〜していただけませんか, 〜かもしれません.
_ASKED = re.compile(
    r"(では|じゃ)?(ない|ありません)(の?でしょう|だろう)?か(ね|な)?(?=[と。．?？!！、,\s]|$)"
    r"|(?<=[てでは])(いただけ|頂け|もらえ|貰え|くれ|くださ|下さ)(ない|ません|いません)(もの)?(でしょう|だろう)?か"
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


def is_stock_sentence(sentence: str) -> bool:
    """Whether a sentence (plain form) only greets, thanks, asks to be considered or takes leave."""
    bare = sentence.rstrip("。．.! ")
    return len(bare) <= _LONGEST_STOCK and bool(_STOCK.search(bare))
