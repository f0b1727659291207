"""Readings put on finished pages: where they stand, and that no letter changes."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.kit.pages.ruby import with_ruby

READINGS = {"町内会": "ちょうないかい", "意見": "いけん", "声": "こえ", "出": "だ", "方": "かた"}
TEXTS = ["町内会", "の", "意見", "声", "を", "出", "し", "方", " ", "\n", "&lt;", "&amp;", "&#x27;", "<wbr>"]
TAGS = ["<b>", "</b>", '<a href="/?a>b">', "</a>", "<p>", "</p>", "<br>", "<mark>", "</mark>", "<li>"]
PARTS = [*TEXTS, *TAGS, "<!-- 意見 -->", "<", ">", '"']


def read(text):
    """As the dictionary above has it, at the places of a text."""
    return tuple((m.start(), m.end(), READINGS[m[0]]) for m in re.finditer("|".join(READINGS), text))


def ruby(page):
    return with_ruby(page, read).replace(' aria-hidden="true"', "")


def letters(page):
    """What is left of a page without readings and tags."""
    return unescape(
        re.sub(r"<!--.*?-->|</?[a-zA-Z](?:[^>\"]|\"[^\"]*\")*>", "", re.sub(r"<rt[^>]*>[^<]*</rt>", "", page))
    )


@given(st.lists(st.sampled_from(PARTS)).map("".join))
def test_no_letter_of_a_page_changes(page):
    assert letters(with_ruby(page, read)) == letters(page)


@given(st.lists(st.sampled_from(TEXTS + TAGS)).map("".join))
def test_the_tags_of_a_page_stay_in_their_order(page):
    def tags(text):
        return [tag for tag in re.findall(r"<[^>]+>", re.sub(r"</?(?:ruby|span|rt|wbr)[^>]*>", "", text)) if tag]

    assert tags(with_ruby(page, read)) == tags(page)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("<p>こえ</p>", "<p>こえ</p>"),
        ("<p>声の</p>", "<p><span><ruby>声<rt>こえ</rt></ruby>の</span></p>"),
        ("<p>意<wbr>見</p>", "<p><span><ruby>意見<rt>いけん</rt></ruby></span></p>"),
        ("<p>声を<wbr>出し</p>", "<p><span><ruby>声<rt>こえ</rt></ruby>を<wbr><ruby>出<rt>だ</rt></ruby>し</span></p>"),
        ("<p>声<wbr>意見</p>", "<p><span><ruby>声<rt>こえ</rt></ruby><wbr><ruby>意見<rt>いけん</rt></ruby></span></p>"),
        ("<p>声意見</p>", "<p><span><ruby>声<rt>こえ</rt>意見<rt>いけん</rt></ruby></span></p>"),
        ("<p>意<mark>見</mark></p>", "<p>意<mark>見</mark></p>"),
        ("<p><mark>声</mark></p>", "<p><mark><span><ruby>声<rt>こえ</rt></ruby></span></mark></p>"),
        ("<p>声 &lt;b&gt;</p>", "<p><span><ruby>声<rt>こえ</rt></ruby> &lt;b&gt;</span></p>"),
        ("<p>意</p><p>見</p>", "<p>意</p><p>見</p>"),
        ("<title>声</title><h1>声</h1>", "<title>声</title><h1><span><ruby>声<rt>こえ</rt></ruby></span></h1>"),
        ("<textarea>声</textarea>", "<textarea>声</textarea>"),
        ("<select><option>声</option></select>", "<select><option>声</option></select>"),
        ("<svg><text>声</text></svg>", "<svg><text>声</text></svg>"),
        ("<ruby>声<rt>せい</rt></ruby>", "<ruby>声<rt>せい</rt></ruby>"),
        ('<p lang="en">声</p><p lang="ja">の</p>', '<p lang="en">声</p><p lang="ja">の</p>'),
        ("<div data-no-ruby><div>声</div>声</div>", "<div data-no-ruby><div>声</div>声</div>"),
        ('<a title="声 > 意見">の</a>', '<a title="声 > 意見">の</a>'),
        ("<script>'<p>声</p>'</script>", "<script>'<p>声</p>'</script>"),
    ],
)
def test_readings_stand_beside_what_people_read(page, shown):
    assert ruby(page) == shown
