"""The people who may be drawn, as ``core.sortition`` takes them."""

from typing import TYPE_CHECKING

from jukugi.apps.sortition.models import CivicLottery, Feature, FeatureValue, Volunteer
from jukugi.apps.sortition.models.sealing import Sealing

if TYPE_CHECKING:
    from jukugi.core.sortition import Pool, Quota


def features_of(lottery: CivicLottery) -> list[Feature]:
    """In their order, with their values. Two queries."""
    return list(lottery.features.prefetch_related("values"))


def pool_of(lottery: CivicLottery) -> "Pool":
    """Everybody who may be drawn, by their public key, in the order of these. Four queries.

    Who left a feature open has no value that a quota could ask for and is not in the pool: such a registration does not
    come about. Raises VolunteersErased.
    """
    from jukugi.core.sortition import Pool
    from jukugi.core.sortition import Volunteer as Person

    features = features_of(lottery)
    labels = {value.pk: value.label for feature in features for value in feature.values.all()}
    volunteers = list(Volunteer.objects.filter(lottery=lottery).registered().order_by("key"))
    answers = Sealing(lottery).answers(volunteers)
    people = tuple(
        Person(
            volunteer.key,
            tuple(labels[answers[volunteer.pk][feature.pk]] for feature in features),
            str(volunteer.household) if volunteer.household is not None else None,
        )
        for volunteer in volunteers
        if all(answers[volunteer.pk].get(feature.pk) in labels for feature in features)
    )
    return Pool(tuple(feature.name for feature in features), people)


def quotas_of(features: list[Feature]) -> list["Quota"]:
    """The targets as they stand; values without one may be as few or as many as there are. No query."""
    from jukugi.core.sortition import Quota

    def quota(feature: Feature, value: FeatureValue) -> Quota:
        low, high = value.low or 0, value.high if value.high is not None else feature.lottery.seats
        return Quota(feature.name, value.label, low, high, value.low_flex, value.high_flex)

    return [quota(feature, value) for feature in features for value in feature.values.all()]
