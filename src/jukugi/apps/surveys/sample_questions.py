"""What the sample's surveys ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from jukugi.apps.accounts.models import User
from jukugi.apps.surveys import actions
from jukugi.apps.surveys.actions import OptionDraft, QuestionDraft
from jukugi.apps.surveys.enums import Attribute, AudienceKind, Kind
from jukugi.apps.surveys.models import Audience, Question, Survey

AGREEING = ("そう思う", "まあそう思う", "あまりそう思わない", "そう思わない")
OUTSIDE, OTHER = "わからない", "その他"


@dataclass(frozen=True)
class Asked:
    """A question in short. ``opens``: number of an earlier question and of its option by which it is asked."""

    kind: Kind
    label: str
    options: Sequence[str] = ()
    rows: Sequence[str] = ()
    attribute: str = ""
    help: str = ""
    begins_page: bool = False
    at_most: int | None = None
    most: int | None = None
    unit: str = ""
    opens: tuple[int, int] | None = None
    citizens_only: bool = False


def _scale(label: str, **more: bool) -> Asked:
    return Asked(Kind.SCALE, label, (*AGREEING, OUTSIDE), begins_page=more.get("begins_page", False))


WHO = (
    Asked(Kind.SINGLE, "お住まいの区", attribute=Attribute.WARD, citizens_only=True),
    Asked(Kind.SINGLE, "年代", attribute=Attribute.AGE, citizens_only=True),
    Asked(Kind.SINGLE, "性別", attribute=Attribute.SEX, citizens_only=True),
)
FIRST = (
    *WHO,
    Asked(
        Kind.SINGLE,
        "町内会・自治会に加入していますか。",
        attribute=Attribute.JOINED,
        citizens_only=True,
    ),
    _scale("地域の困りごとを、市や区に相談しやすいと思いますか。", begins_page=True),
    _scale("市からの情報は、必要な人に届いていると思いますか。"),
    _scale("市から町内会・自治会への依頼は、負担が大きいと思いますか。"),
    _scale("気軽に立ち寄れる居場所は、身近に足りていると思いますか。"),
    _scale("市民の意見は、市の取組に反映されていると思いますか。"),
    Asked(
        Kind.MATRIX,
        "地域の活動を続けるための支えは、足りていると思いますか。",
        ("足りている", "足りない", OUTSIDE),
        rows=("集まる場所", "活動のお金", "手伝う人", "相談する相手"),
        begins_page=True,
    ),
    Asked(Kind.SINGLE, "この一年に、地域のことで市や区とやりとりをしましたか。", ("した", "していない")),
    Asked(
        Kind.MULTIPLE,
        "どのようなやりとりでしたか。",
        ("窓口での相談", "電話", "会議や説明会", "書類の提出", OTHER),
        opens=(11, 1),
    ),
    Asked(
        Kind.RANKING,
        "これから力を入れてほしいことを、順に三つまで選んでください。",
        ("相談しやすい窓口", "情報の届け方", "依頼や書類を減らす", "居場所をふやす", "意見への返事", "活動のお金"),
        at_most=3,
        begins_page=True,
    ),
    Asked(Kind.NUMBER, "地域の活動に使う時間は、月にどのくらいですか。", unit="時間", most=300),
    Asked(Kind.TEXT, "地域のつながりや市の支えについて、思うことを自由に書いてください。"),
)
SECOND = (
    *WHO,
    Asked(
        Kind.SINGLE,
        "家や職場・学校のほかに、よく行く居場所がありますか。",
        ("ある", "ない", "さがしている"),
        begins_page=True,
    ),
    Asked(
        Kind.MULTIPLE,
        "どのような所ですか。",
        ("公園や広場", "図書館や市民館", "お店や喫茶", "町内会館や集会所", "だれかの家や庭", OTHER),
        opens=(4, 1),
    ),
    _scale("歩いて行ける所に、ほっとできる場所がもっと必要だと思いますか。"),
    Asked(
        Kind.MULTIPLE,
        "どのような場所がほしいですか。",
        ("雨の日もいられる", "だれかと話せる", "ひとりでいられる", "こどもと行ける", "何かを作れる", "夜も開いている"),
        at_most=3,
        begins_page=True,
        help="特にほしいものから選んでください。",
    ),
    Asked(
        Kind.MATRIX,
        "次のことは、居場所にとってどのくらい大切ですか。",
        ("とても", "まあ", "あまり", OUTSIDE),
        rows=("近いこと", "安いこと", "人がいること"),
    ),
    Asked(Kind.NUMBER, "歩いて何分までなら行きますか。", unit="分", most=120),
    Asked(Kind.TEXT, "こんな場所があったら、と思うことを書いてください。"),
)


def ask_all(
    survey: Survey, asked: Sequence[Asked], audiences: Sequence[Audience], *, actor: User, now: datetime
) -> list[Question]:
    """Ask them one after the other."""
    citizens = [one.pk for one in audiences if one.kind == AudienceKind.CITIZENS]
    made: list[Question] = []
    for one in asked:
        opens = made[one.opens[0] - 1].options.all()[one.opens[1] - 1].pk if one.opens else None
        draft = QuestionDraft(
            kind=one.kind,
            label=one.label,
            help=one.help,
            attribute=one.attribute,
            options=[_option(label) for label in one.options],
            rows=one.rows,
            begins_page=one.begins_page,
            at_most=one.at_most,
            least=Decimal(0) if one.most else None,
            most=Decimal(one.most) if one.most else None,
            unit=one.unit,
            takes_opinions=one.kind == Kind.TEXT,
            conditions=[opens] if opens else (),
            only_for=citizens if one.citizens_only and len(audiences) > 1 else (),
        )
        made.append(actions.add_question(survey=survey, draft=draft, actor=actor, now=now))
    return made


def _option(label: str) -> OptionDraft:
    return OptionDraft(label, asks_words=label == OTHER, is_outside=label == OUTSIDE)
