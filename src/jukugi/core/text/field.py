"""Words of community policy that belong together: who says 担架 or 停電 speaks of disasters, without naming them.

Each paragraph is one subject of the field with words that people use when they speak of it. An issue whose own words
fall into a subject is near to texts that use its other words. A word may stand in several subjects and then says less.
Written for this project; where a city speaks of other things the list is silent and the other views decide.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from jukugi.core.text.words import Word, words_of

_FIELD = """
居場所 集い たまり場 サロン 茶話会 お茶 お茶飲み 喫茶 カフェ 縁側 寄り合い所 拠点 立ち寄る ふらっと
顔見知り 常連 孤立 孤独 ひとりぼっち 話し相手 閉じこもり 引きこもり 不登校 こども食堂 多世代 交流
話す 会話 おしゃべり 仲間 友だち 囲碁 将棋 のんびり 過ごす くつろぐ 安心 愚痴 つながり 初対面
心細い 寂しい 退職 定年 腰をおろす カレー 食事会 赤ちゃん 親子 ママ友 放課後

施設 会館 町内会館 集会所 集会室 公民館 市民館 会議室 部屋 教室 空き教室 体育館 校庭 校舎 廃校
園舎 空き家 空き店舗 店舗 シャッター 倉庫 ガレージ 本堂 寺 貸し出し 貸す 借りる 鍵 予約 抽選
申し込み 利用料 使用料 冷暖房 開放 空き時間 転用 活用 営利 管理会社 大家 いこいの家 音楽室

公園 広場 緑地 遊び場 冒険遊び場 プレーパーク ボール ボール遊び サッカー キャッチボール 野球 バスケ
スケボー 遊具 ブランコ 滑り台 砂場 ベンチ 花壇 芝生 草 草取り 草刈り 木陰 樹木 枝 剪定 桜
水飲み場 犬 猫 ふん 花火 焚き火 落ち葉 看板 禁止 愛護会 ラジオ体操 木 花 種

防災 災害 地震 台風 大雨 水害 洪水 浸水 津波 火災 停電 断水 避難 避難所 避難訓練 訓練 備え 備蓄
毛布 非常食 発電機 担架 消火器 消火 消防団 土砂 崖 ハザードマップ 水位 救助 助け合う いざ 逃げる
自主防災組織 福祉避難所 安否 資機材 トイレ 体育館 ペット 放送 高台 垂直避難

見守り 見守る 名簿 個人情報 同意 秘密 民生委員 要支援者 要介護 介護 認知症 徘徊 迷子 高齢者
一人暮らし 独居 孤独死 障害 障害者 車いす 福祉 地域包括 地域包括支援センター ケア 虐待 通報 安否確認
声かけ 気にかける 新聞 検針 ごみ出し 弁当 配食 通学路 困りごと 助ける 支える 登録 連絡先 ヘルパー
看取り

若者 若い 世代 中学生 高校生 大学生 学生 大学 青年 子育て 子育て世帯 母親 父親 共働き 保育園 転入
転勤 引っ越し 新住民 新しい マンション 管理組合 賃貸 入居 戸建て 加入 未加入 担い手 後継者 なり手
世代交代 子ども会 祭り 夏祭り みこし 盆踊り 太鼓 ボランティア 手伝い 参加 行事 企画 飲み会 誘う
知り合い 顔合わせ 部活 勉強

外国人 外国 外国籍 国籍 国際 多文化 言葉 言語 日本語 母語 英語 中国語 ネパール ブラジル フィリピン
ベトナム 韓国 通訳 翻訳 多言語 やさしい日本語 ふりがな ルビ 日本語教室 異国 異文化 イスラム 宗教
習慣 ルーツ 実習生 技能実習 料理 国

中間支援 相談 相談窓口 窓口 センター 市民活動 市民活動コーナー 市民活動センター
ソーシャルデザインセンター コーディネーター 仲介 仲立ち 引き合わせる 橋渡し つなぐ マッチング 出張
出張相談 立ち上げる 始める 起業 団体 仲間 ノウハウ 事務 規約 チラシづくり 備品 テント 貸し借り 研修
講座 助言 企業 社会貢献 連携 財団 専門家 開所 土日 夜間

