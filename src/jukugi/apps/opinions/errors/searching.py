from django.utils.translation import gettext_lazy as _

from jukugi.kit.errors import Refusal


class SearchTooLong(Refusal):
    what = _("探す言葉が{length:,}字あります。")
    todo = _("{limit}字までにしてください。文の全体ではなく、中心になる言葉で探せます。")


class SearchHasTooManyTerms(Refusal):
    what = _("探す言葉が{count}個あります。")
    todo = _("一度に探せるのは{limit}個までです。言葉を減らしてください。")


class SearchHasNoWords(Refusal):
    """Signs alone."""

    what = _("記号だけでは探せません。")
    todo = _("「坂道」「バス停」のような言葉か、数字を入れてください。")
