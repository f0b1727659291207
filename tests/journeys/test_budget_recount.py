"""A vote on a budget, counted in the visitor's browser: the same winners in the same order as in Python."""

import json
import random
from fractions import Fraction

import pytest
from playwright.sync_api import Page, expect

from jukugi.core.budgeting import AllocationSettings, Completion, Rule, Stop, TieBreak
from jukugi.core.budgeting.allocation import allocate
from jukugi.core.budgeting.document import allocation_document
from jukugi.core.budgeting.election import election_from_pb
from jukugi.core.budgeting.numbers import write_number
from jukugi.core.budgeting.pb_reading import read_pb
from tests.journeys.conftest import faults

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# Counts in the worker as the page does: [text of a .pb file, rules] each.
COUNT_ALL = """async (cases) => {
  const form = document.querySelector("[data-budget-recount]");
  const worker = new Worker(form.dataset.worker);
  worker.postMessage({ load: form.dataset.scripts.split(" ") });
  const found = [];
  for (const [text, rules] of cases) {
    found.push(await new Promise((resolve, reject) => {
      worker.onerror = (event) => reject(event.message);
      worker.onmessage = ({ data }) => data.runs ? null : resolve(data);
      worker.postMessage({ ballots: new TextEncoder().encode(text).buffer, rules });
    }));
  }
  worker.terminate();
  return found;
}"""


def invented(dice: random.Random) -> str:
    """A small vote in which ties and supporters who fall short are frequent."""
    has_decimals = dice.random() < 0.3

    def cost() -> str:
        whole = str(dice.choice([0, 1, 2, 3, 4, 6, 6, 10, 12, 30]))
        return f"{whole}.{dice.randint(0, 9)}" if has_decimals else whole

    keys = [str(key) for key in dice.sample(range(1_000), dice.randint(1, 8))]
    lines = ["META", "key;value", f"budget;{dice.choice(['1', '5', '6', '12', '20', '60', '7.7', '33'])}"]
    lines += ["vote_type;approval", "PROJECTS", "project_id;cost;name"]
    lines += [f'{key};{cost()};"事業;{key}"' if dice.random() < 0.1 else f"{key};{cost()};{key}" for key in keys]
    lines += ["VOTES", "voter_id;vote"]
    for voter in range(dice.randint(1, dice.choice([4, 9, 40]))):
        lines.append(f"{voter};{','.join(dice.sample(keys, dice.randint(0, len(keys))))}")
    return "\n".join(lines) + "\n"


def chosen_rules(dice: random.Random) -> AllocationSettings:
    return AllocationSettings(
        rule=dice.choice([Rule.EQUAL_SHARES] * 4 + [Rule.GREEDY]),
        completion=dice.choice(list(Completion)),
        stop=dice.choice(list(Stop)),
        increment=dice.choice([Fraction(1), Fraction("0.3"), Fraction("0.01")]),
        ties=tuple(dice.sample(list(TieBreak), dice.randint(0, 3))),
        seed=dice.choice(["0", "1", "くじ"]),
    )


def counted_here(text: str, settings: AllocationSettings) -> tuple[dict, dict]:
    """The rules as they are published, and what the browser has to find."""
    allocation = allocate(election_from_pb(read_pb(text)), settings)
    ids, endowment = allocation.election.ids, allocation.final_endowment
    return allocation_document(allocation)["rules"], {
        "winners": [ids[place] for place in allocation.winners],
        "cost": write_number(allocation.cost),
        "endowment": None if endowment is None else write_number(endowment),
        "ties": [
            {"stage": tie.stage, "place": tie.place, "projects": [ids[place] for place in tie.projects]}
            for tie in allocation.ties
        ],
        "supporters": dict(zip(ids, allocation.election.votes, strict=True)),
    }


def counted_there(page: Page, cases: list) -> list[dict]:
    found = page.evaluate(COUNT_ALL, cases)
    assert [each["fault"] for each in found if "fault" in each] == []
    return [each["counted"] for each in found]


def test_the_browser_finds_the_same_winners_in_the_same_order_in_any_vote(visit):
    dice = random.Random(2026)
    texts = [invented(dice) for _ in range(600)]
    expected = [counted_here(text, chosen_rules(dice)) for text in texts]

    found = counted_there(
        visit("/about/budget/"), [[text, rules] for text, (rules, _) in zip(texts, expected, strict=True)]
    )

    wanted = [each for _, each in expected]
    assert [{key: there[key] for key in here} for there, here in zip(found, wanted, strict=True)] == wanted
    assert sum(bool(each["ties"]) for each in wanted) > 100


