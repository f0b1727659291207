// Counts a vote on a budget: Equal Shares with its completions, and most votes first, by the same rules as
// core/budgeting (equal_shares.py, completions.py, ties.py), where the reasons stand. Money is floating point; a comparison
// closer than 1e-9 is decided in exact fractions.
(() => {
  "use strict";

  const { CLOSE, Ledger, fraction, compare, asNumber, floatPrice, written, decimal, sha256 } = self.jukugi;
  // Of an endowment: what a voter's budget may be off by, with sums that are simply added up.
  const ROUNDING = 1e-12;
  const NEAR = 0.995;
  const SPARSE = 0.8;
  const TOGETHER = 8;

  // All money in the smallest unit that makes it whole.
  const electionOf = (file, increment) => {
    const amounts = [file.budget, increment, ...file.projects.map((project) => project.cost)];
    const places = Math.max(...amounts.map((amount) => amount.places));
    const whole = ({ digits, places: own }) => digits * 10n ** BigInt(places - own);
    return {
      ids: file.projects.map((project) => project.id),
      costs: file.projects.map((project) => whole(project.cost)),
      budget: whole(file.budget),
      increment: whole(increment),
      unit: 10n ** BigInt(places),
      voters: file.voters,
      supporters: file.supporters,
      votes: file.supporters.map((list) => list.length),
    };
  };

  // The order of projects that are equally good: the published criteria, then the lot.
  class TieOrder {
    constructor(election, criteria, seed) {
      const compared = {
        "max-votes": (project) => BigInt(-election.votes[project]),
        "min-votes": (project) => BigInt(election.votes[project]),
        "min-cost": (project) => election.costs[project],
        "max-cost": (project) => -election.costs[project],
      };
      this.criteria = criteria.map((criterion) => compared[criterion]);
      const write = new TextEncoder();
      this.lots = election.ids.map((id) => sha256(write.encode(`${seed}:${id}`)));
    }

    // Those that the criteria leave equally first, in the order of the lot.
    ranked(tied) {
      let best = tied;
      for (const criterion of this.criteria) {
        const least = best.map(criterion).reduce((one, other) => (other < one ? other : one));
        best = best.filter((project) => criterion(project) === least);
      }
      return [...best].sort((one, other) => (this.lots[one] < this.lots[other] ? -1 : 1));
    }
  }

  class Count {
    constructor(election, endowment, order, above = null) {
      Object.assign(this, { election, order, above });
      this.found = { endowment, winners: [], prices: [], floors: [], rivals: [], bounds: [], tied: [], ties: [] };
      this.endowment = asNumber(endowment);
      this.ledger = null;
      this.left = new Float64Array(election.voters).fill(this.endowment);
      this.voters = [...election.supporters];
      this.costs = election.costs.map(Number);
      this.lows = this.costs.map(() => 0);
      // Upper bounds of values: nobody falls short. Not to be bought, or bought: below 0.
      const { votes } = election;
      this.bounds = Float64Array.from(this.costs, (cost, project) =>
        cost > 0 && votes[project] ? votes[project] * (1 + CLOSE) : -1,
      );
      this.byBound = [...this.costs.keys()];
      this.money = new Float64Array(Math.max(0, ...election.votes));
    }

    run() {
      this.takeFree();
      for (;;) {
        let offers = this.sureOffer();
        if (!offers.length) offers = this.bestOffers();
        if (!offers.length) return this.found;
        this.buy(this.chosen(offers));
      }
    }

    // What the run above bought now, if no other project can be better here.
    sureOffer() {
      const place = this.found.winners.length;
      const { above, found } = this;
      if (!above || (place && above.winners[place - 1] !== found.winners[place - 1])) {
        this.above = null;
        return [];
      }
      if (place === above.winners.length) return [];
      const bounds = above.bounds[place];
      for (let other = 0; other < bounds.length; other += 1) {
        if (bounds[other] < this.bounds[other]) this.bounds[other] = bounds[other];
      }
      if (above.tied[place].length) return [];
      const project = above.winners[place];
      this.lows[project] = Math.max(this.lows[project], above.prices[place] * (1 - CLOSE));
      const offer = this.offer(project);
      if (!offer || offer.low <= above.rivals[place]) return [];
      this.noteRound(offer.low, above.rivals[place]);
      return [offer];
    }

    noteRound(floor, rival, tied = []) {
      this.found.floors.push(floor);
      this.found.rivals.push(rival);
      this.found.bounds.push(this.bounds.slice());
      this.found.tied.push(tied);
    }

    takeFree() {
      let free = [...this.costs.keys()].filter((project) => !this.costs[project] && this.election.votes[project]);
      while (free.length) {
        const first = this.first(free);
        free = free.filter((project) => project !== first);
        this.found.winners.push(first);
        this.found.prices.push(0);
        this.noteRound(Infinity, 0);
      }
      this.nFree = this.found.winners.length;
    }

    // The highest bound first. They stand nearly so from the round before.
    sortByBound() {
      const { byBound, bounds } = this;
      for (let place = 1; place < byBound.length; place += 1) {
        const project = byBound[place];
        let before = place - 1;
        for (; before >= 0 && bounds[byBound[before]] < bounds[project]; before -= 1) byBound[before + 1] = byBound[before];
        byBound[before + 1] = project;
      }
    }

    // Offers that may be the best; the order of their values is not certain if there are several.
    bestOffers() {
      let best = [];
      let [least, rival] = [0, 0];
      this.sortByBound();
      for (const project of this.byBound) {
        const bound = this.bounds[project];
        if (bound < least * NEAR || bound < 0) {
          rival = Math.max(rival, bound);
          break;
        }
        const offer = this.offer(project);
        this.bounds[project] = offer ? offer.high : -1;
        if (!offer) continue;
        if (offer.high < least) {
          rival = Math.max(rival, offer.high);
          continue;
        }
        least = Math.max(least, offer.low);
        best.push(offer);
      }
      for (const offer of best) if (offer.high < least) rival = Math.max(rival, offer.high);
      best = best.filter((offer) => offer.high >= least);
      if (best.length === 1) this.noteRound(least, rival);
      this.rival = rival;
      return best;
    }

    // What the project would cost its supporters now; null if they have not its cost.
    offer(project) {
      const voters = this.voters[project];
      const cost = this.costs[project];
      const error = voters.length * this.endowment * ROUNDING;
      const { left, money: had } = this;
      let [money, owners] = [0, 0];
      for (let place = 0; place < voters.length; place += 1) {
        const has = left[voters[place]];
        had[place] = has;
        if (has > 0) owners += 1;
        money += has;
      }
      if (money < cost * (1 - CLOSE) - error) return null;
      if (money <= cost * (1 + CLOSE) + error && !this.canPay(project)) return null;
      const [price, full] = floatPrice(this.money, voters.length, cost, this.lows[project]);
      this.lows[project] = price * (1 - CLOSE);
      // Rounding in what the poor pay falls on the part of the others.
      const slack = CLOSE + (error + cost * ROUNDING) / full;
      const value = cost / price;
      // Who has nothing left never pays again.
      if (owners < SPARSE * voters.length) this.voters[project] = voters.filter((voter) => this.left[voter] > 0);
      return { project, price, low: value * (1 - slack), high: value * (1 + slack) };
    }

    // The best of these, by exact values, then by the order of ties.
    chosen(offers) {
      if (offers.length === 1) return offers[0];
      const values = offers.map((offer) => this.exactValue(offer));
      const best = values.reduce((one, other) => (compare(one, other) < 0 ? other : one));
      const tied = offers.filter((_, place) => compare(values[place], best) === 0);
      const others = offers.filter((offer) => !tied.includes(offer));
      // That holds with other endowments only where all pay in full, so that values are a matter of votes alone.
      const isFull = tied.every(({ project }) => compare(best, fraction(BigInt(this.election.votes[project]))) === 0);
      const rival = isFull ? Math.max(this.rival, ...others.map((offer) => offer.high)) : Infinity;
      const keys = tied.map((offer) => offer.project);
      this.noteRound(Math.min(...tied.map((offer) => offer.low)), rival, [...keys].sort((one, other) => one - other));
      const first = this.first(keys);
      return offers.find((offer) => offer.project === first);
    }

    first(tied) {
      const ranked = this.order.ranked(tied);
      if (ranked.length > 1) this.found.ties.push({ stage: "equal-shares", place: this.found.winners.length + 1, ranked });
      return ranked[0];
    }

    buy({ project, price }) {
      const { left } = this;
      const voters = this.voters[project];
      for (let place = 0; place < voters.length; place += 1) {
        const voter = voters[place];
        left[voter] = left[voter] > price ? left[voter] - price : 0;
      }
      this.bounds[project] = -1;
      this.found.winners.push(project);
      this.found.prices.push(price);
    }

    canPay(project) {
      const supporters = this.election.supporters[project];
      // Nobody has paid yet: every payment so far shows.
      const isSeen = this.found.prices.slice(this.nFree).every((price) => price > this.endowment * ROUNDING);
      if (isSeen && supporters.every((voter) => this.left[voter] >= this.endowment)) {
        const { over, under } = this.found.endowment;
        return BigInt(supporters.length) * over >= this.election.costs[project] * under;
      }
      return this.exact().compareMoney(project) >= 0;
    }

    // Without the ledger where everybody clearly can pay the full price.
    exactValue({ project, price }) {
      const supporters = this.election.supporters[project];
      const asked = price * (1 + CLOSE) + this.endowment * ROUNDING * 10;
      if (supporters.every((voter) => this.left[voter] > asked)) return fraction(BigInt(supporters.length));
      const exact = this.exact().price(project).price;
      return fraction(this.election.costs[project] * exact.under, exact.over);
    }

    exact() {
      this.ledger ??= new Ledger(this.election, this.found.endowment);
      this.ledger.follow(this.found.winners.slice(this.nFree));
      return this.ledger;
    }
  }

  const costOf = (election, projects) => projects.reduce((sum, project) => sum + election.costs[project], 0n);

  // Projects by their votes, each that still fits; after those that are taken already.
  const byMostVotes = (election, order, taken, stage) => {
    let left = election.budget - costOf(election, taken);
    let rest = [...election.costs.keys()].filter((project) => !taken.includes(project));
    const [winners, ties] = [[...taken], []];
    for (;;) {
      rest = rest.filter((project) => election.costs[project] <= left);
      if (!rest.length) return { winners, ties };
      const most = Math.max(...rest.map((project) => election.votes[project]));
      const ranked = order.ranked(rest.filter((project) => election.votes[project] === most));
      if (ranked.length > 1) ties.push({ stage, place: winners.length + 1, ranked });
      winners.push(ranked[0]);
      left -= election.costs[ranked[0]];
      rest = rest.filter((project) => project !== ranked[0]);
    }
  };

  // Whether every endowment between buys the same, in the same order, without a tie (completions._surely_alike).
  const surelyAlike = (lower, upper) =>
    lower.winners.length === upper.winners.length &&
    lower.winners.every(
      (winner, place) =>
        winner === upper.winners[place] &&
        lower.floors[place] > upper.rivals[place] &&
        lower.tied[place].join() === upper.tied[place].join(),
    );

  // add1: the last endowment of the steps that is allowed.
  const raisedShares = (election, stop, count) => {
    const start = (election.budget / (election.unit * BigInt(election.voters))) * election.unit;
    const at = (steps) => fraction(start + BigInt(steps) * election.increment);
    const wanted = election.votes.filter(Boolean).length;
    const isExhaustive = (winners) => {
      const left = election.budget - costOf(election, winners);
      return election.costs.every((cost, project) => winners.includes(project) || cost > left);
    };
    let [run, step, stride, above] = [count(at(0)), 0, TOGETHER, []];
    while (!(stop === "exhaustive-integral" && isExhaustive(run.winners)) && run.winners.length < wanted) {
      if (!above.length) above.push([step + stride, count(at(step + stride))]);
      const [upperStep, upper] = above[above.length - 1];
      const steps = upperStep - step;
      const isAlike = surelyAlike(run, upper);
      if (steps > 1 && !isAlike) {
        const middle = step + Math.floor(steps / 2);
        above.push([middle, count(at(middle), upper)]);
      } else if (costOf(election, upper.winners) > election.budget) {
        break;
      } else {
        above.pop();
        [run, step] = [upper, upperStep];
        stride = isAlike ? Math.min(Math.max(2 * steps, TOGETHER), 2 ** 40) : TOGETHER;
      }
    }
    return count(run.endowment);
  };

  const KNOWN = {
    rule: ["equal-shares", "greedy"],
    completion: ["none", "add1", "utilitarian", "add1-utilitarian", null],
    stop: ["integral", "exhaustive-integral", null],
    utility: ["cost", undefined],
  };
  const TIES = ["max-votes", "min-votes", "min-cost", "max-cost"];
  const check = (rules) => {
    const strange = Object.keys(KNOWN).filter((name) => !KNOWN[name].includes(rules[name]));
    if (!Array.isArray(rules.ties) || rules.ties.some((criterion) => !TIES.includes(criterion))) strange.push("ties");
    if (typeof rules.seed !== "string") strange.push("seed");
    if (strange.length) throw { code: "unknown_rules", what: strange.join("、") };
    const increment = decimal(String(rules.increment ?? 1));
    if (!increment.digits) throw { code: "not_an_increment", what: String(rules.increment) };
    return increment;
  };

  // The vote without the projects that the published thresholds leave out: too few supporters, or too few for their cost
  // (queries/elections.py barred_of). Voters stay.
  const eligible = (file, rules) => {
    const places = Math.max(file.budget.places, ...file.projects.map((project) => project.cost.places));
    const whole = ({ digits, places: own }) => digits * 10n ** BigInt(places - own);
    const divisor = BigInt(rules.share_divisor ?? 0);
    const isIn = (project, place) => {
      const votes = file.supporters[place].length;
      if (votes < (rules.supporters_least ?? 0)) return false;
      return !divisor || BigInt(votes) * whole(file.budget) * divisor >= whole(project.cost) * BigInt(file.voters);
    };
    const kept = file.projects.map(isIn);
    return {
      ...file,
      projects: file.projects.filter((_, place) => kept[place]),
      supporters: file.supporters.filter((_, place) => kept[place]),
    };
  };

  // The winners in order, their cost, the endowment of each voter, and where the lot decided; money as written decimals.
  const countVote = (file, rules, tell = () => {}) => {
    const increment = check(rules);
    const votes = file.supporters.map((list) => list.length);
    const election = electionOf(eligible(file, rules), increment);
    const order = new TieOrder(election, rules.ties, rules.seed);
    let runs = 0;
    const count = (endowment, above) => {
      tell((runs += 1));
      return new Count(election, endowment, order, above).run();
    };
    const completion = rules.completion ?? "none";
    let [winners, ties, endowment] = [[], [], null];
    if (rules.rule === "equal-shares") {
      const raises = completion.startsWith("add1");
      const run = raises
        ? raisedShares(election, rules.stop, count)
        : count(fraction(election.budget, BigInt(election.voters)));
      ({ winners, ties, endowment } = run);
    }
    if (rules.rule === "greedy" || completion.endsWith("utilitarian")) {
      const stage = rules.rule === "greedy" ? "greedy" : "utilitarian";
      const filled = byMostVotes(election, order, winners, stage);
      [winners, ties] = [filled.winners, [...ties, ...filled.ties]];
    }
    const ids = (projects) => projects.map((project) => election.ids[project]);
    return {
      winners: ids(winners),
      cost: written(fraction(costOf(election, winners), election.unit)),
      budget: written(fraction(election.budget, election.unit)),
      endowment: endowment && written(fraction(endowment.over, endowment.under * election.unit)),
      ties: ties.map((tie) => ({ stage: tie.stage, place: tie.place, projects: ids(tie.ranked) })),
      voters: election.voters,
      supporters: Object.fromEntries(file.projects.map(({ id }, project) => [id, votes[project]])),
      barred: file.projects.map(({ id }) => id).filter((id) => !election.ids.includes(id)),
      projects: file.projects.map(({ id, name, cost }) => ({
        id,
        name,
        cost: written(fraction(cost.digits, 10n ** BigInt(cost.places))),
      })),
      runs,
    };
  };

  self.jukugi = { ...self.jukugi, countVote };
})();
