"""What a gate can ask of this room."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jukugi.apps.drafts.enums import EditionStage
from jukugi.apps.drafts.models import ClauseText, Edition, Origin
from jukugi.apps.processes.enums import ConditionKind, ConditionState, gate_conditions
from jukugi.apps.processes.models import Process


def register() -> None:
    words = gettext_lazy("公開する文に、すべて由来がある")
    gate_conditions.register("drafts.origins", ConditionKind(words, all_with_origin), order=40)
    for place, (stage, said) in enumerate(_PUBLISHED.items()):
        kind = ConditionKind(said, _published(stage))
        gate_conditions.register(f"drafts.{stage}", kind, order=41 + place)


def all_with_origin(process: Process, now: datetime) -> ConditionState:
    """No text of an edition at work is without an origin. One query."""
    origins = Origin.objects.in_force().filter(clause=OuterRef("clause"))
    texts = ClauseText.objects.filter(edition__document__process=process).exclude(text="")
    missing = texts.filter(edition__in=Edition.objects.at_work()).filter(~Exists(origins)).count()
    said = _("由来のない文は%(count)s") % {"count": f"{missing:,}"}
    return ConditionState(missing == 0, said, reverse("drafts:desk"))


_PUBLISHED = {
    EditionStage.INTERIM: gettext_lazy("中間報告を公開した"),
    EditionStage.DRAFT: gettext_lazy("素案を公開した"),
    EditionStage.ADOPTED: gettext_lazy("策定した文書を公開した"),
}


def _published(stage: EditionStage) -> Callable[[Process, datetime], ConditionState]:
    def check(process: Process, now: datetime) -> ConditionState:
        """An edition of this stage is public. One query."""
        public = Edition.objects.published().filter(document__process=process, stage=stage, published_at__lte=now)
        count = public.count()
        said = _("公開した版は%(count)s") % {"count": f"{count:,}"}
        return ConditionState(count > 0, said, reverse("drafts:desk"))

    return check