@pytest.mark.parametrize("shortfall", [0, 1])
def test_what_floating_point_does_not_show_is_decided_exactly(visit, shortfall):
    """142 voters who have just the cost; seven who miss it by the last of eighteen digits."""
    just = "META\nkey;value\nbudget;200000\nvote_type;approval\nPROJECTS\nproject_id;cost\na;200000\nVOTES\nvote\n"
    just += "a\n" * 142
    costs = f"b;{10**17 + shortfall}\n"
    fine = f"META\nkey;value\nbudget;{10**17}\nvote_type;approval\nPROJECTS\nproject_id;cost\n{costs}VOTES\nvote\n"
    fine += "b\n" * 7
    rules = {"rule": "equal-shares", "completion": "none", "ties": [], "seed": "0", "stop": None}

    found = counted_there(visit("/about/budget/"), [[just, rules], [fine, rules]])

    assert [each["winners"] for each in found] == [["a"], ["b"] if not shortfall else []]


NAMES = ("ballots.pb", "rules.json", "result.json")


def published(text: str, settings: AllocationSettings) -> dict[str, bytes]:
    document = allocation_document(allocate(election_from_pb(read_pb(text)), settings))
    result = json.dumps(document, ensure_ascii=False).encode()
    return dict(zip(NAMES, (text.encode(), json.dumps(document["rules"]).encode(), result), strict=True))


def press(page: Page, files: dict[str, bytes]) -> None:
    kinds = [{"name": name, "mimeType": "text/plain", "buffer": content} for name, content in files.items()]
    page.get_by_label("公表されたファイル").set_input_files(kinds)
    page.get_by_role("button", name="数え直す").click()


VOTE = (
    "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost;name\nP1;60;木かげのベンチ\n"
    "P2;50;本の箱\nP3;40;花だん\nVOTES\nvoter_id;vote\nv1;P1,P3\nv2;P1\nv3;P1,P2\nv4;P2\nv5;P3\n"
)


@pytest.mark.parametrize("width", ["phone", "wide"])
def test_what_was_published_agrees_and_the_winners_are_shown(visit, width):
    page = visit("/about/budget/", width=width)

    press(page, published(VOTE, AllocationSettings(completion=Completion.ADD1)))

    expect(page.get_by_role("heading", name="一致", exact=True)).to_be_focused()
    expect(page.locator("[data-winners] tbody th")).to_have_text(["木かげのベンチ（P1）", "花だん（P3）"])
    assert faults(page) == []


def test_what_was_changed_does_not_agree_and_is_told(visit):
    page = visit("/about/budget/")
    files = published(VOTE, AllocationSettings(completion=Completion.ADD1))
    codes = page.locator("[data-findings] li")

    press(page, files | {"ballots.pb": VOTE.replace("v5;P3", "v5;P2").encode()})
    expect(page.get_by_role("heading", name="不一致")).to_be_focused()
    found = codes.evaluate_all("items => items.map((item) => item.dataset.code)")
    assert found == ["winners_differ", "cost_differs", "endowment_differs", "supporters_differ"]
    assert all("{" not in words for words in codes.all_text_contents())
    press(page, files | {"ballots.pb": VOTE.replace("v5;P3", "v5;P9").encode()})
    expect(page.get_by_role("heading", name="数えられません")).to_be_focused()
    expect(codes).to_have_text(["16行め：「P9」は PROJECTS にない事業です。番号を直してください。"])
    press(page, {"rules.json": files["rules.json"]})
    expect(codes).to_have_text(["ballots.pb がありません。公表されたファイルを選んでください。"])


def test_a_file_of_one_s_own_is_counted_by_the_rules_that_one_chooses(visit):
    page = visit("/about/budget/")
    page.get_by_text("きまりのファイルがないとき").click()
    page.get_by_label("選び方").select_option("greedy")

    press(page, {"mine.pb": VOTE.encode()})

    expect(page.get_by_role("heading", name="数えました")).to_be_focused()
    expect(page.locator("[data-winners] tbody th")).to_have_text(["木かげのベンチ（P1）", "花だん（P3）"])
