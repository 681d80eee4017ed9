/* 95 % intervals of shares with documents as the sample: the method of `polcorp themes --by party --intervals`, in the page so
   that intervals follow the filters. A unit is what one party asks for in one document. */
const TAIL = 0.05;
const MANY = 1e6;

function logGamma(x) {
  const c = [76.18009172947146, -86.50532032941677, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2, -0.5395239384953e-5];
  const t = x + 5.5 - (x + 0.5) * Math.log(x + 5.5);
  return -t + Math.log(2.5066282746310005 * c.reduce((sum, value, n) => sum + value / (x + n + 1), 1.000000000190015) / x);
}
/* The regularised incomplete beta function by its continued fraction (DLMF 8.17.22). */
function betaPart(x, a, b) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - betaPart(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x)) / a;
  const guard = (value) => (Math.abs(value) < 1e-300 ? 1e-300 : value);
  let [c, d] = [1, 1 / guard(1 - ((a + b) * x) / (a + 1))];
  let result = d;
  for (let m = 1; m < 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d); c = guard(1 + even / c); result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d); c = guard(1 + odd / c); result *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return front * result;
}
/* The value that Student's t exceeds in size with a chance of 5 %. */
const NORMAL = 1.959963984540054;
function quantileOfT(freedom) {
  if (freedom > 1e5) return NORMAL + (NORMAL ** 3 + NORMAL) / (4 * freedom);
  let [low, high] = [1.9, 13];
  for (let n = 0; n < 60; n += 1) {
    const middle = (low + high) / 2;
    if (betaPart(freedom / (freedom + middle ** 2), freedom / 2, 0.5) > TAIL) low = middle; else high = middle;
  }
  return (low + high) / 2;
}
function wilson(hits, of, quantile = NORMAL) {
  const [share, spread] = [hits / of, quantile ** 2 / of];
  const reach = Math.sqrt(spread * (share * (1 - share) + spread / 4));
  return [(share + spread / 2 - reach) / (1 + spread), (share + spread / 2 + reach) / (1 + spread)];
}
/* The sizes of a group's units, summed, with their concentration and spread. */
function sizesOf(units) {
  const power = (n) => units.reduce((sum, unit) => sum + unit.size ** n, 0);
  const size = power(1);
  const concentration = power(2) / size ** 2;
  const spread = concentration - (2 * power(3)) / size ** 3 + concentration ** 2;
  const freedom = spread > 1e-12 ? Math.max(1 / concentration - 1, 1) : 0;
  return { units, size, size2: power(2), concentration, spread, freedom };
}
function sumsOf(group, theme) {
  let [count, squares, products] = [0, 0, 0];
  for (const unit of group.units) {
    const y = unit.themes.get(theme) || 0;
    count += y; squares += y * y; products += y * unit.size;
  }
  const rate = count / group.size;
  return { count, rate, residual: squares - 2 * rate * products + rate ** 2 * group.size2 };
}
function jackknife(group, theme, { count, rate }) {
  const m = group.units.length;
  if (m < 2 || !count) return NaN;
  let off = 0;
  for (const unit of group.units) {
    off += ((unit.themes.get(theme) || 0) - rate * unit.size) ** 2 / (1 - unit.size / group.size) ** 2;
  }
  return (((m - 1) / m) * off) / count ** 2;
}
/* How much units of one document agree, over all groups. */
function intraclass(groups, theme) {
  if (!groups.some((group) => group.spread > 1e-12)) return NaN;
  let [beyond, unit] = [0, 0];
  for (const group of groups) {
    const { rate, residual } = sumsOf(group, theme);
    const binomial = rate * (1 - rate);
    const alone = binomial * group.size * (1 - group.concentration);
    beyond += residual - alone;
    unit += binomial * group.size ** 2 * group.spread - alone;
  }
  return unit > 0 ? Math.min(Math.max(beyond / unit, 0), 1) : 0;
}
function shareInterval(group, theme, agreeing, freedom) {
  const sums = sumsOf(group, theme);
  const share = Math.min(Math.max(sums.rate, 0), 1);
  const inside = share > 0 && share < 1;
  const own = (jackknife(group, theme, sums) * share * group.size) / (1 - share);
  const design = 1 + agreeing * Math.max(group.size * group.concentration - 1, 0);
  const effect = Math.max(design, inside ? (Number.isNaN(own) ? design : own) : 1);
  if (Number.isNaN(effect)) return { hits: sums.count, n: group.size, share, low: NaN, high: NaN };
  const dispersed = (1 - 1 / effect) ** 2 / (group.freedom || freedom);
  const quantile = quantileOfT(1 / Math.max(dispersed, 1 / MANY));
  const units = group.size / effect;
  let [low, high] = wilson(share * units, units, quantile);
  if (inside) {
    const middle = Math.log(share / (1 - share));
    const half = quantile / Math.sqrt(units * share * (1 - share));
    [low, high] = [middle - half, middle + half].map((value) => 1 / (1 + Math.exp(-value)));
  }
  return { hits: sums.count, n: group.size, share, low: Math.max(low, 0), high: Math.min(high, 1) };
}
/* Each theme's share of each party's demands: a map by «theme|party». */
function shares(themes) {
  const byParty = new Map();
  for (const unit of seen.units) {
    if (!byParty.has(unit.party)) byParty.set(unit.party, []);
    byParty.get(unit.party).push(unit);
  }
  const groups = new Map([...byParty].filter(([party]) => party !== NOBODY).map(([party, units]) => [party, sizesOf(units)]));
  const all = [...groups.values()];
  const freedom = Math.max(all.reduce((sum, group) => sum + group.freedom, 0), 1);
  const found = new Map();
  for (const theme of themes) {
    const agreeing = intraclass(all, theme);
    for (const [party, group] of groups) found.set(`${theme}|${party}`, shareInterval(group, theme, agreeing, freedom));
  }
  return found;
}
