"""A difference on a page: both texts are in it, nothing becomes markup, and the change is told in words and lines."""

import re

from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from jukugi.core.text import compare_texts


def shown(old: str, new: str) -> str:
    pieces = compare_texts(old, new)
    return Template("{% load difference %}{% difference pieces %}").render(Context({"pieces": pieces}))


def test_what_was_put_in_and_taken_out_is_marked_and_said():
    assert shown("鍵を貸す。", "鍵を返す。机も置く。") == (
        '<p class="text difference">鍵を'
        '<del><span class="away">［ここから削除］</span>貸す<span class="away">［削除ここまで］</span></del>'
        '<ins><span class="away">［ここから追加］</span>返す<span class="away">［追加ここまで］</span></ins>。'
        '<ins><span class="away">［ここから追加］</span>机も置く。<span class="away">［追加ここまで］</span></ins></p>'
    )


def test_a_line_alone_is_seen_and_said():
    assert shown("一。二。", "一。\n二。") == (
        '<p class="text difference">一。<ins><span class="away">［ここから追加］改行</span>'
        '<span class="difference-line" aria-hidden="true">↵</span><br><span class="away">［追加ここまで］</span></ins>'
        "二。</p>"
    )


def test_no_difference_between_nothing_and_nothing():
    assert shown("", "") == ""


@given(old=st.text("<>&\"'ab鍵。\n", max_size=30), new=st.text("<>&\"'ab鍵。\n", max_size=30))
def test_what_was_written_never_becomes_markup(old, new):
    tags = set(re.findall(r"<[^>]*>", shown(old, new)))

    assert tags <= {
        '<p class="text difference">',
        "</p>",
        "<br>",
        "<ins>",
        "</ins>",
        "<del>",
        "</del>",
        '<span class="away">',
        '<span class="difference-line" aria-hidden="true">',
        "</span>",
    }


def test_the_legend_names_both_lines():
    legend = Template("{% load difference %}{% difference_legend %}").render(Context())

    assert "<ins>下線</ins>" in legend
    assert "<del>取り消し線</del>" in legend
