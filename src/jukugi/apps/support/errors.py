"""
Refusal
├─ FunctionThere             a function of this name stands in the catalogue
├─ TooManyFunctions
├─ OfferBackwards            the last day lies before the first
├─ ReviewBeforeStart         the look back is due before the offer begins
├─ NotOnTrial                nobody agreed to look back on this offer
├─ LookedBackBefore          somebody else was quicker
├─ ScenarioThere             a scenario of this kind stands for this place in this process
├─ ScenarioNotPublic         what is asked for needs a scenario that everybody can read
├─ ScenarioPublic            it is public already
├─ TooManyRowsOfScenario
├─ ScenarioUnchanged         nothing differs from what is there
├─ ScoreOutOfRange
├─ AlternativeDropped        it was taken back
├─ DecisionWaits             a proposal lies with the second person
├─ NothingToDecide           the proposal was settled before
├─ SameHand                  who proposed cannot decide
├─ CommentsNotAnswered       a decision says what was taken up of what residents said
├─ CallThere                 residents are asked already
├─ CallBackwards
├─ LookBackNotDue            the year is not over, or nothing was decided before its end
├─ LookBackThere             somebody else was quicker
├─ CriterionThere            the yardstick has a criterion of this name
├─ YardstickEmpty            every criterion weighs nothing
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
├─ NotOpened (NotAllowed)    this device opens nothing of the association
├─ TooManyAsked              one device asked too often in a day
├─ NotTheirs                 who is to answer does not work for the place that is asked about
├─ NoConsent                 nobody said that the asker agreed to be handed on
├─ InquiryClosed             the consultation is over
└─ WordsErased               its words were erased
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


class ScenarioThere(Refusal):
    what = _("この検討には、{place}の{kind}のシナリオがもうあります。")
    todo = _("あるものを開いて、選択肢を足すか、書き直してください。")


class ScenarioNotPublic(Refusal):
    what = _("このシナリオは、まだ公開していません。")
    todo = _("先に公開してから、もう一度行ってください。")


class ScenarioPublic(Refusal):
    what = _("このシナリオは、もう公開しています。")
    todo = _("ページを読み直してください。")


class TooManyRowsOfScenario(Refusal):
    what = _("「{field}」は{limit}までです。")
    todo = _("似たものをまとめてください。")


class ScenarioUnchanged(Refusal):
    what = _("いま書かれていることと同じです。")
    todo = _("変えるところを直してから、もう一度押してください。")


class ScoreOutOfRange(Refusal):
    what = _("点は0から{limit}までの整数です。")
    todo = _("ものさしの言葉を読み、いちばん近い点を選んでください。")


class AlternativeDropped(Refusal):
    what = _("「{name}」は、取り下げられています。")
    todo = _("残っている選択肢から選ぶか、新しい選択肢を足してください。")


class DecisionWaits(Refusal):
    what = _("決定の案が一つ、決める人を待っています。")
    todo = _("その案を決めるか差し戻すかしてから、行ってください。")


class NothingToDecide(Refusal):
    what = _("この決定の案は、もう決まったか、差し戻されています。")
    todo = _("ページを読み直して、いまの様子を確かめてください。")


class SameHand(Refusal):
    what = _("案を書いた人は、自分では決められません。")
    todo = _("同じ役割のほかの職員に、決めるよう頼んでください。いなければ、運用担当に役割を足すよう頼んでください。")


class CommentsNotAnswered(Refusal):
    what = _("住民の声が{count:,}件届いていますが、取り入れたことも、取り入れなかったことも書かれていません。")
    todo = _("声をどう扱ったかを、二つの欄のどちらかに書いてください。")


class CallThere(Refusal):
    what = _("このシナリオへの意見は、もう募集しています。")
    todo = _("募集のページを開いて、続きを行ってください。")


class CallBackwards(Refusal):
    what = _("募集の終わりの日（{closes}）が、始まりの日（{opens}）より前になっています。")
    todo = _("二つの日を確かめて、直してください。")


class LookBackNotDue(Refusal):
    what = _("{year}年度の振り返りは、まだ書けません。")
    todo = _("決定のあと、年度が終わってから（4月1日から）書いてください。")


class LookBackThere(Refusal):
    what = _("{year}年度の振り返りは、もう書かれています。")
    todo = _("ページを読み直して、書かれたものを確かめてください。")


class CriterionThere(Refusal):
    what = _("「{name}」という観点が、二つあります。")
    todo = _("名前を変えるか、一つにまとめてください。")


class YardstickEmpty(Refusal):
    what = _("すべての観点の重みが0です。")
    todo = _("少なくとも一つの観点に、1以上の重みを付けてください。")


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


class TooManyAsked(Refusal):
    what = _("一日に送れる相談は{limit}件までです。")
    todo = _("あすもう一度送るか、区役所に電話してください。")
    status = 429


class NotTheirs(Refusal):
    what = _("{name}さんは、この相談の区の担当ではありません。")
    todo = _("この区の担当か、市の施策担当から選んでください。")


class NoConsent(Refusal):
    what = _("ほかの団体に伝えてよいと、相談した人が言っていません。")
    todo = _("本人に聞いて、いつどうやって同意を得たかを書いてください。")


class InquiryClosed(Refusal):
    what = _("この相談は、終わっています。")
    todo = _("続きがあれば、新しい相談として受け付けてください。")


class WordsErased(Refusal):
    what = _("この相談の中身は、もう消してあります。")
    todo = _("前のページに戻ってください。")
