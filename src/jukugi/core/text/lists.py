"""Lists of words for comparing and grouping, in the spelling of the dictionary (Sudachi's normalized form)."""


def words(text: str) -> frozenset[str]:
    """Words between blanks."""
    return frozenset(text.split())


def pairs(text: str) -> dict[str, str]:
    """Pairs ``one=other`` between blanks."""
    return dict(pair.split("=") for pair in text.split())


# Words that stand in almost every opinion and say nothing of its subject.
EMPTY_WORDS = words(
    """
    為る 有る 居る 成る 遣る 出来る 行く 来る 見る 言う 思う 貰う 頂く 下さる 呉れる 欲しい 良い 無い 御願い 願う 事
    物 所 為 様 方 訳 時 人 自分 私 私達 僕 俺 此れ 其れ 何れ 此処 其処 何処 何 今 もっと とても 本当 是非 一 二 三
    多い 少ない 感ずる 感じる 考える 頑張る 置く 仕舞う 続ける 始める 過ぎる 付く 掛かる 掛ける 入れる 出る 出す
    取る 知る 分かる 等 達 さん 的 御 さ 化 中 内 後 前 者 毎 毎年 毎回 度 回 年 月 日 点 件 個 是 凄い 矢張り 全然
    全く 例えば 特に 先ず 又 余り 余 更 程 位 為さる 致す 申す 申し上げる 存ずる 存じる 御座る 皆 皆さん 誰 誰か
    必要 可能 場合 問題 現在 最近 意見 希望 要望 機会 気 話 形 面 他 仕方 思い 考え 大変 少し 一つ 色々 沢山 先 前回
    次 同じ 違う
    """
)

# Words of running errands and places that could head any group.
WIDE_WORDS = words(
    """
    市 区 町 地域 市民 区民 住民 場所 活動 参加 行政 役所 近所 地区 川崎 方法 対応 実施 利用 会 こと もの ところ
    ため よう わけ ほう とき うち たち まま つもり はず
    """
)

# Words that ask, humble or soften.
COURTESY = words(
    """
    です ます だ 欲しい 下さる 呉れる 貰う 頂く 願う 御願い 致す 申す 申し上げる 御座る 存ずる 存じる 幸い 有り難い
    有難い 為る 居る 有る 思う 考える 言う 感じる 感ずる たい 御 お ご 何卒 是非 どうか どうぞ 宜しい 良い 助かる
    嬉しい 様 補助 為 ため 願い おる 希望 要望 こと 事 の 訳 物 ん よう か ね よ な さ 成る わ ぞ ぜ だろう でしょう
    頼む 様だ 出来る 遣る 求める 望む どう 頂戴 ちょうだい 方 現状 状況 状態 如何 とても 大変 本当 本当に 凄い 非常
    凄く 検討 てる ちゃう けど けれど
    """
)

# Words of greetings, thanks, requests to be considered and farewells.
STOCK = words(
    """
    何とぞ 願い 回答 配慮 考慮 高配 高覧 返事 返信 乱筆 許す 時下 益々 慶び 御慶び 喜び 清栄 清祥 慶ぶ 健勝 自愛
    御多用 多用 今日は 今晩は 初めまして 御早う お疲れ様 疲れ 宜しい 宜しく 御願い 願う 検討 一考 再考 感謝 御礼 礼
    有り難う 有り難い 有難う 失礼 世話 長文 乱文 恐縮 恐れ入る 多忙 忙しい 尽力 苦労 幸い 幸甚 何卒 前略 拝啓 敬具
    草々 早々 拝読 期待 応援 以上 以下 担当 申す 様 殿 御中 申し上げる 敬う 一言 善処 賢察 手数 済みません 御免 突然
    悪筆 拙文 お目通し 目通し 御機嫌
    """
)

# Of these the words of greetings and thanks: nobody asks for anything in such a sentence.
THANKS = words(
    """
    今日は 今晩は 初めまして 御早う お疲れ様 疲れ 感謝 御礼 礼 有り難う 有難う 失礼 世話 乱文 乱筆 恐縮 恐れ入る
    苦労 前略 拝啓 敬具 草々 済みません 御免 許す 応援 時下 益々 慶び 御慶び 喜び 清栄 清祥 慶ぶ 健勝 自愛 盛夏 猛暑
    厳寒 残暑 尽力
    """
)

# Verbs with which somebody says that he writes.
WRITING = words("書く 述べる 伝える 送る 投稿 メール 提案 申す 申し上げる")

