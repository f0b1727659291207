from django.db import models
from django.utils.translation import gettext_lazy as _

from jukugi.apps.accounts.enums import Channel

NAME_LIMIT = 40
TITLE_LIMIT = 120
WORDS_LIMIT = 1_000
LINE_LIMIT = 200
FUNCTIONS_AT_MOST = 30


class Outcome(models.TextChoices):
    """What became of an offer that was tried."""

    GOES_ON = "goes_on", _("続ける")
    CHANGES = "changes", _("変えて続ける")
    ENDS = "ends", _("終える")


YEN_AT_MOST = 100_000_000_000
ROWS_AT_MOST = 40
ALTERNATIVES_AT_MOST = 6
CRITERIA_AT_MOST = 12
WEIGHT_AT_MOST = 10
SCORE_AT_MOST = 4


class ScenarioKind(models.TextChoices):
    """What a scenario is about."""

    INTERMEDIARY = "intermediary", _("中間支援")
    GOVERNANCE = "governance", _("新たなしくみ")


class OperatorForm(models.TextChoices):
    """In which form somebody runs what a scenario plans."""

    DIRECT = "direct", _("市・区が直接")
    COMMISSIONED = "commissioned", _("委託")
    DESIGNATED = "designated", _("指定管理")
    CIVIC = "civic", _("市民の団体が自ら")
    MIXED = "mixed", _("いくつかの形を組み合わせる")
    OTHER = "other", _("そのほか")


class SchemeSource(models.TextChoices):
    """Where money of an alternative comes from."""

    CITY = "city", _("市の予算")
    GRANT = "grant", _("国・県などの補助金")
    FEES = "fees", _("利用料・参加費")
    GIFTS = "gifts", _("寄付・会費")
    OWN = "own", _("団体の自主事業")
    OTHER = "other", _("そのほか")


class ScenarioPart(models.TextChoices):
    """A part of a scenario that is written, and kept, as one."""

    PLAN = "plan", _("題名とねらい")
    FUNCTIONS = "functions", _("担うはたらき")
    MILESTONES = "milestones", _("節目")
    RISKS = "risks", _("心配なことと備え")
    ALTERNATIVE = "alternative", _("選択肢")
    SCORES = "scores", _("点とその理由")
    HEARD = "heard", _("聞いたことと、変えたこと")


class HeardAnswer(models.TextChoices):
    """What a scenario does with what residents said."""

    TAKEN = "taken", _("取り入れた")
    PARTLY = "partly", _("一部を取り入れた")
    LATER = "later", _("これから考える")
    NOT_TAKEN = "not_taken", _("取り入れない")


class SecondHand(models.TextChoices):
    """What the second person does with a proposed decision."""

    DECIDED = "decided", _("決定した")
    RETURNED = "returned", _("差し戻した")


class ScenarioState(models.TextChoices):
    """Where a scenario stands. It follows from what was done, and is kept nowhere."""

    PREPARED = "prepared", _("準備中")
    DISCUSSED = "discussed", _("検討中")
    ASKING = "asking", _("意見を募集中")
    DECIDED = "decided", _("決定")


K = 5
"""Fewest associations, or consultations, of which a figure is told to everybody."""
PAPER_CHANNELS = frozenset({Channel.CARD, Channel.FAX, Channel.POST, Channel.MEETING, Channel.PHONE})
"""What an officer types in for somebody else."""


RECEIVED_STATES = ("taken", "nothing")
"""In figures: associations that took some support in a year, and those that took none."""


class Need(models.TextChoices):
    """What an association may want or worry about, and what an offer of the catalogue may help with."""

    MONEY = "money", _("活動のお金")
    THINGS = "things", _("備品や機材")
    BOOKS = "books", _("会計や書類")
    DIGITAL = "digital", _("回覧や連絡をデジタルで")
    PLACE = "place", _("集まる場所")
    HANDS = "hands", _("役員や手伝う人")
    TOGETHER = "together", _("ほかの団体といっしょに行う、一つになる")
    ENDING = "ending", _("活動を小さくする、きちんと終える")
    ADVICE = "advice", _("話を聞いてくれる人")


class SizeClass(models.TextChoices):
    """Member households, in classes and never as a number."""

    UNKNOWN = "unknown", _("答えない・分からない")
    TINY = "tiny", _("50世帯より少ない")
    SMALL = "small", _("50〜199世帯")
    MIDDLE = "middle", _("200〜499世帯")
    LARGE = "large", _("500世帯以上")


