"""A civic lottery in the making: its notice, and by which features the panel mirrors the population."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from jukugi.apps.areas.models import Area
from jukugi.apps.sortition.enums import FeatureKind
from jukugi.apps.sortition.models import CivicLottery, Feature, FeatureValue


@dataclass(frozen=True)
class ValueDraft:
    """One value of a feature, and whom of the population it means."""

    label: str
    share: float | None = None
    ward: Area | None = None
    age_from: int | None = None
    age_to: int | None = None
    sex: str = ""


@dataclass(frozen=True)
class FeatureDraft:
    """A feature with its values, in their order."""

    kind: FeatureKind
    name: str
    values: Sequence[ValueDraft]
    question: str = ""


def set_features(lottery: CivicLottery, drafts: Sequence[FeatureDraft]) -> list[Feature]:
    """Put these features in the place of those there were; nobody has answered by them yet."""
    FeatureValue.objects.filter(feature__lottery=lottery).delete()
    Feature.objects.filter(lottery=lottery).delete()
    features = []
    for order, draft in enumerate(drafts):
        feature = Feature.objects.create(
            lottery=lottery, kind=draft.kind, name=draft.name, question=draft.question, order=order
        )
        FeatureValue.objects.bulk_create(
            FeatureValue(feature=feature, order=place, **vars(value)) for place, value in enumerate(draft.values)
        )
        features.append(feature)
    return features


def begin_step(lottery: CivicLottery, act: str, *, actor_key: str, now: datetime, note: str = "") -> None:
    """Write down what was done."""
    lottery.steps.create(act=act, actor_key=actor_key, note=note, done_at=now)
