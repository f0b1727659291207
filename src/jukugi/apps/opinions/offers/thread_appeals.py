"""Appeals against hiding as steps of a voice's story: that one came in, and its answer. Its words are for staff."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from jukugi.apps.opinions.enums import AppealState
from jukugi.apps.opinions.models import Opinion
from jukugi.kit.pages.voices import Step


def steps(opinions: Sequence[Opinion]) -> list[Step]:
    """One step for each appeal, one for each answer. No query where appeals were read along."""
    found = []
    for opinion in opinions:
        for appeal in opinion.appeals.all():
            content = {"appeal": appeal, "is_answer": False}
            sent = _("公開しない判断に、異議が届きました")
            found.append(Step(appeal.sent_at, _("異議"), sent, template="opinions/_step_appeal.html", content=content))
            if appeal.decided_at is not None:
                is_upheld = appeal.state == AppealState.UPHELD
                found.append(
                    Step(
                        at=appeal.decided_at,
                        label=_("異議"),
                        title=_("異議を認めました") if is_upheld else _("異議を認めませんでした"),
                        template="opinions/_step_appeal.html",
                        content={"appeal": appeal, "is_answer": True},
                    )
                )
    return found
