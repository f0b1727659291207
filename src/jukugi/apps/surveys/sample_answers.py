"""How the people of the sample answer: thrown by dice with a fixed seed, so that gaps are as one may find them."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from jukugi.apps.areas.models import Area
from jukugi.apps.surveys.enums import Attribute, Kind
from jukugi.apps.surveys.models import Option, Question

SCALES: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "相談しやすい": {"c": (9, 22, 31, 21, 17), "o": (21, 47, 20, 5, 7)},
    "届いている": {"c": (8, 27, 33, 20, 12), "o": (9, 41, 34, 9, 7)},
    "負担が大きい": {"c": (29, 27, 14, 6, 24), "o": (20, 37, 25, 7, 11)},
    "足りていると思いますか。": {"c": (6, 18, 36, 27, 13), "o": (13, 41, 29, 8, 9)},
    "反映されている": {"c": (4, 14, 34, 31, 17), "o": (17, 45, 24, 6, 8)},
    "もっと必要": {"c": (48, 32, 9, 3, 8), "o": (30, 40, 15, 5, 10)},
}
"""Of a hundred, by words of the question: the steps in order, then わからない. ``c`` citizens, ``o`` officers."""
MATRIX = {"c": (16, 58, 26), "o": (38, 47, 15)}
EVEN = {"c": (40, 30, 18, 12), "o": (40, 30, 18, 12)}
REACHED_SHARE = {"141313": 0.72, "141330": 0.78, "141372": 1.3, "141364": 1.15}
"""How well a ward was reached against its population; others as they are."""
AGES = {"u18": 1, "18": 5, "30": 9, "40": 15, "50": 19, "60": 20, "70": 22, "80": 9}
JOINED = {"yes": 56, "no": 38, "unknown": 6}
BY_JOINED = {"負担が大きい": {"yes": (42, 33, 12, 4, 9), "no": (14, 20, 17, 9, 40)}}
"""What members and others say of what both were asked; else they answer alike."""
SEXES = {"male": 44, "female": 53, "other": 1}
WITH_CONTACT = {"c": 34, "o": 71}
LEFT_OUT = {False: 0.03, True: 0.07}
"""Share of questions that are left blank, on the web and on paper."""


class Thrower:
    """Throws the answers of one person after the other."""

    def __init__(self, questions: Sequence[Question], wards: Mapping[str, Area], dice: random.Random) -> None:
        self._questions, self._dice = questions, dice
        self._wards = {code: (ward.population or 1) * REACHED_SHARE.get(code, 1.0) for code, ward in wards.items()}

    def throw(self, side: str, *, is_paper: bool, text: str) -> dict[str, Any]:
        """What one person answered; branches that are not asked stay empty."""
        answers: dict[str, Any] = {}
        for question in self._questions:
            if not self._is_asked(question, side, answers):
                continue
            if question.kind == Kind.TEXT:
                if text:
                    answers[question.code] = text
            elif self._dice.random() >= LEFT_OUT[is_paper]:
                answers[question.code] = self._answer(question, side, answers)
                if self._has_words(question, answers[question.code]):
                    answers[f"{question.code}.words"] = self._dice.choice(("メール", "地域の集まり", "立ち話"))
        return answers

    def _is_asked(self, question: Question, side: str, answers: Mapping[str, Any]) -> bool:
        if side == "o" and question.only_for.all():
            return False
        needed = [one.option for one in question.conditions.all()]
        return not needed or any(answers.get(option.question.code) == option.code for option in needed)

    def _answer(self, question: Question, side: str, before: Mapping[str, Any]) -> Any:
        options = list(question.options.all())
        match question.attribute:
            case Attribute.WARD:
                return self._of(self._wards)
            case Attribute.AGE:
                return self._of(AGES)
            case Attribute.SEX:
                return self._of(SEXES)
            case Attribute.JOINED:
                return self._of(JOINED)
        match question.kind:
            case Kind.SCALE:
                words, both = next(one for one in SCALES.items() if one[0] in question.label)
                joined = next((one for one in JOINED if one in before.values()), "")
                shares = BY_JOINED.get(words, {}).get(joined) or both[side]
                return self._dice.choices([one.code for one in options], shares)[0]
            case Kind.MATRIX:
                shares = MATRIX[side] if len(options) == 3 else EVEN[side]
                codes = [one.code for one in options]
                return {row.code: self._dice.choices(codes, shares)[0] for row in question.rows.all()}
            case Kind.NUMBER:
                limit = int(question.most or 60)
                return str(min(limit, int(self._dice.expovariate(1 / (limit / 12)))))
            case Kind.MULTIPLE | Kind.RANKING:
                return self._several(question, options)
        share = WITH_CONTACT[side] if len(options) == 2 else 40
        return options[0 if self._dice.randrange(100) < share else self._dice.randrange(1, len(options))].code

    def _several(self, question: Question, options: Sequence[Option]) -> list[str]:
        """More often those that stand first; a ranking in the order in which they came up."""
        count = self._dice.choice((1, 2, 2, 3))
        most = min(question.at_most or len(options), count)
        keyed = sorted(options, key=lambda one: self._dice.random() ** (1 / (len(options) + 2 - one.position)))
        chosen = keyed[-most:]
        ordered = chosen if question.kind == Kind.RANKING else sorted(chosen, key=lambda one: one.position)
        return [one.code for one in ordered]

    def _has_words(self, question: Question, value: Any) -> bool:
        beside = {one.code for one in question.options.all() if one.asks_words}
        return isinstance(value, list) and not beside.isdisjoint(value)

    def _of(self, shares: Mapping[str, float]) -> str:
        return self._dice.choices(list(shares), list(shares.values()))[0]
