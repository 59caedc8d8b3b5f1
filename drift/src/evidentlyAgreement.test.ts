import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DriftMethod } from '@modelmonitor/api';
import { cramerVonMises, mannWhitney } from '@modelmonitor/stats';
import { type Recipe, recipeValues } from './conformance/recipeValues.ts';
import { methodNamed } from './methods/driftMethods.ts';
import type { CheckSettings } from './report/checkSettings.ts';
import { categorical, check, numeric, settings, table } from './testCheck.ts';

interface Case {
  readonly name: string;
  readonly type: 'numeric' | 'categorical';
  /** Whether the column is of integers in pandas. */
  readonly whole?: true;
  readonly reference: Recipe;
  readonly current: Recipe;
  readonly auto?: DriftMethod;
  readonly scores: Readonly<Partial<Record<DriftMethod, readonly [score: number, drifted: 0 | 1]>>>;
}

// Evidently 0.7.21, executed; how, the file says.
const fixture = fileURLToPath(new URL('../fixtures/evidently-agreement.json', import.meta.url));
const { cases, thresholds }: { cases: Case[]; thresholds: Record<DriftMethod, number> } = JSON.parse(readFileSync(fixture, 'utf8'));

const PRECISE = 1e-9;
// numpy keeps exact p-values of few rows in half precision; the series of the tail ends with this error.
const HALF_PRECISION = 2 ** -10;
const SERIES_ERROR = 5e-8;
const PERMUTATIONS = 1000;
const MANY_ROWS = 50;

type Values = ReturnType<typeof recipeValues>;
type Sides = { reference: Values; current: Values };

function column(type: Case['type'], values: Values) {
  if (type === 'numeric')
    return numeric(
      'x',
      Array.from(values, (value) => (value === null ? Number.NaN : Number(value))),
    );
  return categorical(
    'x',
    values.map((value) => (value === null ? null : typeof value === 'boolean' ? (value ? 'True' : 'False') : `${value}`)),
  );
}

function columnReport(type: Case['type'], { reference, current }: Sides, choice: { method?: DriftMethod; rules?: CheckSettings['rules'] }) {
  const { method, rules = 'evidently' } = choice;
  const methods = method === undefined ? {} : { features: { x: { method } } };
  const sides = { reference: table(column(type, reference)), current: table(column(type, current)) };
  const found = check({ ...sides, settings: { ...settings, methods, rules } }).features['x'];
  if (found === undefined) throw new Error('the column has a report');
  return found;
}

const sorted = (values: Values) => Float64Array.from(values.filter((value) => value !== null && Number.isFinite(value)) as number[]).sort();

/** Where this product differs on purpose (docs/differences.md), what is compared in place of its score; undefined: nothing. */
const DIFFERENT: Partial<Record<DriftMethod, (sides: Sides, it: Case, score: number) => number | undefined>> = {
  mannw: ({ reference, current }) => mannWhitney(sorted(reference), sorted(current), { alternative: 'less' }).pValue,
  cramer_von_mises: ({ reference, current }) => cramerVonMises(sorted(reference), sorted(current)).pValue,
  hellinger: ({ reference, current }, { type, whole }, score) =>
    type === 'numeric' && whole && new Set([...reference, ...current]).size <= 3 ? undefined : score,
  es: ({ reference, current }, _, score) => (new Set([...reference, ...current]).size <= 2 ? undefined : score),
};

function tolerance(method: DriftMethod, score: number, { reference, current }: Sides): number {
  // Two estimates of one p-value, five standard errors apart.
  if (method === 'TVD') return 5 * Math.sqrt((2 * Math.max(score * (1 - score), 1 / PERMUTATIONS)) / PERMUTATIONS);
  if (method === 'cramer_von_mises') {
    return Math.max(reference.length, current.length) <= 20 ? HALF_PRECISION * score : Math.max(SERIES_ERROR, PRECISE * score);
  }
  return Math.max(1e-12, PRECISE * Math.abs(score));
}

const compared = cases.flatMap((it) =>
  Object.entries(it.scores).map(([method, answer]) => ({ it, method: method as DriftMethod, score: answer[0], drifted: answer[1] === 1 })),
);

test.each(cases)('$name as $type: every method answers as Evidently does, or differs as documented', (it) => {
  const sides = { reference: recipeValues(it.reference), current: recipeValues(it.current) };
  for (const { method, score, drifted } of compared.filter((one) => one.it === it)) {
    const found = columnReport(it.type, sides, { method });
    const ours = (DIFFERENT[method] ?? ((_sides, _it, own) => own))(sides, it, found.score ?? Number.NaN);
    if (ours === undefined) continue;
    // Rounding loses Evidently's TVD the permutations that tie with the data, many of few rows: its p-value is then too small.
    const isFreeOfTies = method !== 'TVD' || Math.min(sides.reference.length, sides.current.length) >= MANY_ROWS;
    const isNear = (isFreeOfTies ? Math.abs(ours - score) : score - ours) <= tolerance(method, score, sides);
    expect({ method, isNear, ours, score }).toEqual({ method, isNear: true, ours, score });
    expect(found).toMatchObject({ method, threshold: thresholds[method] });
    if (ours === found.score && method !== 'TVD') expect(found.drifted).toBe(drifted && found.verdict !== 'constant');
  }
});

test('by default method, threshold and score are the same, and only the verdict may be milder', () => {
  const milder = cases.filter(({ type, reference, current, auto }) => {
    const sides = { reference: recipeValues(reference), current: recipeValues(current) };
    const choice = auto === undefined ? { method: 'jensenshannon' as const } : {};
    const [theirs, ours] = [columnReport(type, sides, choice), columnReport(type, sides, { ...choice, rules: 'guarded' })];
    const answer = ({ method, threshold, score, p_value, statistic }: typeof ours) => ({ method, threshold, score, p_value, statistic });
    expect(answer(ours)).toEqual(answer(theirs));
    expect(ours.drifted === true && theirs.drifted !== true).toBe(false);
    return ours.drifted !== theirs.drifted;
  });
  expect(milder.length).toBeGreaterThan(0);
});

test('the method is chosen as Evidently chooses it, with the same threshold and answer', () => {
  const chosen = cases.filter(({ auto }) => auto !== undefined);
  for (const { name, type, whole, auto = 'ks', reference, current } of chosen) {
    const found = columnReport(type, { reference: recipeValues(reference), current: recipeValues(current) }, {});
    // Numbers that are declared categories and nearly all different are identifiers here (docs/differences.md).
    const [distinct, rows] = [new Set(recipeValues(reference)).size, recipeValues(reference).length];
    const isDeclared = type === 'categorical' && whole === true && distinct > Math.max(10, rows / 2);
    const method = isDeclared ? 'text' : auto;
    expect({ name, method: found.method, threshold: found.threshold }).toEqual({ name, method, threshold: methodNamed(method).threshold });
    expect(methodNamed(auto).threshold).toBe(thresholds[auto]);
  }
  expect(chosen.length).toBeGreaterThan(150);
});
