from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from jukugi.kit.archive.markup import GONE, Link, Place, Where, as_lines, from_lines, put_together, taken_apart

OWN = {place: f"[{place.value}]" for place in Place}


def finished(page: str, **links: Link) -> str:
    return put_together(taken_apart(page), lambda href: links.get(href.strip("/"), GONE), OWN)


def test_a_link_into_the_archive_is_relative():
    page = finished('<p><a class="x" href="/issues/">論点</a></p>', issues=Link(Where.INSIDE, "issues.html#a&b"))

    assert page == '<p><a href="issues.html#a&amp;b" class="x">論点</a></p>'


def test_a_link_to_another_site_is_told_and_takes_nothing_along():
    page = finished('<a target="_blank" rel="me" href="/x/">市</a>', x=Link(Where.OUTSIDE, "https://city.example.jp/"))

    assert page == (
        '<a href="https://city.example.jp/" rel="noopener noreferrer external">市'
        '<span class="archive-note">（外のサイト）</span></a>'
    )


def test_a_link_to_what_is_not_in_the_archive_keeps_its_words_and_is_no_button_any_more():
    page = finished('<a class="btn is-line" id="w" href="/write/">書く</a>')

    assert page == (
        '<span class="archive-gone is-line" id="w">書く<span class="archive-sign" aria-hidden="true">＊</span>'
        '<span class="away">（この記録にはありません）</span></span>'
    )


def test_a_picture_that_is_not_there_leaves_its_words():
    assert finished('<img src="/a.png" alt="図">') == "<span>図</span>"
    assert (
        finished('<img src="/a.png" alt="図">', **{"a.png": Link(Where.INSIDE, "a.png")})
        == '<img src="a.png" alt="図">'
    )


def test_scripts_templates_and_what_they_need_go():
    page = finished(
        '<div data-keys hx-get="/x/" onclick="a()" data-label="年">あ<script>alert("<p>")</script>'
        "<template><p>い</p></template><noscript><p>う</p></noscript></div>"
    )

    assert page == '<div data-label="年">あ<p>う</p></div>'


def test_a_form_that_sends_keeps_what_it_asks_and_says_that_it_sends_nothing():
    page = finished(
        '<form method="post" action="/x/" class="stack"><input type="hidden" name="csrfmiddlewaretoken" value="secret">'
        '<fieldset><legend>よいか</legend><label for="a"><input type="radio" id="a">はい</label></fieldset>'
        "<textarea>下書き</textarea><button>送る</button></form>"
    )

    assert page == (
        '<div class="archive-form stack"><p class="archive-said">この記録では送れません。</p>'
        "<fieldset><legend>よいか</legend><span>はい</span></fieldset></div>"
    )


def test_a_form_that_searches_becomes_a_sentence_with_the_way_to_the_tables():
    page = finished('<p>前</p><form action="/x/"><form-like><a href="/y/">y</a></form-like><p>中</p></form><p>後</p>')

    assert page == '<p>前</p><p class="archive-said">この記録では絞り込めません。[tables]</p><p>後</p>'


def test_what_is_only_for_visitors_of_the_site_goes_with_all_in_it():
    assert finished("<ul data-live><li><ul><li>職員</li></ul></li></ul><ul><li>声</li></ul>") == "<ul><li>声</li></ul>"


def test_the_head_gets_a_policy_and_a_style_sheet_and_the_body_its_lines():
    page = finished(
        '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><meta name="htmx-config" content="{}">'
        '<meta http-equiv="refresh" content="1"><link rel="canonical" href="/x/"></head>'
        '<body class="b"><a class="skip" href="#main">本文へ</a><header>頭</header></body></html>',
        **{"#main": Link(Where.INSIDE, "#main")},
    )

    assert page.startswith(
        '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><meta http-equiv="Content-Security'
    )
    assert page.endswith(
        '[style]</head><body class="b"><a href="#main" class="skip">本文へ</a>[above]<header>頭</header>'
        "[below]</body></html>"
    )
    assert "refresh" not in page
    assert "htmx" not in page
    assert "canonical" not in page


def test_links_of_pictures_drawn_on_the_page_are_links_or_groups():
    svg = '<svg viewBox="0 0 1 1"><a href="/x/" class="ward"><rect width="1"/></a></svg>'

    assert finished(svg) == '<svg viewBox="0 0 1 1"><g class="ward"><rect width="1"/></g></svg>'
    assert finished(svg, x=Link(Where.INSIDE, "x.html")) == (
        '<svg viewBox="0 0 1 1"><a href="x.html" class="ward"><rect width="1"/></a></svg>'
    )


def test_what_nobody_needs_to_change_stays_to_the_letter():
    page = '<p class=a  id="b">A &amp; B &lt;i&gt; &#12354; <br><svg viewBox="0 0 2 2"><path d="M0 0"/></svg></p>'

    assert finished(page) == page


class Found(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.names |= {name for name, _value in attrs}


tags = st.sampled_from(["p", "div", "form", "script", "button", "a", "input", "img", "svg", "select", "noscript", "ul"])
attributes = st.sampled_from(
    [
        "",
        ' href="/x/"',
        ' href="javascript:alert(1)"',
        ' onclick="x()"',
        " hx-get=/x/",
        " data-live",
        ' style="a"',
        " src=x",
    ]
)
pieces = st.one_of(
    st.text(max_size=8), st.builds("<{}{}>".format, tags, attributes), st.builds("</{}>".format, tags), st.just("<br/>")
)


@given(st.lists(pieces, max_size=25).map("".join))
def test_whatever_a_page_holds_nothing_that_acts_gets_through(page):
    apart = taken_apart(page)
    found = Found()
    found.feed(put_together(apart, lambda _href: GONE, OWN))

    assert not found.tags & {"script", "form", "button", "input", "select", "template", "img", "textarea"}
    assert not {name for name in found.names if name.startswith(("on", "hx-")) or name in ("href", "src", "style")}
    assert from_lines(as_lines(apart)) == apart
