import re

from hypothesis import given
from hypothesis import strategies as st

from jukugi.kit.archive.names import DEVICES, ENDINGS, LONGEST, file_name, way

addresses = st.one_of(
    st.text(min_size=1, max_size=200),
    st.lists(
        st.sampled_from(["a", "B", "con", "page-2", "x.csv", "論点", "..", "", "%2f", "~", "a-b", "c"]), max_size=6
    ).map(lambda parts: "/" + "/".join(parts)),
    st.builds(
        lambda path, query: f"/{path}/?{query}",
        st.sampled_from(["opinions", "issues/3", "CON"]),
        st.sampled_from(["page=2", "page=02", "PAGE=2", "ward=135&page=2", "lang=easy", ""]),
    ),
)
kinds = st.sampled_from([*ENDINGS, "application/x-unknown", "text/html; charset=utf-8", ""])


@given(addresses, kinds)
def test_every_name_is_one_that_all_file_systems_take(address, kind):
    name = file_name(address, kind)

    assert len(name) <= LONGEST
    assert re.fullmatch(r"[a-z0-9_~./-]+", name)
    for part in name.split("/"):
        stem, *ending = part.split(".")
        assert stem not in {"", *DEVICES}, name
        assert not stem.startswith(("-", "~")), name
        assert len(ending) == (part == name.rsplit("/", 1)[-1])


@given(st.lists(addresses, unique=True, max_size=30), kinds)
def test_two_addresses_never_share_a_file_and_no_file_is_in_the_way_of_a_folder(addresses, kind):
    names = [file_name(address, kind) for address in addresses]
    folders = {name.rsplit("/", depth)[0] for name in names for depth in range(1, name.count("/") + 1)}

    assert len({name.casefold() for name in names}) == len(addresses)
    assert not folders & set(names)


@given(addresses, kinds)
def test_a_name_is_made_of_the_address_alone(address, kind):
    assert file_name(address, kind) == file_name(address, kind)


@given(st.tuples(addresses, kinds), st.tuples(addresses, kinds))
def test_a_way_leads_from_one_file_to_the_other(one, other):
    start, end = file_name(*one), file_name(*other)
    place = start.split("/")[:-1]
    for part in way(start, end).split("/"):
        place = place[:-1] if part == ".." else [*place, part]

    assert "/".join(place) == end


def test_names_can_be_read():
    assert file_name("/issues/3/", "text/html; charset=utf-8") == "issues/3.html"
    assert file_name("/opinions/?page=2", "text/html") == "opinions~page-2.html"
    assert file_name("/promises/table.csv", "text/csv") == "promises/table.csv"
    assert file_name("/documents/1/2/edition.pdf", "application/pdf") == "documents/1/2/edition.pdf"
    assert file_name("/consultations/1/files/pdf/", "application/pdf").startswith("consultations/1/files~")
    assert way("pages/issues/3.html", "pages/opinions.html") == "../opinions.html"
    assert way("index.html", "pages/issues/3.html") == "pages/issues/3.html"
