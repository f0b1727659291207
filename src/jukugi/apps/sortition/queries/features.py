"""Features as they are proposed and set: values, and whom of the population they mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from jukugi.apps.areas.models import Area
from jukugi.apps.sortition.enums import FeatureKind


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
