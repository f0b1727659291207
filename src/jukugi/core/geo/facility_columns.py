"""The columns of 公共施設一覧 in both versions of the standard, and the other names under which cities write them.

``OLD`` is 推奨データセット (内閣官房, 2017); ``NEW`` is 自治体標準オープンデータセット (デジタル庁, 2022), as 板橋区
publishes its list in it. Inside, a facility is a mapping of the field names used here to text.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

FLAGS = {
    "wheelchair": "車椅子可",
    "wheelchair_lent": "車椅子貸出",
    "stick_lent": "ツエ貸出",
    "wide_toilet": "バリアフリートイレ",
    "ramp_or_lift": "スロープ、エレベータ、エスカレータ",
    "guiding_blocks": "点字ブロック等の移動支援",
    "braille_or_voice": "点字や読上による支援",
    "assistance_dog": "盲導犬・介助犬、聴導犬同伴",
    "captions": "字幕",
    "writing": "筆談対応",
    "priority_parking": "優先駐車場",
    "ostomate": "オストメイト対応トイレ",
    "nursing_room": "授乳室",
    "nappy_corner": "おむつ替えコーナー",
    "food": "飲食可否",
    "buggy_lent": "ベビーカー貸出",
    "buggy": "ベビーカー利用",
}

BARRIER_WORDS = {
    "wheelchair": "車いす可 車椅子対応 車いす対応",
    "wheelchair_lent": "車いす貸出",
    "stick_lent": "杖貸出 つえ貸出",
    "wide_toilet": "多目的トイレ 多機能トイレ 車椅子使用者用トイレ 車いす用トイレ だれでもトイレ",
    "ramp_or_lift": "スロープ エレベータ エレベーター エスカレータ エスカレーター",
    "guiding_blocks": "点字ブロック",
    "assistance_dog": "補助犬 盲導犬",
    "writing": "筆談",
    "priority_parking": "障害者用駐車場 思いやり駐車場",
    "ostomate": "オストメイト オストメイト対応",
    "nappy_corner": "おむつ交換台 おむつ替え",
}
"""How バリアフリー情報 of the old version names the flags of the new one, beside their own names."""

OLD = MappingProxyType(
    {
        "都道府県コード又は市区町村コード": "code",
        "NO": "id",
        "都道府県名": "prefecture",
        "市区町村名": "city",
        "名称": "name",
        "名称_カナ": "kana",
        "名称_通称": "common_name",
        "POIコード": "poi",
        "住所": "address",
        "方書": "building",
        "緯度": "lat",
        "経度": "lon",
        "電話番号": "phone",
        "内線番号": "extension",
        "法人番号": "corporate",
        "団体名": "body_name",
        "利用可能曜日": "days",
        "開始時間": "opens",
        "終了時間": "closes",
        "利用可能日時特記事項": "time_note",
        "説明": "about",
        "バリアフリー情報": "barrier_free",
        "URL": "url",
        "備考": "note",
    }
)

NEW = MappingProxyType(
    {
        "全国地方公共団体コード": "code",
        "ID": "id",
        "地方公共団体名": "government",
        "名称": "name",
        "名称_カナ": "kana",
        "名称_英字": "english",
        "名称_通称": "common_name",
        "POIコード": "poi",
        "外部識別子": "outer_key",
        "外部識別子の値": "outer_value",
        "所在地_全国地方公共団体コード": "place_code",
        "町字ID": "town_id",
        "所在地_連結表記": "address",
        "所在地_都道府県": "prefecture",
        "所在地_市区町村": "city",
        "所在地_町字": "town",
        "所在地_番地以下": "block",
        "建物名等(方書)": "building",
        "緯度": "lat",
        "経度": "lon",
        "高度の種別": "height_kind",
        "高度の値": "height",
        "電話番号": "phone",
        "内線番号": "extension",
        "連絡先メールアドレス": "mail",
        "連絡先FormURL": "form_url",
        "連絡先備考（その他、SNSなど）": "contact_note",
        "郵便番号": "postcode",
        "法人番号": "corporate",
        "団体名": "body_name",
        "利用可能曜日": "days",
        "開始時間": "opens",
        "終了時間": "closes",
        "利用可能時間特記事項": "time_note",
        "説明": "about",
        **{column: flag for flag, column in FLAGS.items()},
        "URL": "url",
        "画像": "image",
        "画像_ライセンス": "image_licence",
        "備考": "note",
    }
)

STANDARDS: Mapping[str, Mapping[str, str]] = MappingProxyType({"old": OLD, "new": NEW})
REQUIRED = {"old": ("name", "kana", "address"), "new": ("code", "id", "name")}
"""Fields that the standard wants in every row. Only without a name is a row of no use."""

LABELLED = {"kind": "種別", "cost": "料金", "welcome": "対象", "toilet": "トイレ"}
"""Fields without a column of their own: they go into 備考 behind these words."""

OTHER_NAMES = {
    "code": "市区町村コード 市町村コード 自治体コード 団体コード 都道府県コード 都道府県コード又は市町村コード code",
    "id": "番号 施設番号 施設ID 管理番号 No.",
    "government": "自治体名 団体名称",
    "prefecture": "都道府県",
    "city": "市区町村 市町村名 区名 ward_name",
    "name": "施設名 施設名称 名前 name",
    "kana": "名称カナ 名称(カナ) フリガナ 施設名_カナ 施設名カナ 名称_フリガナ ふりがな",
    "english": "名称_英語 名称(英語)",
    "common_name": "通称 名称(通称)",
    "place_code": "所在地_自治体コード 所在地コード ward_code",
    "town_id": "町字id",
    "address": "所在地 所在地_連結標記 address",
    "town": "町名 町字 anchor_town",
    "block": "番地 番地以下",
    "building": "建物名等 建物名",
    "lat": "lat latitude 北緯 y",
    "lon": "lon lng long longitude 東経 x",
    "phone": "電話 連絡先 連絡先電話番号 tel",
    "mail": "メールアドレス メール email",
    "contact_note": "連絡先備考 連絡先備考(その他SNSなど)",
    "postcode": "〒",
    "body_name": "運営団体 管理者",
    "days": "曜日 開館曜日 開所曜日 利用曜日 open_days",
    "opens": "開始時刻 開館時間 開館時刻 開所時間 利用開始時間 opens_at",
    "closes": "終了時刻 閉館時間 閉館時刻 閉所時間 利用終了時間 closes_at",
    "time_note": "利用可能日時特記事項 利用可能時間特記事項 利用可能日時特記 休館日 定休日",
    "about": "概要",
    "barrier_free": "バリアフリー",
    "wheelchair": "車椅子 車いす可 step_free",
    "wide_toilet": "多目的トイレ 多機能トイレ 車椅子使用者用トイレ有無",
    "url": "ホームページ HP",
    "note": "メモ 特記事項",
    "kind": "種別 施設種別 分類 施設分類 kind",
    "cost": "料金 利用料 利用料金 cost",
    "welcome": "対象 利用対象 who_is_welcome",
    "toilet": "トイレ toilet",
}


def plain_heading(text: str) -> str:
    """A heading as it is compared: width, letter case, blanks and lines between words do not matter."""
    words = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in words if letter not in " _-\u2010\u2015\u3001,、・\n\r\t")


def fields_of(header: Sequence[str]) -> list[str | None]:
    """For each heading its field; None for one that is not known."""
    known = {plain_heading(column): field for columns in (OLD, NEW) for column, field in columns.items()}
    for field, names in OTHER_NAMES.items():
        for name in names.split():
            known.setdefault(plain_heading(name), field)
    return [known.get(plain_heading(name)) for name in header]


def standard_of(header: Sequence[str]) -> str | None:
    """Which version a heading is nearer to: by the columns that only one of them has; None where it has neither's."""
    names = {plain_heading(name) for name in header}
    own = {
        version: {plain_heading(c) for c in columns} - {plain_heading(c) for c in STANDARDS[other]} - {"id", "no"}
        for version, columns, other in (("old", OLD, "new"), ("new", NEW, "old"))
    }
    found = {version: len(names & columns) for version, columns in own.items()}
    if not any(found.values()):
        return None
    return max(("new", "old"), key=lambda version: found[version])
