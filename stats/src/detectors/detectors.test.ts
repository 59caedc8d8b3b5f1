import { readFileSync } from 'node:fs';
import { createAdwin } from './adwin.ts';
import { createDdm } from './ddm.ts';
import { createEddm } from './eddm.ts';
import { createKswin } from './kswin.ts';
import { createPageHinkley } from './pageHinkley.ts';
import type { StreamDetector } from './streamDetector.ts';
import { streamEvents } from './streamEvents.ts';

/** x ← 1664525 x + 1013904223 modulo 2³², divided by 2³²: the same doubles in every language. */
function linearCongruential(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** How far the stream has changed at a row, from 0 to 1. */
const shapes: Readonly<Record<string, (row: number, rows: number) => number>> = {
  none: () => 0,
  sudden: (row, rows) => (row >= rows / 2 ? 1 : 0),
  gradual: (row, rows) => Math.min(1, Math.max(0, (row - rows / 3) / (rows / 3))),
  recurring: (row, rows) => Math.floor(row / (rows / 5)) % 2,
};

/** The next value of a stream that has changed so far: errors, rare errors, or losses. */
const kinds: Readonly<Record<string, (next: () => number, changed: number) => number>> = {
  binary: (next, changed) => (next() < 0.1 + 0.25 * changed ? 1 : 0),
  rare: (next, changed) => (next() < 0.01 + 0.04 * changed ? 1 : 0),
  uniform: (next, changed) => next() + changed,
  skewed: (next, changed) => next() * next() * next() * (8 + 8 * changed),
};

interface Stream {
  readonly kind: string;
  readonly shape: string;
  readonly rows: number;
  readonly seed: number;
}

function generated({ kind, shape, rows, seed }: Stream): Float64Array {
  const next = linearCongruential(seed);
  return Float64Array.from({ length: rows }, (_, row) => kinds[kind]?.(next, shapes[shape]?.(row, rows) ?? 0) ?? Number.NaN);
}

/** Every drift, and the first warning after each, as in `w53 d77`. */
function eventsOf(detector: StreamDetector, values: ArrayLike<number>): string {
  return streamEvents(detector, values)
    .map(({ kind, index }) => `${kind[0]}${index}`)
    .join(' ');
}

const detectors: Readonly<Record<string, (seed: number) => StreamDetector>> = {
  ddm: () => createDdm(),
  eddm: () => createEddm(),
  page_hinkley: () => createPageHinkley(),
  adwin: () => createAdwin(),
  kswin: (seed) => createKswin({ seed }),
};

// Expected events: river 0.26.1, the class of that name with its defaults (kswin: seed = the stream's seed), run over the same streams.
test.each([
  { detector: 'adwin', kind: 'binary', shape: 'sudden', rows: 1000, seed: 8, events: 'd575' },
  { detector: 'adwin', kind: 'binary', shape: 'gradual', rows: 1000, seed: 13, events: 'd671' },
  { detector: 'adwin', kind: 'binary', shape: 'recurring', rows: 5000, seed: 19, events: 'd1151 d2143 d3167 d4159' },
  { detector: 'adwin', kind: 'rare', shape: 'sudden', rows: 5000, seed: 29, events: 'd2783' },
  { detector: 'adwin', kind: 'rare', shape: 'gradual', rows: 5000, seed: 34, events: 'd3231' },
  { detector: 'adwin', kind: 'rare', shape: 'recurring', rows: 20000, seed: 40, events: 'd4383 d9087 d12767 d16927' },
  { detector: 'adwin', kind: 'uniform', shape: 'sudden', rows: 1000, seed: 48, events: 'd543' },
  { detector: 'ddm', kind: 'binary', shape: 'none', rows: 5000, seed: 4, events: 'w63' },
  { detector: 'ddm', kind: 'binary', shape: 'sudden', rows: 1000, seed: 8, events: 'w263 d567 w843' },
  { detector: 'ddm', kind: 'binary', shape: 'recurring', rows: 5000, seed: 19, events: 'w81 d1132 w1614 d3312' },
  { detector: 'ddm', kind: 'rare', shape: 'none', rows: 1000, seed: 23, events: 'd118 d239 w326 d821 d913' },
  { detector: 'ddm', kind: 'rare', shape: 'sudden', rows: 1000, seed: 28, events: 'd145 d304 w507 d521 w559' },
  { detector: 'ddm', kind: 'rare', shape: 'gradual', rows: 1000, seed: 33, events: 'd159 d433 d507 w674' },
  { detector: 'eddm', kind: 'binary', shape: 'none', rows: 1000, seed: 3, events: 'd408 d699 d938' },
  { detector: 'eddm', kind: 'rare', shape: 'none', rows: 5000, seed: 24, events: 'w3698' },
  { detector: 'eddm', kind: 'rare', shape: 'sudden', rows: 1000, seed: 28, events: 'd976' },
  { detector: 'eddm', kind: 'rare', shape: 'gradual', rows: 5000, seed: 34, events: 'd2455 d3231 d3841 w4456 d4738' },
  { detector: 'eddm', kind: 'rare', shape: 'recurring', rows: 5000, seed: 39, events: 'd1322 w3065 d3137 d3703' },
  { detector: 'kswin', kind: 'binary', shape: 'sudden', rows: 1000, seed: 8, events: 'd532' },
  { detector: 'kswin', kind: 'binary', shape: 'recurring', rows: 1000, seed: 18, events: 'd344' },
  { detector: 'kswin', kind: 'uniform', shape: 'none', rows: 1000, seed: 43, events: 'd163 d706 d926' },
  { detector: 'kswin', kind: 'uniform', shape: 'sudden', rows: 1000, seed: 48, events: 'd511' },
  { detector: 'kswin', kind: 'uniform', shape: 'gradual', rows: 1000, seed: 53, events: 'd417 d582' },
  { detector: 'kswin', kind: 'uniform', shape: 'recurring', rows: 1000, seed: 58, events: 'd211 d326 d426 d606 d810' },
  { detector: 'kswin', kind: 'skewed', shape: 'none', rows: 1000, seed: 63, events: 'd129 d554 d841' },
  { detector: 'page_hinkley', kind: 'binary', shape: 'none', rows: 20000, seed: 5, events: 'd16293' },
  { detector: 'page_hinkley', kind: 'binary', shape: 'sudden', rows: 1000, seed: 8, events: 'd769' },
  { detector: 'page_hinkley', kind: 'binary', shape: 'gradual', rows: 1000, seed: 13, events: 'd806' },
  { detector: 'page_hinkley', kind: 'binary', shape: 'recurring', rows: 5000, seed: 19, events: 'd1264 d2194 d3217 d4204' },
  { detector: 'page_hinkley', kind: 'rare', shape: 'sudden', rows: 20000, seed: 30, events: 'd11027' },
  { detector: 'page_hinkley', kind: 'rare', shape: 'gradual', rows: 5000, seed: 34, events: 'd4239' },
  { detector: 'page_hinkley', kind: 'rare', shape: 'recurring', rows: 20000, seed: 40, events: 'd6147 d10263 d18571' },
  { detector: 'adwin', kind: 'binary', shape: 'none', rows: 1000, seed: 3, events: '' },
  { detector: 'eddm', kind: 'rare', shape: 'none', rows: 1000, seed: 23, events: '' },
  { detector: 'page_hinkley', kind: 'binary', shape: 'none', rows: 1000, seed: 3, events: '' },
  { detector: 'kswin', kind: 'binary', shape: 'none', rows: 1000, seed: 3, events: '' },
  { detector: 'adwin', kind: 'skewed', shape: 'sudden', rows: 100000, seed: 71, events: 'd50111' },
])('$detector on $rows rows of $kind errors with change $shape says $events', ({ detector, events, ...stream }) => {
  expect(eventsOf(detectors[detector]?.(stream.seed) as StreamDetector, generated(stream))).toBe(events);
});

const errors = generated({ kind: 'binary', shape: 'sudden', rows: 2000, seed: 77 });
const losses = generated({ kind: 'uniform', shape: 'sudden', rows: 2000, seed: 77 });

// Expected events: river 0.26.1 with the same options.
test.each([
  {
    name: 'ddm',
    detector: createDdm({ warmStart: 100, warningThreshold: 1.5, driftThreshold: 2.5 }),
    values: errors,
    events: 'w131 d177 w294 d408 w519 d1021 w1153',
  },
  { name: 'eddm', detector: createEddm({ warmStart: 20, alpha: 0.8, beta: 0.7 }), values: errors, events: 'w1097 d1207 d1262' },
  {
    name: 'page-hinkley upwards',
    detector: createPageHinkley({ minInstances: 50, delta: 0.01, threshold: 10, alpha: 0.999, mode: 'up' }),
    values: losses,
    events: 'd1010 d1477',
  },
  {
    name: 'page-hinkley downwards',
    detector: createPageHinkley({ minInstances: 50, delta: 0.01, threshold: 10, alpha: 0.999, mode: 'down' }),
    values: losses,
    events: '',
  },
  {
    name: 'adwin',
    detector: createAdwin({ delta: 0.1, clock: 8, maxBuckets: 3, minWindowLength: 20, gracePeriod: 100 }),
    values: losses,
    events: 'd1023',
  },
  { name: 'kswin', detector: createKswin({ alpha: 0.001, windowSize: 300, statSize: 20, seed: 5 }), values: losses, events: 'd1012' },
])('$name honours its options', ({ detector, values, events }) => {
  expect(eventsOf(detector, values)).toBe(events);
});

test('adwin keeps the newer part of its window at a drift, and starts again after it', () => {
  const adwin = createAdwin();
  const kept = Array.from(losses.subarray(0, 1500)).flatMap((value) =>
    adwin.update(value) === 'drift' ? [[adwin.width(), adwin.mean()]] : [],
  );
  // river 0.26.1: width and estimation
  expect(kept).toEqual([[64, expect.closeTo(0.8264041488291696, 12)]]);
  expect([adwin.width(), adwin.mean()]).toEqual([476, expect.closeTo(1.497259527572994, 12)]);
});

interface PublishedCase {
  readonly id: string;
  readonly test: string;
  readonly current: { readonly digits: string };
  readonly expected: { readonly events: readonly (readonly [string, number])[] };
}

const published = (
  JSON.parse(readFileSync(`${import.meta.dirname}/../../../drift/fixtures/drift-cases.json`, 'utf8')) as PublishedCase[]
).filter(({ id }) => id.startsWith('rv-'));

test.each(published)('$id ($test) gives the published alarms', ({ test: name, current, expected }) => {
  const detector = name === 'eddm' ? createEddm({ alpha: 0.8, beta: 0.75 }) : createAdwin({ delta: 0.002 });
  const events = streamEvents(detector, Array.from(current.digits, Number)).map(({ kind, index }) => [
    kind === 'drift' ? 'change' : kind,
    index,
  ]);
  expect(events).toEqual(expected.events);
});

test.each(Object.entries(detectors))('%s finds nothing in a stream that never varies, right or wrong', (_, create) => {
  expect(eventsOf(create(1), new Float64Array(5000))).toBe('');
  expect(eventsOf(create(1), new Float64Array(5000).fill(1))).toBe('');
});

test.each([
  { name: 'ddm', create: () => createDdm(), refused: [Number.NaN, -1, 2], message: 'ddm needs errors from 0 to 1, got ' },
  { name: 'eddm', create: () => createEddm(), refused: [Number.NaN, 0.5, 2], message: 'eddm needs errors that are 0 or 1, got ' },
  {
    name: 'page-hinkley',
    create: () => createPageHinkley(),
    refused: [Number.NaN, Number.POSITIVE_INFINITY],
    message: 'page-hinkley needs finite values, got ',
  },
  {
    name: 'adwin',
    create: () => createAdwin(),
    refused: [Number.NaN, Number.NEGATIVE_INFINITY],
    message: 'adwin needs finite values, got ',
  },
  {
    name: 'kswin',
    create: () => createKswin(),
    refused: [Number.NaN, Number.POSITIVE_INFINITY],
    message: 'kswin needs finite values, got ',
  },
])('$name refuses a value that it cannot take, and goes on as if it had not come', ({ create, refused, message }) => {
  const [disturbed, calm] = [create(), create()];
  for (const [index, value] of errors.entries()) {
    if (index % 100 === 0) for (const wrong of refused) expect(() => disturbed.update(wrong)).toThrow(new RangeError(`${message}${wrong}`));
    expect(disturbed.update(value)).toBe(calm.update(value));
  }
});

test.each([
  {
    name: 'a negative warm start',
    create: () => createDdm({ warmStart: -1 }),
    message: 'ddm needs a warm start of at least 0 values, got -1',
  },
  {
    name: 'a threshold that is not a number',
    create: () => createDdm({ driftThreshold: Number.NaN }),
    message: 'ddm needs a drift threshold of at least 0, got NaN',
  },
  { name: 'beta above alpha', create: () => createEddm({ alpha: 0.8, beta: 0.9 }), message: 'eddm needs beta from 0 to alpha, got 0.9' },
  { name: 'a decay above 1', create: () => createPageHinkley({ alpha: 1.1 }), message: 'page-hinkley needs alpha from 0 to 1, got 1.1' },
  { name: 'no significance level', create: () => createAdwin({ delta: 0 }), message: 'adwin needs delta above 0 and up to 1, got 0' },
  { name: 'a clock that stands', create: () => createAdwin({ clock: 0 }), message: 'adwin needs a positive whole clock, got 0' },
  {
    name: 'a window too short to draw from',
    create: () => createKswin({ windowSize: 50 }),
    message: 'kswin needs a window of twice the newest values, got 50',
  },
  {
    name: 'a seed of more than 32 bits',
    create: () => createKswin({ seed: 2 ** 32 }),
    message: 'mersenne twister needs a seed of 32 bits, got 4294967296',
  },
])('refuses $name', ({ create, message }) => {
  expect(create).toThrow(new RangeError(message));
});
