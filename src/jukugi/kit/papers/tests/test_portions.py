"""A long paper: cut between blocks, set by several processes, and joined to one PDF that is still one for a reader."""

import io
import shutil

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jukugi.kit.papers import Heading, Paper, Table, Text
from jukugi.kit.papers.errors import PrintingStopped
from jukugi.kit.papers.joining import printed_in_portions
from jukugi.kit.papers.parts import placed
from jukugi.kit.papers.portions import cut
from jukugi.kit.papers.setting import set_document
from jukugi.kit.papers.sources import document
from jukugi.kit.papers.tests.pdf_reading import Read

TITLE = '長い"文書"</style>\\'
ROWS = 12


def long_paper() -> Paper:
    blocks = [Heading("概要", 1, "summary", "1"), Text("[第3章へ](#c3)、[どこにもない章](#nowhere)。")]
    for chapter in range(1, 5):
        rows = tuple((f"{chapter}-{number}", f"第{chapter}章の意見{number}。", "考え方。") for number in range(ROWS))
        heading = Heading(f"章{chapter}", 2 if chapter > 1 else 1, f"c{chapter}", f"({chapter})")
        blocks += [heading, Table(f"表{chapter}", ("番号", "意見", "考え方"), rows, widths=(1, 4, 4))]
    return Paper(TITLE, issuer="見本市", is_sample=True, blocks=(*blocks, Text("[概要へ](#summary)")))


@pytest.fixture(scope="module")
def content() -> bytes:
    paper = long_paper()
    return printed_in_portions(paper, cut(paper, one_sitting=0, portion=1_000))


@pytest.fixture(scope="module")
def found(content) -> Read:
    return Read(content)


blocks = st.lists(
    st.one_of(
        st.builds(Heading, st.just("見出し")), st.builds(Text, st.integers(0, 30).map("あ".__mul__)),
    ),
    max_size=20,
)  # fmt: skip


@given(blocks, st.integers(1, 200))
def test_portions_together_are_the_paper_and_none_ends_with_a_heading(made, most):
    paper = Paper("題", blocks=tuple(made))

    portions = cut(paper, one_sitting=0, portion=most)

    assert [each for portion in portions for each in portion] == list(placed(paper))
    assert [portion for portion in portions[:-1] if isinstance(portion[-1].block, Heading)] == []


def test_a_short_paper_is_not_cut():
    assert len(cut(long_paper())) == 1


def test_the_text_is_that_of_the_paper_in_one_piece(found):
    whole = Read(set_document(document(long_paper())))

    assert len(found.pdf.pages) > len(whole.pdf.pages)
    assert words(found) == words(whole)


def words(read: Read) -> list[str]:
    """What stands in it; heads of columns are said again on every sheet, and are left out."""
    return [tag.whole for tag in read.tree.all() if tag.kind in ("TD", "H1", "H2", "H3", "Caption")]


def test_everything_painted_is_tagged_or_an_artifact(found):
    assert found.untagged == []
    assert found.unreached == {}


def test_every_tag_knows_its_parent_and_every_page_its_tags(found):
    nums = found.pdf.Root.StructTreeRoot.ParentTree.Nums
    owners = {int(nums[at]): nums[at + 1] for at in range(0, len(nums), 2)}

    assert list(owners) == sorted(set(owners))
    keys = [int(page.obj.StructParents) for page in found.pdf.pages]
    assert len(set(keys)) == len(keys)
    for page, key in zip(found.pdf.pages, keys, strict=True):
        pages = {owner.Pg.objgen for owner in owners[key] if owner is not None}
        assert pages == {page.obj.objgen}
        assert all(owners[int(note.StructParent)].S == "/Link" for note in page.obj.get("/Annots", []))


def test_pages_are_numbered_through_the_whole(found):
    total = len(found.pdf.pages)

    assert [words for words in found.artifacts if " / " in words] == [f"{n} / {total}" for n in range(1, total + 1)]
    assert found.artifacts.count(TITLE) == total - 1
    assert found.artifacts.count("見本データ") == total


def test_contents_bookmarks_and_links_lead_to_the_right_pages(found):
    pages = {page.obj.objgen: number for number, page in enumerate(found.pdf.pages, start=1)}
    names = found.pdf.Root.Names.Dests.Names
    targets = {str(names[at]): pages[names[at + 1][0].objgen] for at in range(0, len(names), 2)}
    order = ("summary", "c1", "c2", "c3", "c4")

    assert list(targets) == sorted(order)
    assert [targets[name] for name in order] == [2, 2, 3, 4, 5]
    assert [tag.whole[-1] for tag in found.tree.all() if tag.kind == "LI"] == [str(targets[name]) for name in order]
    led = set()
    for number, page in enumerate(found.pdf.pages, start=1):
        for note in page.obj.get("/Annots", []):
            assert "/A" not in note
            place = note.Dest
            led.add((number, pages[place[0].objgen] if isinstance(place, pikepdf.Array) else targets[str(place)]))
    assert led == {*((1, targets[name]) for name in order), (2, targets["c3"]), (5, targets["summary"])}
    with found.pdf.open_outline() as outline:
        (top,) = outline.root
        assert (top.title, [item.title for item in top.children]) == (TITLE, ["1　概要", "(1)　章1"])
        assert [item.title for item in top.children[1].children] == ["(2)　章2", "(3)　章3", "(4)　章4"]


def test_heads_of_tables_say_what_they_head(found):
    heads = [tag for tag in found.tree.all() if tag.kind == "TH"]

    columns = {tag.whole for tag in heads if tag.element.A.Scope == "/Column"}
    assert columns == {"番号", "意見", "考え方"}
    assert [tag.whole for tag in heads if tag.element.A.Scope == "/Row"] == [
        f"{chapter}-{number}" for chapter in range(1, 5) for number in range(ROWS)
    ]


def test_the_same_paper_gives_the_same_bytes(content):
    paper = long_paper()

    assert printed_in_portions(paper, cut(paper, one_sitting=0, portion=1_000)) == content


def test_a_process_that_ends_too_early_is_told_in_words(monkeypatch):
    monkeypatch.setattr("sys.executable", shutil.which("false"))
    paper = long_paper()

    with pytest.raises(PrintingStopped):
        printed_in_portions(paper, cut(paper, one_sitting=0, portion=1_000))


def test_it_says_that_it_is_tagged_accessible_and_japanese(content):
    with pikepdf.open(io.BytesIO(content)) as pdf, pdf.open_metadata() as metadata:
        assert (str(pdf.Root.Lang), metadata["pdfuaid:part"], metadata["dc:title"]) == ("ja", "1", TITLE)
