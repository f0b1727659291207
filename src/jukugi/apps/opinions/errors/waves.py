"""Why a step on voices that came in at once is refused."""

from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class WaveWithoutVoices(Refusal):
    """Nothing in that time waits to be read."""

    what = _("その時間にウェブから届いて、確認を待っている声はありません。")
    todo = _("時間を選び直してください。すでに判断した声は、声ごとのページで変えられます。")


class WaveTimeWrong(Refusal):
    what = _("時間の初めと終わりが正しくないか、{days}日より長いか、1年より前です。")
    todo = _("終わりを、初めより後の時刻にしてください。長いときは分けて調べます。")


class WaveTooLarge(Refusal):
    what = _("その時間に確認を待っている声が{count:,}件あります。一度に調べられるのは{limit:,}件までです。")
    todo = _("時間を分けて調べてください。")


class WaveMoved(Refusal):
    """Somebody else, or the machine, was quicker."""

    what = _("このまとまりは、いま「{state}」です。")
    todo = _("ページを開き直して、いまの様子を確かめてください。")


class NothingChosenInWave(Refusal):
    what = _("公開しない組が選ばれていません。")
    todo = _("組を選ぶか、何もせずに終えてください。選ばなかった声は、ふだんどおり一件ずつ読みます。")


class SecondIsTheSame(Refusal):
    """Four eyes."""

    what = _("決めた人は、自分の判断の二人目になれません。")
    todo = _("ほかの職員に、このページを開いて確かめてもらってください。")