区民会議 区役所 区長 会議 話し合い 話し合う 議論 議題 テーマ 委員 任期 再任 公募 くじ 抽選 無作為
無作為抽出 傍聴 提言 提案 進行 ファシリテーター 会議録 議事録 参加者 ワークショップ 熟議 託児 手話
条例 審議会 区民 意見交換 決める 反対 賛成 寄り合い

お金 資金 予算 補助 補助金 助成 助成金 交付金 基金 ファンド 寄付 寄付金 募る クラウドファンディング
協賛 出資 融資 預金 信用金庫 ふるさと納税 遺贈 会費 会計 帳簿 決算 領収書 精算 概算払い 人件費
謝金 家賃 審査 採択 申請 申請書 書類 税 自腹 値上げ 単年度 財源 投資 資金繰り

評価 検証 点検 見直し 目標 指標 数値 数字 達成 成果 効果 実績 失敗 反省 やめた 計画 進捗
中間評価 第三者 報告書 白書 統計 調査 アンケート 回収率 グラフ データ 比較 費用対効果 根拠 指針
採点 自己評価 年度 検討 次に生かす 振り返る 公開

広報 お知らせ 知らせ 情報 発信 周知 伝える 伝わる 届く ホームページ サイト ページ 検索 アプリ
メール SNS インスタ ツイッター 動画 チラシ 冊子 パンフレット 概要版 図解 字 文字 小さい字 老眼
読みにくい 読む カタカナ 横文字 専門用語 難しい わかりやすい 点字 音声 読み上げ 手話 字幕 ラジオ
新聞 テレビ 締め切り 問い合わせ スマホ ネット 紙 PDF 更新

配布 配る 配り物 配達 届ける 回覧 回覧板 仕分け 束 束ねる 部数 冊子 市政だより 広報紙 議会だより
ポスター 掲示 掲示板 貼る 貼り替え 画びょう 班長 組長 当番 階段 五階 膝 重い 運ぶ 濡れる
オートロック ポスト 管理人 業者 謝礼 ハンコ 電子回覧 枚数 余り 一括 月二回

推薦 委嘱 充て職 役 役員 会長 副会長 なり手 民生委員 保護司 青少年指導員 スポーツ推進委員 交通安全
動員 割り当て 出席 式典 行事 募金 共同募金 赤い羽根 日赤 目標額 一世帯 袋 任意 断る 引き受ける
押し付け 兼務 掛け持ち 国勢調査 選挙 立ち会い 代理 書面 依頼 依頼文 負担 減らす 所要時間 会議が多い

市役所 役所 行政 本庁 区役所 部署 課 縦割り 担当 担当者 職員 異動 引き継ぎ 窓口 たらい回し
回される 一元化 様式 統一 前例 検討します 返事 回答 応対 電話 名刺 研修 協働 庁内 横断 組織 責任
公務員 五時 対応 態度 できない理由 説明

町内会 自治会 町会 加入率 加入 会費 総会 規約 法人化 会計 脱退 未加入 会員 役員 班 隣組 連合会
組織率 自治

交通 道路 歩道 車道 バス 路線バス バス停 停留所 時刻表 本数 便 電車 鉄道 駅 改札 ホーム 乗り換え 乗る 降りる 乗客
運転 運転手 運転士 運賃 定期 敬老パス 自転車 シェアサイクル 駐輪場 駐車場 踏切 信号 坂 坂道 段差 エレベーター
渋滞 混雑 送迎 相乗り 乗り合い デマンド 免許 返納 足 コミュニティバス ワゴン タクシー 買い物 通院 通勤 通学
減便 廃止 車いす 高台 移動 外出 車 自動車

