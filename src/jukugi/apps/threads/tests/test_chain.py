"""The thread as a picture: how far a voice came."""

from jukugi.apps.accounts.tests.factories import BEFORE
from jukugi.apps.threads.queries.stories import Story
from jukugi.kit.pages.voices import Step, StepState, Voice


def stations(*steps: Step) -> list[tuple[str, str]]:
    voice = Voice("opinion", 1, "314159266", "card", "", BEFORE, ("言葉",), is_public=True)
    return [(station.label, station.state.value) for station in Story(voice, "", "", steps).stations]


def test_it_shows_what_was_reached_and_what_is_ahead():
    shown = stations(Step(BEFORE, "声", "届きました"), Step(BEFORE, "論点", "つなぎました"))

    assert shown == [("声", "reached"), ("論点", "reached"), ("文書", "ahead"), ("策定", "ahead")]


def test_an_end_stands_after_the_last_that_was_reached():
    shown = stations(Step(BEFORE, "声", "届きました"), Step(BEFORE, "判断", "取り上げないことになりました"))

    assert shown == [("声", "reached"), ("終わり", "ended")]


def test_what_is_only_waited_for_is_not_reached():
    shown = stations(Step(BEFORE, "声", "届きました"), Step(BEFORE, "文書", "これから", state=StepState.NEXT))

    assert shown[2] == ("文書", "ahead")
