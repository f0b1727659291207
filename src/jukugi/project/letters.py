"""The letter of an invitation as it is printed on the city's own machine, where there are no settings."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from jukugi.kit.papers.forms import PrintedForm


def without_settings() -> None:
    """Let papers be made where nobody configured anything."""
    from django.conf import settings

    if not settings.configured:
        settings.configure(USE_I18N=False, SECRET_KEY="-", CITY_NAME="", TEMPLATES=[], USE_TZ=True)  # noqa: S106


def invitation_letters(plan: dict[str, Any], rows: Sequence[dict[str, str]]) -> PrintedForm:
    """A sheet for each row of ``letters.csv``: the address in the window, the panel in plain words, code and square."""
    from jukugi.kit.pages.wording import jdate
    from jukugi.kit.papers.letters import Letter, letters_form

    title = f"「{plan['title']}」への参加の御案内"
    words = [
        *([plan["aim"]] if plan.get("aim") else []),
        *([plan["asked"]] if plan.get("asked") else []),
        "この手紙は、名簿からくじで選ばれた方にだけ届いています。参加してもよい方は、下の四角い印をスマートフォンで読み取るか、アドレスを開いて応募してください。",
        f"締切は{jdate(date.fromisoformat(plan['closes_on']))}です。応じた方の中から、市の縮図になるように、公開の抽せんで選びます。",
    ]
    after = [
        "番号は、一人に一つです。ほかの人には渡せません。",
        "名簿の写しは、この手紙を刷る市の機械から出していません。応募しなければ、何も残りません。",
        *([f"分からないことは、お尋ねください：{plan['contact']}"] if plan.get("contact") else []),
    ]
    return letters_form(
        (
            Letter(
                heading=title,
                words=words,
                code=row["code"],
                code_name=f"あなたの案内番号（{row['number']}）",
                address=row["link"],
                to=[row["postcode"], row["address"], f"{row['name']} 様"],
                after=after,
            )
            for row in rows
        ),
        title=title,
        sender=[],
    )