ごみ ゴミ 生ごみ 資源 資源回収 分別 収集 収集日 集積所 ごみ出し 粗大ごみ 可燃 不燃 燃える 燃えない プラスチック
ペットボトル 空き缶 瓶 古紙 段ボール 古着 布団 家具 食品ロス 食べ残し 堆肥 コンポスト リサイクル リユース 再利用
もったいない 捨てる 出す 袋 レジ袋 カラス ネット 清掃 掃除 美化 不法投棄 ポイ捨て 落書き たばこ 吸い殻
海洋ごみ 焼却 減量 脱炭素 省エネ 太陽光 温暖化

防犯 犯罪 安全 治安 空き巣 泥棒 ひったくり 盗難 盗む 詐欺 振り込め詐欺 振り込む だます 悪質 訪問販売 街灯 街路灯
防犯灯 夜道 暗い 暗がり パトロール 見回り 見守り隊 不審者 痴漢 交番 警察 警察官 カメラ 防犯カメラ 交通事故 事故
横断歩道 スピード 飛び出し 抜け道 一時停止 通学路 ガードレール ブロック塀 歩きスマホ 危ない 危険 怖い

子ども 児童 小学生 子育て 育児 妊娠 妊婦 出産 産後 新生児 赤ん坊 赤ちゃん 乳児 乳幼児 幼児 双子 保育 保育園 保育所
保育士 待機児童 入園 幼稚園 一時預かり 預ける 預かる 病児保育 学童 ファミリーサポート 育休 職場復帰 授乳 おむつ
ミルク 離乳食 夜泣き 検診 健診 予防接種 ベビーカー 抱っこ 絵本 児童館 子育て広場 こども文化センター 遊び 遊ばせる
ママ パパ 父親 母親 祖父母 学習支援 宿題 いじめ 貧困 虐待 ひとり親 里親 児童手当

健康 体操 運動 散歩 医療 病院 診療 薬 歯 予防 介護予防 フレイル 筋力 食生活 健診

商店街 商店 店 店主 個人商店 八百屋 肉屋 魚屋 パン屋 本屋 銭湯 スーパー 大型店 シャッター 閉店 廃業 跡継ぎ 後継者
企業 会社 中小企業 事業者 工場 町工場 職人 技術 ものづくり 商売 売る 買う 売り上げ 客 市場 朝市 商品券 ポイント
地元 地産地消 雇用 求人 就職 就労 仕事 働く 働き口 勤める パート アルバイト 正社員 副業 テレワーク 起業 創業
開業 出店 融資 経営 経済 農家 農業 直売所

文化 芸術 音楽 演奏 合唱 読書 図書館 歴史 伝統 郷土 史跡 民俗 展示 美術 スポーツ 運動会 大会

デジタル インターネット ネット オンライン パソコン タブレット スマホ スマートフォン 携帯 アプリ 画面 操作 入力 電子
電子申請 申請 手続き 申し込み 届け 住民票 証明書 戸籍 印鑑 ハンコ マイナンバー カード 暗証番号 パスワード ログイン
QRコード ホームページ 予約 予約システム キャッシュレス 決済 ライン LINE チャット メール ズーム 講習 スマホ教室
苦手 待ち時間 書類 郵送 コンビニ交付 AI データ システム 自動

学校 小学校 中学校 高校 学級 教室 授業 教育 先生 教員 教師 担任 校長 PTA 保護者 保護者会 給食 運動会 部活 部活動
クラブ 顧問 登校 下校 登下校 旗振り 通学 不登校 フリースクール 特別支援 学力 勉強 総合学習 出前授業 ゲスト
コミュニティスクール 学校運営協議会 図書室 校庭 校門 卒業生 母校 統廃合 少子化 教材 習い事 塾 進路 生徒 児童 働き方

観光 観光客 名所 名物 名産 特産 土産 魅力 景色 夜景 景観 史跡 街道 宿場 寺社 神社 お寺 参拝 参道 祭り 花火 花見
桜 紅葉 散策 散歩 ガイド 案内板 地図 看板 宿 宿泊 ホテル 民泊 旅行 訪れる 来訪 外国人観光客 インバウンド
人出 混雑 マナー 撮影 写真 ロケ イベント にぎわい PR 宣伝 発信 ブランド 飲食店 グルメ 食べ歩き 休憩所 博物館 記念館