# Words that may stand beside them in such a sentence.
BESIDE_STOCK = words(
    """
    ふと 初 早め 早目 頑張り 頑張る 皆さま 便り お便り 初投稿 コメント 質問 文面 感想 意見書 要望書 応募 急 唐突
    僭越 手短 簡潔 率直 素朴 気付く 思い付く 聞く 伺う 受ける 受け止める 届く 伝わる 生かす 活かす 反映 汲む
    取り上げる 一読 御覧 見る 承知 了承 理解 協力 待つ 限り 至急 早期 折 季節 候 暑さ 寒さ 活躍 繁栄 役所 市役所
    区役所 行政 スタッフ 係 パブリック パブコメ アンケート 目 下記 上記 上げる 意見 要望 提案 考え 思い 声 市 区
    市政 区政 市民 区民 町民 一 者 市長 区長 職員 皆 皆様 皆さん 方 方々 関係 各位 部署 課 取り組み 取組 仕事 活動
    読む 最後 迄 送る 書く 述べる 伝える 届ける 初めて 始めて 突然 メール 電話 手紙 連絡 今回 今後 此れ 引き続き
    前向き 早い 早急 実現 改善 対応 配慮 考慮 参考 下さる 日頃 日ごろ いつも 何時も 平素 毎日 常 住む 在住 私 わたし
    通り 終わる 内容 件 文章 乱れる 付き合う 時間 頂戴 掛ける 返事 回答 返信 中 所 時 上 下 次 どうか 是非 投稿 暑い
    寒い 元気 健康 発展 祈る 機会 設ける 募集 場 借りる 貴重 簡単 勝手 拙い 通す 通る 出来る 為 様 貰う 側 さん 用
    心 より 深い 厚い 誠 真 大変 本当 真に 少し 長い 長々 済む 程 事 物 今日 本日 先日 お
    """
)

# Words that weaken or strengthen a sentence and change nothing of what it wants.
SOFTENING = words(
    """
    必要 作る 設ける 設置 用意 困る 個人 やはり 正直 もう少し 少し もっと 出来れば 可能 早急 まず 先ず 改めて 一度
    今後 実際 皆 上
    """
)

# Words of courtesy that praise: against a complaint of SOFTENING they turn the opinion.
GLAD = words("助かる 嬉しい 有り難い 有難い 良い 宜しい 幸い 楽")
SAD = words("困る")

# All words that may be more in one of two texts that are one opinion.
COURTEOUS = COURTESY | SOFTENING | STOCK | BESIDE_STOCK

_SAME = words(
    """
    仰る=言う いらっしゃる=居る 御覧=見る 拝見=見る 伺う=聞く 頂戴=貰う 参る=行く 召し上がる=食べる 只今=今
    本日=今日 昨日=きのう 昨年=去年 明日=あした 如何=どう 此方=此れ 私=わたし 僕=私 俺=私 私達=私 我々=私
    わたくし=私 御爺さん=老人 方=人 者=人 皆様=皆 皆さん=皆 何方=誰 どなた=誰 教える=知る 要る=必要 いる=必要
    行う=遣る 実施=遣る 記載=書く 明記=書く 余り=余 矢張り=やはり 凄い=とても 大変=とても 非常=とても 全然=全く
    為=ため 沢山=多い けれども=けど けれど=けど が=けど ので=から 故=から 此の=この 様々=色々 直ぐ=直ちに
    ちゃんと=きちんと 御子さん=子供 御子様=子供 子=子供 しか=丈
    """
)
# Two ways of saying one thing: the one on the left is read as the one on the right.
SAME_MEANING: dict[str, str] = dict(sorted(pair.split("=") for pair in _SAME))

# Words that people read in another way than Sudachi's dictionary, or in one way of two.
FIXED_READINGS = pairs(
    """
    私=わたし 私達=わたしたち 大人=おとな 人気=にんき 今日=きょう 明日=あした 昨日=きのう 今年=ことし 日本=にほん
    何時=なんじ 上手=じょうず 下手=へた 一人=ひとり 二人=ふたり 二十歳=はたち 一昨日=おととい 明後日=あさって
    今朝=けさ 十分=じゅうぶん 一日中=いちにちじゅう 一年中=いちねんじゅう 世界中=せかいじゅう 町中=まちじゅう
    街中=まちなか 空き家=あきや 大家=おおや 他=ほか 皆=みな 良い=よい 皆様=みなさま 方々=かたがた 人々=ひとびと
    日々=ひび 我々=われわれ 様々=さまざま 近々=ちかぢか 立場=たちば 役割=やくわり 取組=とりくみ 申込=もうしこみ
    割合=わりあい 合間=あいま 手間=てま 世間=せけん 仲間=なかま 隙間=すきま 昼間=ひるま 夜間=やかん 期間=きかん
    瞬間=しゅんかん 茶の間=ちゃのま 床の間=とこのま 最中=さいちゅう 工夫=くふう 生物=せいぶつ 風車=ふうしゃ
    色紙=いろがみ 寒気=さむけ 出所=しゅっしょ 見物=けんぶつ 名札=なふだ 一時=いちじ 分別=ぶんべつ 目下=もっか
    側=がわ 術=すべ 訳=わけ 頃=ころ 傍=そば 証=あかし 経緯=けいい 有り様=ありさま 一行=いちぎょう 年月=ねんげつ
    町会=ちょうかい 千歳=ちとせ 千代=ちよ 万人=ばんにん 数人=すうにん 数名=すうめい 魚市場=うおいちば
    """
)

# Names of several words that Sudachi cuts in the wrong place. They apply as those that staff have set, and after these.
FIXED_NAMES = pairs(
    """
    小学校区=しょうがっこうく 中学校区=ちゅうがっこうく 卸売市場=おろしうりしじょう 避難所=ひなんじょ
    一人ひとり=ひとりひとり 一部屋=ひとへや 二部屋=ふたへや
    """
)
