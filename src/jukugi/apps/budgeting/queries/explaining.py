"""The words of a result: for each project three sentences, and what came of it for groups of voters."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jukugi.kit.pages.wording import share, thousands

PARTS = ("in_full", "in_part", "nothing")


@dataclass(frozen=True)
class Told:
    """A project as a newcomer reads it: how many supported it, what each of them paid, why it was funded or not."""

    number: str
    title: str
    cost: int
    supporters: int
    place: int | None
    supported: str
    paid: str
    why: str
    width: float

    @property
    def is_chosen(self) -> bool:
        return self.place is not None


def told_projects(document: Mapping[str, Any]) -> list[Told]:
    """Every project: the chosen in their order, then the others, the most supported first. No query."""
    left_out = [_barred(document, row) for row in document["barred"]]
    others = sorted(left_out, key=lambda told: (-told.supporters, int(told.number)))
    return [*(_told(document, row) for row in document["details"]), *others]


def _told(document: Mapping[str, Any], row: Mapping[str, Any]) -> Told:
    return Told(
        number=row["project"],
        title=document["names"][row["project"]],
        cost=int(row["cost"]),
        supporters=row["supporters"],
        place=row["round"],
        supported=_supported(document, row["supporters"]),
        paid=_paid(document, row),
        why=_why(document, row),
        width=round(100 * row["cost"] / document["budget"], 4),
    )


def _barred(document: Mapping[str, Any], row: Mapping[str, Any]) -> Told:
    why = {
        "supporters": _("公表した決まりの人数に届かなかったので、数える前に外れました。"),
        "share": _("費用の大きさに見合う人数に届かなかったので、公表した決まりにより、数える前に外れました。"),
    }[row["threshold"]]
    return Told(
        number=row["project"],
        title=document["names"][row["project"]],
        cost=row["cost"],
        supporters=row["supporters"],
        place=None,
        supported=_supported(document, row["supporters"]),
        paid=_("だれの持ち分も使っていません。"),
        why=why,
        width=round(100 * row["cost"] / document["budget"], 4),
    )


def _supported(document: Mapping[str, Any], count: int) -> str:
    said = {
        "count": thousands(count),
        "voters": thousands(document["voters"]),
        "share": share(count / document["voters"]) if document["voters"] else "",
    }
    if not count:
        return _("投票した%(voters)s人のうち、選んだ人はいませんでした。") % said
    return _("投票した%(voters)s人のうち、%(count)s人（%(share)s）が選びました。") % said


def _paid(document: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    """What each of its supporters paid, or what they had."""
    if row["paid"] is not None:
        return _shares(row)
    if row["round"] is not None:
        return _("持ち分では買わず、残った予算から費用を出します。")
    if row["supporters_had"] is None or not row["supporters"]:
        return _("だれの持ち分も使っていません。")
    said = {"had": _yen(row["supporters_had"]), "left": _yen(row["supporters_left"]), "cost": _yen(row["cost"])}
    if row["why_not"] == "too_dear":
        return _("選んだ人の持ち分は、合わせて%(had)s円でした。") % said
    return _("選んだ人の持ち分は、合わせて%(had)s円。ほかの事業に使ったあとの残りは%(left)s円でした。") % said


def _shares(row: Mapping[str, Any]) -> str:
    full, part, nothing = (row["paid"][name] for name in PARTS)
    if not row["price"]:
        return _("費用がかからないので、だれも持ち分を使っていません。")
    said = {
        "full": thousands(full["voters"]),
        "price": _yen(row["price"]),
        "part": thousands(part["voters"]),
        "mean": _yen(part["money"] / part["voters"]) if part["voters"] else "",
        "nothing": thousands(nothing["voters"]),
    }
    words = _("持ち分から、%(full)s人が%(price)s円ずつ出し合いました。") % said
    if part["voters"]:
        words += _("足りなかった%(part)s人は、残りのすべて（平均%(mean)s円）を出しました。") % said
    if nothing["voters"]:
        words += _("%(nothing)s人は、ほかの事業で使い切っていました。") % said
    return words


def _why(document: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    place, stage = row["round"], row["stage"]
    if place is not None:
        said = {"place": place, "support": thousands(round(row["effective_support"] or 0))}
        return {
            "equal-shares": _(
                "実質%(support)s票で、そのとき買える事業のうちいちばん多く、%(place)s番めに選ばれました。"
            ),
            "utilitarian": _("均等割りのあとに残った予算で、票の多い順に見て入ったので、%(place)s番めに選ばれました。"),
            "greedy": _("票の多い順に見て、残りの予算に入ったので、%(place)s番めに選ばれました。"),
        }[stage] % said + _tied(document, row["project"])
    said = {"missing": _yen(row["missing"] or 0), "spent": _spent(document, row)}
    return {
        "no_support": _("選んだ人がいなかったので、選ばれませんでした。"),
        "too_dear": _("費用が、選んだ人の持ち分の合計より%(missing)s円大きいので、選ばれませんでした。"),
        "spent_elsewhere": _("選んだ人は%(spent)sに持ち分を使い、%(missing)s円足りなくなりました。"),
        "does_not_fit": _("順番が来たときに、費用が残りの予算より大きかったので、選ばれませんでした。"),
    }[row["why_not"]] % said


def _spent(document: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    names = [f"「{document['names'][each['project']]}」" for each in row["spent_on"]]
    return "、".join(names) + _("など") if names else _("ほかの事業")


def _tied(document: Mapping[str, Any], project: str) -> str:
    """That it was a lot between equals, where it was."""
    for tie in document["ties"]:
        if tie["chosen"] == project:
            others = "、".join(f"「{document['names'][each]}」" for each in tie["projects"] if each != project)
            return _("%(others)sと同点で、公表したくじで決まりました。") % {"others": others}
    return ""


def _yen(number: float) -> str:
    """Whole yen; below ten with two places, so that little shares do not become nothing."""
    return thousands(round(number)) if number >= 10 or number == int(number) else f"{number:.2f}"
