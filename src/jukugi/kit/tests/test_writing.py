"""Markdown of officers: what they mean is shown, and nothing that anybody wrote becomes markup or leads astray."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.kit.writing import markdown_html, printable

TAGS = {
    *["p", "br", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr"],
    *["h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"],
}
PIECES = st.sampled_from(
    [
        *[
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href='//e.jp'>",
            "<svg onload=x>",
            "<!-- x -->",
        ],
        *[
            "[x](javascript:alert(1))",
            "![y](https://e.jp/a.png)",
            "[z](//e.jp)",
            "[z](/admin/)",
            "[z](DATA:text/html,x)",
        ],
        *["[ok](https://e.jp)", "<https://e.jp>", "[r]: javascript:x", "[r]", "&#106;avascript:", '" onmouseover="x'],
        *["**太字**", "# 見出し", "- 項目", "1. 項目", "> 引用", "| a | b |\n|---|--:|\n| 1 | 2 |", "`<b>`", "〔声〕"],
        *["```\n<b>\n```", "&lt;b&gt;", "<style>*{}</style>", "\x00", "\u202e", "]]>", "\ud800"],
    ]
)


class Found(HTMLParser):
    """The tags and attributes a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


@given(text=st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=12).map("\n".join), below=st.integers(1, 5))
def test_whatever_is_written_only_listed_tags_and_ways_come_out(text, below):
    found = Found(markdown_html(text, below=below))

    assert found.tags <= TAGS
    assert {name for name, _ in found.attributes} <= {"href", "title", "start", "class", "scope", "data-label", "rel"}
    ways = [value for name, value in found.attributes if name == "href"]
    assert [way for way in ways if not re.match(r"https?://|mailto:|#", way, re.IGNORECASE)] == []
    assert {value for name, value in found.attributes if name == "class"} <= {"folds", "n"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("本文です。\n次の行。", "<p>本文です。<br>\n次の行。</p>"),
        ("**「居場所」**を支える", "<p><strong>「居場所」</strong>を支える</p>"),
        ("その*三つ*の柱", "<p>その<em>三つ</em>の柱</p>"),
        ("3 * 4 * 5", "<p>3 * 4 * 5</p>"),
        ("<b>太字ではない</b>", "<p>&lt;b&gt;太字ではない&lt;/b&gt;</p>"),
        ("![会館の写真](https://example.jp/a.png)の説明", "<p>会館の写真の説明</p>"),
        ("[悪い](javascript:alert(1))", "<p>[悪い](javascript:alert(1))</p>"),
        ("[章](#second)", '<p><a href="#second" rel="noopener">章</a></p>'),
        ("3. 三つ目", '<ol start="3">\n<li>三つ目</li>\n</ol>'),
        ("    字下げした行", "<p>字下げした行</p>"),
    ],
)
def test_markdown_is_read_as_officers_mean_it(text, shown):
    assert markdown_html(text).strip() == shown


def test_headings_come_below_the_one_they_stand_under_and_skip_no_level():
    html = markdown_html("### 一\n# 二\n##### 三", below=2)

    assert re.findall(r"<(h\d)>", html) == ["h3", "h3", "h4"]


def test_headings_end_at_the_sixth_level():
    assert re.findall(r"<(h\d)>", markdown_html("# 一\n## 二\n### 三", below=4)) == ["h5", "h6", "h6"]


def test_a_table_folds_on_a_phone_and_has_no_style_of_its_own():
    html = markdown_html("| 区 | 件 |\n|---|--:|\n| <b>幸区</b> | 12 |")

    assert html == (
        '<table class="folds">\n<thead>\n<tr>\n<th scope="col">区</th>\n<th class="n" scope="col">件</th>\n'
        '</tr>\n</thead>\n<tbody>\n<tr>\n<td data-label="区">&lt;b&gt;幸区&lt;/b&gt;</td>\n'
        '<td class="n" data-label="件">12</td>\n</tr>\n</tbody>\n</table>\n'
    )


def test_what_no_file_can_hold_is_left_out_and_all_else_stays():
    assert printable("声\x00を\x0bき\ud800く\ufffe\n👩‍👧\t。") == "声をきく\n👩‍👧\t。"
