from tools.pages import MAP_PAGE, VOTE_PAGE, Form, read_page, statement_of

PAGE = """
<a href="/topics/">話題</a> <a href="/topics/7/vote/?from=home#card">答える</a> <a href="/topics/7/map/">地図</a>
<form action="/accounts/logout/" method="post"><button name="next" value="/">出る</button></form>
<form action="/topics/7/statements/31/vote/" method="post">
  <input type="hidden" name="csrfmiddlewaretoken" value="abc">
  <label><input type="checkbox" name="easy"> やさしい日本語</label>
  <button name="choice" value="agree">賛成</button>
  <button name="choice" value="disagree">反対</button>
  <button type="submit" name="choice" value="pass">わからない</button>
  <button type="button" name="help">説明</button>
</form>
<input name="outside" value="no">
"""


def test_links_are_found_without_query_and_fragment():
    page = read_page(PAGE)

    assert page.link_to(VOTE_PAGE) == "/topics/7/vote/"
    assert page.link_to(MAP_PAGE) == "/topics/7/map/"


def test_the_vote_form_is_told_from_others_and_read_as_a_browser_would():
    form = read_page(PAGE).vote_form()

    assert form == Form(
        action="/topics/7/statements/31/vote/",
        method="post",
        fields={"csrfmiddlewaretoken": "abc"},
        buttons=[("choice", "agree"), ("choice", "disagree"), ("choice", "pass")],
    )
    assert statement_of(form) == "31"


def test_a_page_without_anything_to_vote_on_has_no_vote_form():
    html = PAGE.replace('name="choice"', 'name="other"')

    assert read_page(html).vote_form() is None
