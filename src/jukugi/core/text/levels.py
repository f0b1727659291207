"""At which level an opinion asks for something: a proposal with the words that speak for it, never a fact.

地域 is what neighbours can do on foot, 区域 what a ward arranges, 市域 what the city decides, 個別 what the city asks
of neighbourhood associations.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The three levels, and what is asked of associations."""

    CHIIKI = "chiiki"
    KUIKI = "kuiki"
    SHIIKI = "shiiki"
    KOBETSU = "kobetsu"


@dataclass(frozen=True)
class LevelProposal:
    """``level`` with the ``words`` of the text that speak for it; None where no word does."""

    level: Level | None
    words: tuple[str, ...]


_WORDS = {
    Level.CHIIKI: """
    近所 近く 歩いて 学区 町内 隣 団地 マンション 公園 広場 ベンチ 砂場 会館 集会所 空き教室
    校庭 避難所 訓練 備蓄 担架 見守り 居場所 茶 サロン 集い 食堂 祭り みこし 盆踊り 子ども会
    担い手 名簿 一人暮らし ごみ出し 花壇 散歩 話し相手 顔見知り 空き家 空き店舗 部屋 引っ越し
    同じ棟 父親 母親 部活 外国 通訳 ふりがな
    """,
    Level.KUIKI: """
    区に 区ごと 各区 区の 区内 区役所 区長 区民会議 区民 うちの区 全区 くじ 無作為 傍聴
    委員の任期 相談窓口 センター コーディネーター 市民活動コーナー SDC 中間支援 出張相談
    引き合わせ 団体どうし 貸し借り 活動を始め つなぐ つないで 話し合いの場 議題 提言
    """,
    Level.SHIIKI: """
    市の 市は 市が 市で 市長 市役所 本庁 条例 計画 指針 方針 目標 指標 評価 報告書 アンケート
    政令市 財団 基金 ファンド 補助 助成 寄付 ホームページ 広報 お知らせ 横文字 カタカナ 縦割り
    担当 異動 部署 課 職員 窓口 前例 返事 検討します 公開 数字 十年後 三年ごと
    クラウドファンディング ふるさと納税 予算 インスタ SNS スマホ アプリ
    """,
    Level.KOBETSU: """
    配布 配る 配り 回覧 仕分け ポスター 掲示 束 班長 組長 会長 充て職 推薦 動員 募金 任意
    民生委員の候補 頼まれ 依頼 引き受け 役員 指導員 国勢調査 割り当て 広報を配 月二回 謝礼 なり手
    掛け持ち 申請書 領収書 様式
    """,
}
# Longer words first: 民生委員の候補 says more than 委員.
_LISTS = {level: sorted(words.split(), key=lambda word: (-len(word), word)) for level, words in _WORDS.items()}
_MOST_WORDS = 3


def propose_level(text: str) -> LevelProposal:
    """The level of which most words stand in a text; of equal ones the smaller place, which can act first."""
    found = {level: [word for word in words if word in text] for level, words in _LISTS.items()}
    score = Counter({level: sum(len(word) for word in _longest(words)) for level, words in found.items()})
    order = [Level.KOBETSU, Level.CHIIKI, Level.KUIKI, Level.SHIIKI]
    level = max(order, key=lambda each: (score[each], -order.index(each)))
    if not score[level]:
        return LevelProposal(None, ())
    return LevelProposal(level, tuple(_longest(found[level])[:_MOST_WORDS]))


def _longest(words: list[str]) -> list[str]:
    """Without those that stand within another."""
    return [word for word in words if not any(word != other and word in other for other in words)]
