// Exact fractions, and what everybody has left after some projects were paid for, exactly: core/budgeting/exact.py. It is
// followed only as far as a comparison that is too close for floating point asks for it.
(() => {
  "use strict";

  const CLOSE = 1e-9;

  const gcd = (one, other) => {
    while (other) [one, other] = [other, one % other];
    return one < 0n ? -one : one;
  };
  // Denominators stay above 0.
  const fraction = (over, under = 1n) => {
    const common = gcd(over, under) || 1n;
    return { over: over / common, under: under / common };
  };
  const plus = (one, other, times = 1n) =>
    fraction(one.over * other.under + times * other.over * one.under, one.under * other.under);
  const compare = (one, other) => {
    const difference = one.over * other.under - other.over * one.under;
    return difference > 0n ? 1 : difference < 0n ? -1 : 0;
  };
  // Nearest enough for any size of the two parts.
  const asNumber = ({ over, under }) => {
    const direct = Number(over) / Number(under);
    if (Number.isFinite(direct) && Math.abs(Number(over)) < 2 ** 53 && Number(under) < 2 ** 53) return direct;
    const scale = 2n ** 80n;
    return Number(over / under) + Number(((over % under) * scale) / under) / Number(scale);
  };

  // The price at which these supporters, who have the cost together, pay it: who has less than the price pays what he has,
  // and the others share the rest. `money` holds what they have, in its first `count` places.
  const floatPrice = (money, count, cost, least = 0) => {
    let price = Math.max(cost / count, least);
    let last = -1;
    let unit = count;
    for (;;) {
      let [rich, poor] = [0, 0];
      for (let place = 0; place < count; place += 1) {
        const has = money[place];
        const isRich = +(has >= price);
        rich += isRich;
        poor += has * (1 - isRich);
      }
      if (rich === last || !rich) return [price, price * unit];
      if (rich === count) return [cost / count, cost];
      unit = rich;
      const rest = cost - poor;
      if (rest <= 0 || rest / unit <= price) return [price, price * unit];
      [price, last] = [rest / unit, rich];
    }
  };

  // As core/budgeting/numbers.py writes a number.
  const written = ({ over, under }) => {
    let [rest, twos, fives] = [under, 0, 0];
    for (; rest % 2n === 0n; twos += 1) rest /= 2n;
    for (; rest % 5n === 0n; fives += 1) rest /= 5n;
    if (under === 1n) return String(over);
    if (rest !== 1n) return `${over}/${under}`;
    const places = Math.max(twos, fives);
    const digits = String((over * 10n ** BigInt(places)) / under).padStart(places + 1, "0");
    return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  };

  class Ledger {
    constructor(election, endowment) {
      this.election = election;
      this.endowment = endowment;
      this.payments = [];
      this.paid = 0;
      this.left = new Float64Array(election.voters).fill(asNumber(endowment));
      this.isExhausted = new Uint8Array(election.voters);
    }

    follow(winners) {
      for (; this.paid < winners.length; this.paid += 1) this.pay(winners[this.paid]);
    }

    // Whether its supporters together have less than its cost (-1), just its cost (0), or more (1).
    compareMoney(project) {
      return compare(this.moneyOf(this.election.supporters[project]), fraction(this.election.costs[project]));
    }

    pay(project) {
      const voters = this.election.supporters[project];
      const { price, isPoor } = this.price(project);
      const asked = asNumber(price);
      voters.forEach((voter, place) => {
        if (isPoor[place]) this.isExhausted[voter] = 1;
        this.left[voter] = isPoor[place] ? 0 : Math.max(this.left[voter] - asked, 0);
      });
      this.payments.push({ price, payers: voters.filter((_, place) => !isPoor[place]) });
    }

    // The exact price, and which supporters cannot pay it in full.
    price(project) {
      const voters = this.election.supporters[project];
      const cost = fraction(this.election.costs[project]);
      const money = Float64Array.from(voters, (voter) => this.left[voter]);
      const [asked] = floatPrice(money, money.length, asNumber(cost));
      // Rounding is far below this: what lies outside is certain.
      const margin = CLOSE * asked + CLOSE * 1e-3 * asNumber(this.endowment);
      const isPoor = Uint8Array.from(money, (has) => (has < asked - margin ? 1 : 0));
      const doubtful = [...money.keys()].filter((place) => !isPoor[place] && money[place] <= asked + margin);
      const budgets = this.budgets(doubtful.map((place) => voters[place]));
      for (;;) {
        const rich = isPoor.reduce((count, poor) => count - poor, isPoor.length);
        const rest = plus(cost, this.moneyOf(voters.filter((_, place) => isPoor[place])), -1n);
        const price = fraction(rest.over, rest.under * BigInt(rich));
        const newly = doubtful.filter((place, number) => !isPoor[place] && compare(budgets[number], price) < 0);
        if (!newly.length) return { price, isPoor };
        for (const place of newly) isPoor[place] = 1;
      }
    }

    moneyOf(voters) {
      const mark = new Uint8Array(this.election.voters);
      let count = 0;
      for (const voter of voters) {
        if (this.isExhausted[voter]) continue;
        mark[voter] = 1;
        count += 1;
      }
      let total = fraction(this.endowment.over * BigInt(count), this.endowment.under);
      for (const { price, payers } of this.payments) {
        let among = 0;
        for (const voter of payers) among += mark[voter];
        if (among) total = plus(total, price, BigInt(-among));
      }
      return total;
    }

    // What each of these voters has left; those who paid for the same are reckoned once.
    budgets(voters) {
      const place = new Map(voters.map((voter, number) => [voter, number]));
      const paidFor = voters.map(() => []);
      this.payments.forEach(({ payers }, number) => {
        for (const voter of payers) if (place.has(voter)) paidFor[place.get(voter)].push(number);
      });
      const known = new Map();
      return voters.map((voter, number) => {
        if (this.isExhausted[voter]) return fraction(0n);
        const key = paidFor[number].join();
        if (!known.has(key)) {
          known.set(key, paidFor[number].reduce((left, paid) => plus(left, this.payments[paid].price, -1n), this.endowment));
        }
        return known.get(key);
      });
    }
  }

  self.jukugi = { ...self.jukugi, CLOSE, Ledger, fraction, compare, asNumber, floatPrice, written };
})();
