// The engine's scoring as one would write it in JavaScript: typed arrays, every item scored, the best 200 diversified.
const ROW_SHARE = 0.5;
const TAG_SHARE = 0.35;
const POPULAR_SHARE = 0.1;
const FRESH_SHARE = 0.05;
const CANDIDATES = 200;
const COUNT = 20;
const RELEVANCE = 0.8;
const CALIBRATION = 0.5;
const SMOOTHING = 0.1;
const FRESH_DAYS = 90;

export class PlainShelf {
  constructor(data) {
    Object.assign(this, data);
    this.row = data.rowItems.length / data.items;
    const popularity = data.popularity.map((readers) => Math.log1p(readers));
    const most = popularity.reduce((most, one) => Math.max(most, one), 0);
    this.popular = popularity.map((one) => (most > 0 ? one / most : 0));
    const wanted = data.direction.map((weight) => Math.max(weight, 0) ** 2);
    const all = wanted.reduce((sum, part) => sum + part, 0);
    this.wanted = wanted.map((part) => (all > 0 ? part / all : 0));
  }

  tagsOf(item) {
    return this.tags.subarray(this.tagStarts[item], this.tagStarts[item + 1]);
  }

  similarity(a, b) {
    const first = this.tagsOf(a);
    const second = this.tagsOf(b);
    let shared = 0;
    for (const tag of first) if (second.includes(tag)) shared += 1;
    return shared / Math.sqrt(first.length * second.length);
  }

  /** The shelf: items, scores, and for each the reasons that add up to its score. */
  shelf() {
    const { items, history, row } = this;
    const sums = new Float64Array(items);
    const known = new Uint8Array(items);
    for (const source of history) {
      known[source] = 1;
      for (let at = source * row; at < (source + 1) * row; at++) sums[this.rowItems[at]] += this.rowWeights[at];
    }
    let most = 0;
    for (let item = 0; item < items; item++) if (!known[item]) most = Math.max(most, Math.abs(sums[item]));
    const rows = most > 0 ? ROW_SHARE * (history.length / (history.length + 1)) : 0;
    const rest = (1 - rows) / (TAG_SHARE + POPULAR_SHARE + FRESH_SHARE);
    const nearness = most > 0 ? rows / most : 0;
    const scored = [];
    for (let item = 0; item < items; item++) {
      if (known[item]) continue;
      const tags = this.tagsOf(item);
      let taste = 0;
      for (const tag of tags) taste += this.direction[tag];
      const score =
        sums[item] * nearness +
        (tags.length ? taste / Math.sqrt(tags.length) : 0) * TAG_SHARE * rest +
        this.popular[item] * POPULAR_SHARE * rest +
        2 ** (-this.ages[item] / FRESH_DAYS) * FRESH_SHARE * rest;
      scored.push({ item, score });
    }
    scored.sort((a, b) => b.score - a.score || a.item - b.item);
    const chosen = this.choose(scored.slice(0, CANDIDATES));
    const places = new Map(chosen.map((pick, at) => [pick.item, at]));
    for (const pick of chosen) pick.reasons = [];
    for (const source of history) {
      for (let at = source * row; at < (source + 1) * row; at++) {
        const place = places.get(this.rowItems[at]);
        if (place !== undefined) chosen[place].reasons.push([source, this.rowWeights[at] * nearness]);
      }
    }
    return chosen;
  }

  choose(candidates) {
    const scale = candidates[0]?.score > 0 ? 1 / candidates[0].score : 1;
    const left = candidates.map((candidate) => ({ ...candidate, similar: 0 }));
    const full = new Float64Array(this.wanted.length);
    const chosen = [];
    while (chosen.length < COUNT && left.length > 0) {
      let best = 0;
      let most = -Infinity;
      for (let at = 0; at < left.length; at++) {
        const { item, score, similar } = left[at];
        const tags = this.tagsOf(item);
        let lacks = 0;
        for (const tag of tags) {
          const wanted = this.wanted[tag];
          if (wanted > 0) lacks += (SMOOTHING * wanted) / ((1 - SMOOTHING) * full[tag] + SMOOTHING * wanted);
        }
        const variety = (CALIBRATION * lacks) / Math.max(tags.length, 1) - (1 - CALIBRATION) * similar;
        const value = RELEVANCE * score * scale + (1 - RELEVANCE) * variety;
        if (value > most) [best, most] = [at, value];
      }
      const [pick] = left.splice(best, 1);
      for (const tag of this.tagsOf(pick.item)) full[tag] += 1 / (this.tagsOf(pick.item).length * COUNT);
      for (const other of left) other.similar = Math.max(other.similar, this.similarity(pick.item, other.item));
      chosen.push(pick);
    }
    return chosen;
  }
}
