"""The result of a public comment as an HTML file, opened from a disk: it asks for nothing, and anybody can read it."""

import pytest

from jukugi.apps.public_comments.papers import ResultForm, result_files
from jukugi.core.consultation import AnsweredComment, Outline, result_of
from tests.journeys.conftest import faults

COMMENTS = [
    AnsweredComment(
        str(number % 7), "web", None, f"第{number % 3}章 居場所", f"意見{number}。" * 9, "B", "考え方。" * 20
    )
    for number in range(20)
]


@pytest.mark.parametrize("comments", [COMMENTS, []], ids=["several", "none"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_file_of_a_result_asks_for_nothing_and_axe_finds_nothing(browser, tmp_path, comments, width):
    outline = Outline("基本的考え方（素案）", ways=("郵送", "窓口"), is_sample=True)
    result = result_of(comments, outline=outline, no_chapter="")
    path = tmp_path / "result.html"
    path.write_bytes(result_files(result, [ResultForm.HTML])[ResultForm.HTML])
    asked = []
    context = browser.new_context(viewport={"width": width, "height": 800}, locale="ja-JP")
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))

    page.goto(path.as_uri())

    assert faults(page) == []
    assert asked == [path.as_uri()]
    context.close()
