"""A paper on a page: headings in order, nothing anybody wrote becomes markup, pictures hold nothing from elsewhere."""

import re
from html.parser import HTMLParser

import pytest

from jukugi.kit.papers import Figure, Heading, Paper, Table, paper_html
from jukugi.kit.papers.figures import UnreadableFigure, safe_svg
from jukugi.kit.papers.parts import placed
from jukugi.kit.papers.tests.builders import HOSTILE, SVG, paper


def test_headings_skip_no_level_and_no_two_have_one_anchor():
    heads = [(block.text, level, block.anchor) for block, level in placed(paper()) if isinstance(block, Heading)]

    assert [(level, anchor) for _, level, anchor in heads] == [
        (1, "first"), (2, "aim"), (1, "second"), (1, "first-2"), (2, "part-1"),
    ]  # fmt: skip


def test_an_anchor_that_is_no_name_is_not_taken():
    blocks = (Heading("一", anchor='x" onclick="y'), Heading("二", anchor="part-1"))

    assert re.findall(r'id="([^"]+)"', paper_html(Paper("題", blocks=blocks))) == ["part-1", "part-1-2"]


class Found(HTMLParser):
    """The tags and the names of attributes a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_nothing_hostile_becomes_markup_and_all_of_it_can_be_read():
    html = paper_html(paper())

    found = Found(html)
    assert found.tags <= {
        *[
            "div",
            "h2",
            "h3",
            "h4",
            "span",
            "wbr",
            "p",
            "br",
            "strong",
            "em",
            "ul",
            "ol",
            "li",
            "blockquote",
            "a",
            "table",
        ],
        *["caption", "small", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "svg", "rect", "text"],
    }
    assert [name for name in found.attributes if name.startswith("on") or name == "style"] == []
    assert html.replace("<wbr>", "").count("&lt;script&gt;alert(1)&lt;/script&gt;") == 6


def test_a_table_names_its_columns_and_rows():
    html = paper_html(Paper("題", blocks=(Table("表", ("区", "件"), (("幸区", "12"),), numeric=frozenset({1})),)))

    assert html == (
        '<div class="paper-body" lang="ja"><table class="folds"><caption>表</caption><thead><tr><th scope="col">区</th>'
        '<th scope="col" class="n">件</th></tr></thead><tbody><tr><th scope="row">幸区</th>'
        '<td data-label="件" class="n">12</td></tr></tbody></table></div>'
    )


def test_a_picture_keeps_its_shapes_only_and_says_what_it_shows():
    assert safe_svg(SVG, alt='棒"') == (
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="棒&quot;" viewBox="0 0 200 40" width="200" '
        'height="40"><rect x="60" width="120" height="30" fill="#0066be" /><text y="20">賛成</text></svg>'
    )


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "<svg",
        "<html/>",
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>',
        "<svg><![CDATA[x]]></svg>",
        "<svg/><svg/>",
    ],
)
def test_what_is_no_picture_is_refused(svg):
    with pytest.raises(UnreadableFigure):
        safe_svg(svg, alt="図")


def test_a_colour_from_elsewhere_is_left_out():
    svg = '<svg><rect fill="url(https://e.jp/x)"/><rect fill="url(#own)"/></svg>'

    assert safe_svg(svg, alt="図").endswith('<rect /><rect fill="url(#own)" /></svg>')


def test_a_picture_without_words_and_a_table_with_holes_are_refused():
    with pytest.raises(ValueError, match="do not see"):
        Figure(SVG, " ", "図")
    with pytest.raises(ValueError, match="2 cells"):
        Table("表", ("区", "件"), (("幸区",),))


def test_hostile_words_are_really_hostile():
    assert "<script>" in HOSTILE
    assert "onload" in SVG