住まい 住宅 住む 家 空き家 空き地 空き室 団地 公営住宅 市営住宅 県営住宅 アパート マンション 分譲 賃貸 家賃 大家
不動産 保証人 入居 退去 引っ越し 立ち退き 建て替え 修繕 積立金 管理組合 老朽化 耐震 断熱 改修 リフォーム 相続 実家
持ち主 所有者 庭木 雑草 倒壊 屋根 エレベーター バリアフリー シェアハウス 同居 二世帯 土地 境界 登記 住み替え

緑 みどり 自然 森 林 里山 雑木林 樹木 木 街路樹 並木 植木 枝 剪定 伐採 植樹 苗 花 花壇 植え込み 芝生 草 草刈り
落ち葉 公園 緑地 緑道 川 河原 河川 土手 水辺 水路 用水 池 湧水 水質 生き物 虫 昆虫 鳥 魚 蛍 外来種 生態系
農地 畑 田んぼ 農園 市民農園 生産緑地 農業 収穫 土 日陰 木陰 暑さ ヒートアイランド 環境 保全

若い人 若者 若い 十代 二十代 高校生 中学生 中高生 大学生 学生 生徒会 進学 就活 奨学金 夢 将来 挑戦 やりたい 試す 企画
実現 発表 バンド ダンス スケートボード 音楽 ゲーム たまり場 たむろ 放課後 自習 勉強 意見 投票 選挙 十八歳 参政 SNS
つまらない 地元 上京 先輩 友達 子どもの権利 意見表明

税 税金 納税 住民税 予算 予算案 決算 財政 歳出 歳入 借金 市債 赤字 収支 使い道 使途 無駄 無駄遣い 節約 削減 箱物
公共事業 工事 入札 契約 随意契約 補助 公開 情報公開 透明 説明責任 家計簿 議会 議員 報酬 監査 効果 費用 経費
人件費 優先順位 市民予算 参加型予算 比べる 一人あたり

将来 未来 十年後 ビジョン 理念 方針 基本的考え方 素案 計画 策定 市民 主体 自治 協働 参加
条例
"""


@cache
def subjects() -> tuple[frozenset[str], ...]:
    """The words of each subject, as a dictionary spells them."""
    return tuple(frozenset(part.normal for words in line for part in words if part.is_content) for line in _lines())


@cache
def names() -> tuple[str, ...]:
    """What each subject is called: its first word."""
    return tuple("".join(word.surface for word in line[0]) for line in _lines())


def strongest(words: Iterable[str]) -> int | None:
    """The subject of which words speak most, by its place; a word counts once, and less where it has several subjects.

    None where no word is of the field; the first of equal ones.
    """
    score: Counter[int] = Counter()
    for word in set(words):
        places = _places().get(word, ())
        score.update(dict.fromkeys(places, 1 / max(1, len(places)) ** 2))
    return min(score, key=lambda place: (-score[place], place)) if score else None


@cache
def _places() -> dict[str, tuple[int, ...]]:
    """The subjects in which each word stands."""
    found: dict[str, list[int]] = {}
    for place, words in enumerate(subjects()):
        for word in words:
            found.setdefault(word, []).append(place)
    return {word: tuple(places) for word, places in found.items()}


@cache
def by_sound() -> dict[str, tuple[str, ...]]:
    """All these words by how they sound (katakana), of three letters or more: for texts that write no kanji."""
    found: dict[str, tuple[str, ...]] = {}
    for line in _lines():
        for words in line:
            sound = "".join(word.reading or word.surface for word in words)
            if len(sound) > 2:
                found.setdefault(sound, tuple(word.normal for word in words if word.is_content))
    return found


@cache
def _lines() -> list[list[list[Word]]]:
    """The words of each subject, each cut into its shortest units."""
    lines = [subject.split() for subject in _FIELD.split("\n\n")]
    words = words_of(word for line in lines for word in line)
    return [[next(words) for _ in line] for line in lines]
