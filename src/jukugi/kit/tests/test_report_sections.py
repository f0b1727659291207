"""Sections of reports as plain data: written and read back, in one form alone."""

import json

import pytest

from jukugi.kit.report_sections import (
    Bar,
    Chart,
    Content,
    Number,
    Rows,
    canonical,
    content_from,
    digest_of,
    plain,
)

CONTENT = Content(
    paragraphs=("声です。",),
    numbers=(Number("shown", "公開", 3, "件", "届いた意見のうち", 4, "/opinions/"),),
    charts=(Chart("方法", "件", (Bar("紙", (1, 2)),), "すべて", parts=("賛成", "反対")),),
    tables=(Rows("一覧", ("名前", "数"), (("紙", "3"),), "すべて", numeric=(1,)),),
)


def test_a_content_is_read_back_as_it_was_written():
    assert content_from(json.loads(canonical(plain(CONTENT)))) == CONTENT


def test_the_canonical_form_does_not_depend_on_the_order_of_keys():
    assert canonical({"b": 1, "a": "声"}) == canonical({"a": "声", "b": 1}) == '{"a":"声","b":1}'


def test_a_digest_is_that_of_the_bytes():
    assert digest_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("values", [(1,), (1, 2, 3)])
def test_a_bar_has_a_value_for_each_part(values):
    with pytest.raises(ValueError, match="each of its parts"):
        Chart("方法", "件", (Bar("紙", values),), "すべて", parts=("賛成", "反対"))


def test_a_row_has_a_cell_for_each_head():
    with pytest.raises(ValueError, match="needs 2 cells"):
        Rows("一覧", ("名前", "数"), (("紙",),), "すべて")


@pytest.mark.parametrize("told", [{}, {"paragraphs": [], "numbers": [{"a": 1}], "charts": [], "tables": []}])
def test_what_is_no_content_is_not_read(told):
    with pytest.raises((KeyError, TypeError)):
        content_from(told)


def test_empty_is_what_tells_nothing():
    assert Content().is_empty
    assert not CONTENT.is_empty
