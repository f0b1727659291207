from django.db import models
from django.utils.translation import gettext_lazy as _

RECEIPT_KIND = "evaluation"
"""Kind of the receipt numbers behind which an evaluation sheet stands."""

TITLE_LIMIT = 80
LINE_LIMIT = 200
NAME_LIMIT = 20
"""Letters of the name of a criterion."""
CLAIM_LIMIT = 80
"""Letters of the sentence to which a verdict says yes or no."""
WORDS_LIMIT = 4_000
REASON_LIMIT = 1_000
"""Letters of a reason for a verdict."""
PAPER_LIMIT = 8_000
"""The same from paper: what came on paper is never cut."""
CRITERIA_AT_MOST = 10
MEASURES_AT_MOST = 40
FACTS_AT_MOST = 60
BASES_AT_MOST = 40
YEN_AT_MOST = 10**15


class ReviewState(models.TextChoices):
    """Where a review stands; whether it takes sheets now is told by its period too."""

    PREPARED = "prepared", _("準備中")
    OPENED = "opened", _("評価を受付")
    CLOSED = "closed", _("まとめ中")
    PUBLISHED = "published", _("結果を公表")


class ReviewAct(models.TextChoices):
    """What somebody did with a review on its way."""

    PREPARED = "prepared", _("準備をはじめた")
    OPENED = "opened", _("評価の受付を始めた")
    CLOSED = "closed", _("評価の受付を終えた")
    PUBLISHED = "published", _("結果を公表した")


class Side(models.TextChoices):
    """From where somebody looks at a measure. All are shown side by side; none weighs more."""

    CITIZEN = "citizen", _("市民")
    MEMBER = "member", _("会議体の委員")
    ASSOCIATION = "assoc", _("町内会・自治会")
    PARTNER = "partner", _("中間支援")
    DEPARTMENT = "depart", _("担当課")


CITY_SIDE = Side.DEPARTMENT


class Verdict(models.TextChoices):
    """How far the sentence of a criterion is true, on an ordered scale; わからない stands beside it."""

    YES = "yes", _("そう思う")
    RATHER_YES = "r_yes", _("まあそう思う")
    RATHER_NO = "r_no", _("あまりそう思わない")
    NO = "no", _("そう思わない")
    UNKNOWN = "unknown", _("わからない")


FAVOURABLE = (Verdict.YES, Verdict.RATHER_YES)
CRITICAL = (Verdict.RATHER_NO, Verdict.NO)


class FactKind(models.TextChoices):
    """What a row of facts tells of a measure."""

    MONEY = "money", _("かけたお金")
    DONE = "done", _("行ったこと")
    OUTCOME = "outcome", _("起きたこと")


class SheetState(models.TextChoices):
    """Whether the words of a sheet are public. Its verdicts count in every state but REPLACED."""

    WAITING = "waiting", _("確認待ち")
    SHOWN = "shown", _("公開中")
    HIDDEN = "hidden", _("言葉は非公開")
    REPLACED = "replaced", _("書き直された")


class FindingKind(models.TextChoices):
    """What follows from what was found."""

    KEEP = "keep", _("続けること")
    CHANGE = "change", _("変えること")
    STOP = "stop", _("やめること")
    UNKNOWN = "unknown", _("わからないこと")


class FindingState(models.TextChoices):
    """Where a finding stands on its way."""

    DRAFTED = "drafted", _("下書き")
    SUBMITTED = "submitted", _("承認待ち")
    APPROVED = "approved", _("承認済み")
    DROPPED = "dropped", _("取り下げ")


class FindingAct(models.TextChoices):
    """What somebody did with a finding."""

    WRITTEN = "written", _("書いた")
    SUBMITTED = "submitted", _("承認を頼んだ")
    SENT_BACK = "sent_back", _("下書きに戻した")
    APPROVED = "approved", _("承認した")
    DROPPED = "dropped", _("取り下げた")


class BasisKind(models.TextChoices):
    """On what a finding rests."""

    SHEET = "sheet", _("評価シート")
    FACT = "fact", _("事実の数字")
    GAP = "gap", _("認識の差")


# The criteria that a new review begins with: name, the sentence that is judged, help.
USUAL_CRITERIA = (
    (_("効果"), _("ねらったことが、実際に起きた"), _("目に見えた変化があれば、それを書いてください。")),
    (_("広がり"), _("必要としている人に届いた"), _("届いていない人がいれば、だれかを書いてください。")),
    (_("公平"), _("地域や立場によるかたよりがなかった"), _("得をした人、損をした人がいれば書いてください。")),
    (_("負担"), _("担い手や地域に無理をかけなかった"), _("時間、人手、気づかいも負担です。")),
    (_("費用"), _("かけたお金に見合っていた"), _("お金の額は、上の表にあります。")),
    (_("続けやすさ"), _("これからも続けていける形だった"), _("担い手や場所が変わっても続くでしょうか。")),
)
