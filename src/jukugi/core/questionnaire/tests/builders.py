"""Questionnaires and answers to test with."""

from hypothesis import strategies as st

from jukugi.core.questionnaire import Condition, Option, Question, QuestionKind, Questionnaire, Row

AUDIENCES = ("citizens", "officers")


def options(*codes: str, outside: str = "", alone: str = "", words: str = "") -> tuple[Option, ...]:
    return tuple(
        Option(code, f"選択肢{code}", is_exclusive=code == alone, asks_words=code == words, is_outside=code == outside)
        for code in codes
    )


def usual() -> Questionnaire:
    """One question of every kind, one of them asked only of some."""
    return Questionnaire(
        (
            Question("q1", QuestionKind.SINGLE, "相談したことがありますか。", options("yes", "no")),
            Question(
                "q2",
                QuestionKind.MULTIPLE,
                "どこに相談しましたか。",
                options("ward", "sdc", "other", "none", alone="none", words="other"),
                at_most=2,
                only_if=(Condition("q1", frozenset({"yes"})),),
            ),
            Question("q3", QuestionKind.SCALE, "相談しやすいですか。", options("1", "2", "3", "4", "dk", outside="dk")),
            Question(
                "q4", QuestionKind.MATRIX, "満足", options("good", "bad"), rows=(Row("a", "場所"), Row("b", "時間"))
            ),
            Question("q5", QuestionKind.RANKING, "大切な順", options("x", "y", "z"), at_most=2),
            Question("q6", QuestionKind.NUMBER, "年数", least=0, most=120, unit="年"),
            Question("q7", QuestionKind.TEXT, "自由に", only_if=(Condition("q2", frozenset({"ward", "sdc"})),)),
            Question("q8", QuestionKind.SINGLE, "職場", options("ku", "shi"), only_for=frozenset({"officers"})),
        )
    )


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    """Sound ones, with conditions on earlier questions."""
    questions: list[Question] = []
    for place in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from(list(QuestionKind)))
        only_for = draw(st.sampled_from([frozenset(), frozenset({"officers"})]))
        earlier = [
            one
            for one in questions
            if one.kind in (QuestionKind.SINGLE, QuestionKind.SCALE, QuestionKind.MULTIPLE)
            and (not one.only_for or one.only_for == only_for)
        ]
        only_if = ()
        if earlier and draw(st.booleans()):
            other = draw(st.sampled_from(earlier))
            codes = draw(st.sets(st.sampled_from([option.code for option in other.options]), min_size=1))
            only_if = (Condition(other.code, frozenset(codes)),)
        choosing = kind not in (QuestionKind.NUMBER, QuestionKind.TEXT)
        questions.append(
            Question(
                f"q{place}",
                kind,
                f"問い{place}",
                options("a", "b", "c", outside="c") if choosing else (),
                rows=(Row("r", "行"), Row("s", "行二")) if kind is QuestionKind.MATRIX else (),
                only_if=only_if,
                only_for=only_for,
            )
        )
    return Questionnaire(tuple(questions))


def values(question: Question) -> st.SearchStrategy[object]:
    codes = st.sampled_from([option.code for option in question.options]) if question.options else st.nothing()
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.SCALE:
            return codes
        case QuestionKind.MULTIPLE | QuestionKind.RANKING:
            return st.lists(codes, unique=True)
        case QuestionKind.MATRIX:
            return st.dictionaries(st.sampled_from([row.code for row in question.rows]), codes)
        case QuestionKind.NUMBER:
            return st.integers(-(10**6), 10**6).map(str)
        case QuestionKind.TEXT:
            return st.text(max_size=20)


@st.composite
def answers_to(draw: st.DrawFn, questionnaire: Questionnaire) -> dict[str, object]:
    return {one.code: draw(values(one)) for one in questionnaire.questions if draw(st.booleans())}
