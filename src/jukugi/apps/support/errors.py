"""
Refusal
├─ FunctionThere             a function of this name stands in the catalogue
├─ TooManyFunctions
├─ OfferBackwards            the last day lies before the first
├─ ReviewBeforeStart         the look back is due before the offer begins
├─ NotOnTrial                nobody agreed to look back on this offer
├─ LookedBackBefore          somebody else was quicker
├─ SheetTheSame              nothing on the situation sheet differs from its last edition
├─ SheetEmpty                the situation sheet says neither a want nor a worry
├─ NotOnPaper                an officer types in what came on paper, by phone or face to face, and nothing else
├─ ToldInTheFuture           a day on which something was told or done lies ahead
├─ AlreadyReader             the body may read the sheet already
├─ AlreadyInCharge           the officer is in charge already
├─ NotOfTheWard              who is to be in charge is no officer of the association's ward
├─ NobodyInCharge            the association has no officer in charge yet
├─ AnsweredBefore            somebody answered the match already
├─ StepDoneBefore            somebody said already that the step is done
├─ StepInThePast             the last day of a step lies before the day on which it is agreed
├─ FaultyList                rows of a list of supports cannot be read
├─ UnreadableList            the file is no table
└─ NotOpened (NotAllowed)    this device opens nothing of the association
"""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import NotAllowed, Refusal


class FunctionThere(Refusal):
    what = _("「{name}」というはたらきは、もう一覧にあります。")
    todo = _("一覧のものを使うか、区別できる名前にしてください。")


class TooManyFunctions(Refusal):
    what = _("はたらきは{limit}までです。")
    todo = _("似たものをまとめると、表が読みやすくなります。")


class OfferBackwards(Refusal):
    what = _("終わりの日（{ends}）が、始まりの日（{starts}）より前になっています。")
    todo = _("二つの日を確かめて、直してください。")


class ReviewBeforeStart(Refusal):
    what = _("振り返りの日（{review}）が、始まりの日（{starts}）より前になっています。")
    todo = _("試してみた後の日を選んでください。")


class NotOnTrial(Refusal):
    what = _("この支援メニューは、試行ではありません。")
    todo = _("振り返るのは、振り返りの日を決めて始めたものだけです。")


class LookedBackBefore(Refusal):
    what = _("この支援メニューの振り返りは、もう書かれています。")
    todo = _("ページを読み直して、書かれたものを確かめてください。")


class SheetTheSame(Refusal):
    what = _("前の版と同じ内容です。")
    todo = _("変わったところを書き直してから、もう一度押してください。")


class SheetEmpty(Refusal):
    what = _("望むことも、心配なことも、書かれていません。")
    todo = _("どちらか一つでも、選ぶか書くかしてください。ほかは空のままで構いません。")


class NotOnPaper(Refusal):
    what = _("職員が入れられるのは、紙、FAX、郵便、電話、会場で聞いたものだけです。")
    todo = _("どう届いたかを選び直してください。")


class ToldInTheFuture(Refusal):
    what = _("日付（{day}）が、今日より後になっています。")
    todo = _("聞いた日、行った日を確かめて、直してください。")


class AlreadyReader(Refusal):
    what = _("{name}は、もうこのシートを読めます。")
    todo = _("ほかの団体を選ぶか、そのままにしてください。")


class AlreadyInCharge(Refusal):
    what = _("{name}さんは、もうこの団体の受け持ちです。")
    todo = _("ほかの人を選んでください。")


class NotOfTheWard(Refusal):
    what = _("{name}さんは、この団体の区の担当ではありません。")
    todo = _("この区の担当から選んでください。")


class NobodyInCharge(Refusal):
    what = _("この団体には、まだ受け持ちの職員がいません。")
    todo = _("先に、区の担当のだれかを受け持ちに決めてください。")


class AnsweredBefore(Refusal):
    what = _("この提案には、もう答えがあります。")
    todo = _("ページを読み直して、答えを確かめてください。")


class StepDoneBefore(Refusal):
    what = _("この一歩は、もう済んだことになっています。")
    todo = _("ページを読み直して、記録を確かめてください。")


class StepInThePast(Refusal):
    what = _("期限（{due}）が、決めた日（{agreed}）より前になっています。")
    todo = _("期限を確かめて、直してください。")


class FaultyList(Refusal):
    what = _("読めない行が{count}あります。まだ何も取り込んでいません。")
    todo = _("下の行を直すか、「読めた行だけ取り込む」を選んでください。")


class UnreadableList(Refusal):
    what = _("表として読めません（{why}）。")
    todo = _("一行目に列の名前がある、CSVかXLSXの表を選んでください。")


class NotOpened(NotAllowed):
    what = _("この機械では、この団体のページが開いていません。")
    todo = _("区から届いた手紙の招待コードを入れてください。")
