"""What can be set about an opinion map, with the defaults we publish."""

from dataclasses import dataclass

from jukugi.core.opinion_map.errors import InvalidSettings


@dataclass(frozen=True, kw_only=True)
class MapSettings:
    """Settings of one map; they are published with it.

    Parameters
    ----------
    min_votes : votes on shown statements somebody needs to be placed in a group (fewer if there are fewer statements).
    n_average_votes : votes, each exactly average, that everybody is treated as having given besides when placed on the
        map; 0 is the plain formula of Polis, which throws people with few votes to the rim. With 8 the groups of four
        published conversations are met best or nearly so (7 to 10 are alike), whether or not much was moderated out.
    max_groups : largest number of groups tried, from 2 on.
    min_group_size, min_group_share : no group is smaller than either; the share is of the clustered participants.
    n_resamples : draws of ``resample_share`` of the participants for the stability figures; 0 skips them, and then
        no k is refused for being unstable.
    resample_people : a draw has no more people than this, whatever the share.
    stability_floor : least mean adjusted Rand index, 0..1, below which a number of groups is not offered.
    k : force this number of groups, whatever its sizes and stability; ``None`` lets the rules choose.
    cell_min : voters a cell needs on each side before its group is called characteristic or divided.
    q : false discovery rate of the Benjamini-Hochberg correction.
    effect_floor : least difference between two smoothed shares that is worth telling, 0..1.
    majority_floor : smoothed share above which a group as a whole is said to agree or disagree.
    tail : probability in each tail of the Beta bounds; 0.10 is the lower 10 % bound.
    n_swaps : centres that each search of k-means swaps, for the published groups.
    n_resample_swaps : the same in each draw.
    seed : of all draws and starts; any non-negative integer.
    """

    min_votes: int = 7
    n_average_votes: int = 8
    max_groups: int = 8
    min_group_size: int = 5
    min_group_share: float = 0.01
    n_resamples: int = 20
    resample_share: float = 0.80
    resample_people: int = 5_000
    stability_floor: float = 0.80
    k: int | None = None
    cell_min: int = 5
    q: float = 0.10
    effect_floor: float = 0.10
    majority_floor: float = 0.50
    tail: float = 0.10
    n_swaps: int = 16
    n_resample_swaps: int = 8
    seed: int = 0

    def __post_init__(self) -> None:
        least = {
            "min_votes": 1, "n_average_votes": 0, "max_groups": 2, "min_group_size": 1,
            "n_resamples": 0, "cell_min": 0, "n_swaps": 1, "n_resample_swaps": 1, "resample_people": 1, "seed": 0,
        }  # fmt: skip
        for name, bound in least.items():
            self._require(name, getattr(self, name) >= bound)
        for name in ("min_group_share", "stability_floor", "effect_floor", "majority_floor"):
            self._require(name, 0 <= getattr(self, name) <= 1)
        for name in ("resample_share", "q", "tail"):
            self._require(name, 0 < getattr(self, name) < 1)
        self._require("k", self.k is None or self.k >= 2)

    def _require(self, name: str, is_right: bool) -> None:
        if not is_right:
            raise InvalidSettings(setting=name, value=getattr(self, name))