class AgeClass(models.TextChoices):
    """How many of a group are 65 and older."""

    UNKNOWN = "unknown", _("答えない・分からない")
    FEW = "few", _("4分の1より少ない")
    HALF = "half", _("半分くらいまで")
    MOST = "most", _("半分より多い")
    NEARLY_ALL = "nearly_all", _("ほとんど全員")


class MoneyClass(models.TextChoices):
    """Whether the money lasts for a year, in words and never as a sum."""

    UNKNOWN = "unknown", _("答えない・分からない")
    ENOUGH = "enough", _("ゆとりがある")
    EVEN = "even", _("ちょうど足りている")
    TIGHT = "tight", _("やりくりが苦しい")
    SHORT = "short", _("足りず、やめたことがある")


class VisitConsent(models.TextChoices):
    """Whether somebody may come and see the association."""

    WELCOME = "welcome", _("来てほしい")
    CALL_FIRST = "call_first", _("先に連絡があれば、来てよい")
    NO = "no", _("いまは来ないでほしい")


class MatchAnswer(models.TextChoices):
    """What became of a match that the machine proposed."""

    PROPOSED = "proposed", _("まだ答えていない")
    ACCEPTED = "accepted", _("使ってみる")
    SET_ASIDE = "set_aside", _("見送る")


class ReasonKind(models.TextChoices):
    """Why an offer fits an association."""

    WANTED = "wanted", _("団体が望んでいる")
    WORRY = "worry", _("団体が心配している")
    NEVER_TAKEN = "never_taken", _("受けた記録がない")
    MONEY_SHORT = "money_short", _("お金のやりくりが苦しいと答えている")
    OFFICERS_OLD = "officers_old", _("役員の半分より多くが65歳以上と答えている")
    FEW_HOUSEHOLDS = "few_households", _("50世帯より少ないと答えている")


class VisitWay(models.TextChoices):
    """How an officer and an association spoke."""

    THERE = "there", _("訪ねた")
    OFFICE = "office", _("区役所で会った")
    PHONE = "phone", _("電話で話した")
    ONLINE = "online", _("オンラインで話した")


class StepBy(models.TextChoices):
    """Who does the next step."""

    ASSOCIATION = "association", _("団体")
    OFFICER = "officer", _("区の担当")
    OTHER = "other", _("支える団体")


class Helped(models.TextChoices):
    """Whether a step that was done helped, as those say who took it."""

    YES = "yes", _("助かった")
    A_LITTLE = "a_little", _("少し助かった")
    NO = "no", _("助けにならなかった")
    UNKNOWN = "unknown", _("まだ分からない")


INQUIRY_RECEIPT = "inquiry"
"""Kind of the receipts of consultations."""
CONTACT_PURPOSE = "support.inquiry.contact"


class AskerKind(models.TextChoices):
    """Who asks, in coarse terms."""

    PERSON = "person", _("一人で")
    NEIGHBOURS = "neighbours", _("町内会・自治会など、ご近所の集まり")
    GROUP = "group", _("市民活動の集まり・NPO")
    FIRM = "firm", _("店・会社")
    SCHOOL = "school", _("学校・子どもに関わる集まり")
    OTHER = "other", _("そのほか・答えない")


class InquiryState(models.TextChoices):
    """Where a consultation stands."""

    WAITING = "waiting", _("担当を決めるのを待っている")
    ASSIGNED = "assigned", _("担当が答えを用意している")
    HANDED_ON = "handed_on", _("ほかの団体につないだ")
    ANSWERED = "answered", _("答えた")
    CLOSED = "closed", _("終わった")


class InquiryAct(models.TextChoices):
    """One step of a consultation. The rows are never changed."""

    RECEIVED = "received", _("受け付けた")
    ASSIGNED = "assigned", _("担当と期限を決めた")
    ANSWERED = "answered", _("答えを出した")
    HANDED_ON = "handed_on", _("同意を得て、ほかの団体につないだ")
    TOLD = "told", _("つないだ先から、どうなったかが届いた")
    CLOSED = "closed", _("終わりにした")
    ERASED = "erased", _("中身を消した")


class InquiryResult(models.TextChoices):
    """What came of a consultation."""

    MOVED = "moved", _("動き出した")
    LEARNED = "learned", _("分からないことが分かった")
    UNSOLVED = "unsolved", _("解決しなかった")
    UNKNOWN = "unknown", _("その後が分からない")
