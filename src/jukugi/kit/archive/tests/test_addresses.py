from jukugi.kit.archive.addresses import Followed, on_site

SITE = "https://jukugi.example.jp"


def told(href: str, page: str = "/opinions/?page=3") -> tuple[str, str] | None:
    return on_site(href, page=page, site=SITE)


def test_one_page_has_one_address_however_it_is_linked():
    assert told("/opinions/?page=2&ward=#top") == ("/opinions/?page=2", "top")
    assert told("?page=2") == ("/opinions/?page=2", "")
    assert told(f"{SITE}/opinions/?page=1") == ("/opinions/", "")
    assert told("?b=2&a=1") == told("/opinions/?a=1&b=2")
    assert told(SITE) == ("/", "")


def test_other_sites_and_other_ways_are_not_ours():
    for href in (
        "https://city.example.jp/",
        "//jukugi.example.com/",
        "http://jukugi.example.jp/",
        "mailto:a@b.jp",
        "http://[",
    ):
        assert told(href) is None


def test_only_named_pages_with_named_parameters_are_followed():
    followed = Followed({"issues:board": (), "opinions:list": ("page",)}, {})

    for address in ("/issues/", "/opinions/?page=2"):
        assert followed.page_of(address) == address
    for address in ("/opinions/?page=2&ward=x", "/issues/?page=2", "/opinions/new/", "/nowhere"):
        assert followed.page_of(address) is None


def test_where_people_answered_leads_to_what_came_of_it():
    followed = Followed({"opinion_map:results": ()}, {"opinion_map:vote": "opinion_map:results"})

    assert followed.page_of("/topics/7/vote/?after=3") == "/topics/7/results/"
