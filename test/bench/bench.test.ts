import { benchOptions } from './benchOptions.ts';
import { document, figureTable } from './document.ts';
import { count, mebibytesText, millisecondsText, percentText, ratioText } from './figureText.ts';
import { median } from './median.ts';
import { changedBetween } from './operator/objectVersions.ts';
import { parseScrape } from './operator/scrape.ts';
import { figure, metIf } from './outcome.ts';
import { quantile } from './quantile.ts';
import { interleave, pairedRatio } from './rounds.ts';
import { slope } from './slope.ts';

describe('median', () => {
  test.each([
    { values: [3], expected: 3 },
    { values: [9, 1, 5], expected: 5 },
    { values: [4, 1, 3, 2], expected: 2.5 },
  ])('the median of $values is $expected', ({ values, expected }) => {
    expect(median(values)).toBe(expected);
  });

  test.each([
    { values: [], message: 'median needs at least one value, got none' },
    { values: [1, Number.NaN], message: 'median needs finite numbers, got NaN' },
  ])('$values has no median', ({ values, message }) => {
    expect(() => median(values)).toThrow(new RangeError(message));
  });
});

test.each([
  { share: 0.5, expected: 2 },
  { share: 0.51, expected: 3 },
  { share: 0.99, expected: 4 },
  { share: 1, expected: 4 },
])('of 4, 1, 3 and 2 a share of $share is not above $expected', ({ share, expected }) => {
  expect(quantile([4, 1, 3, 2], share)).toBe(expected);
});

test('nothing has no quantile', () => {
  expect(() => quantile([], 0.5)).toThrow(new RangeError('quantile needs at least one value and a share in (0, 1], got 0 and 0.5'));
});

describe('slope', () => {
  test('the line of least squares', () => {
    // R 4.4: coef(lm(c(1, 3, 2, 5) ~ c(0, 1, 2, 3)))
    expect(slope([1, 3, 2, 5].map((value, at) => ({ at, value })))).toBeCloseTo(1.1, 12);
  });

  test('one moment has no slope', () => {
    expect(() => slope([{ at: 1, value: 2 }])).toThrow(new RangeError('a slope needs values at two times at least, got 1 points'));
  });
});

describe('the table of an exposition', () => {
  const text = [
    '# TYPE a counter',
    'a{code="200",method="GET"} 3',
    'a{code="404",method="GET"} 2',
    'a{code="200",method="PUT"} 7',
    'ab{code="200"} 9',
    'b 1.5',
    '',
  ].join('\n');

  test.each([
    { name: 'a', labels: {}, expected: 12 },
    { name: 'a', labels: { method: 'GET' }, expected: 5 },
    { name: 'a', labels: { code: '200', method: 'PUT' }, expected: 7 },
    { name: 'b', labels: {}, expected: 1.5 },
    { name: 'c', labels: {}, expected: 0 },
  ])('$name with $labels adds up to $expected', ({ name, labels, expected }) => {
    expect(parseScrape(text).sum(name, labels)).toBe(expected);
  });
});

test('changes between two lists: new objects, deleted objects, other versions', () => {
  const before = new Map(Object.entries({ same: '1', changed: '1', gone: '1' }));
  const after = new Map(Object.entries({ same: '1', changed: '2', came: '1' }));
  expect(changedBetween(before, after)).toEqual(['changed', 'gone', 'came']);
});

describe('rounds', () => {
  test('contenders take turns', async () => {
    const order: string[] = [];
    const measure = (name: string) => async () => order.push(name);
    const measured = await interleave(new Map(['A', 'B', 'C'].map((name) => [name, measure(name)])), 2);
    expect(order.join(' ')).toBe('A B C A B C');
    expect([...measured.values()]).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
  });

  test('the ratio is taken round by round, so a slow minute that hits both cancels out', () => {
    expect(pairedRatio([60, 30, 66], [100, 50, 110])).toBe(0.6);
  });

  test('rounds that are not paired give no ratio', () => {
    expect(() => pairedRatio([1, 2], [1])).toThrow(new RangeError('paired rounds are needed, got 2 and 1'));
  });
});

test.each([
  { text: count(16_400.4), expected: '16,400' },
  { text: ratioText(0.6049), expected: '0.60' },
  { text: ratioText(52.7), expected: '53' },
  { text: millisecondsText(4.987), expected: '4.99 ms' },
  { text: millisecondsText(612.34), expected: '612.3 ms' },
  { text: percentText(0.0874), expected: '8.7 %' },
  { text: mebibytesText(104_857_600), expected: '100 MiB' },
])('$expected', ({ text, expected }) => {
  expect(text).toBe(expected);
});

describe('the command line', () => {
  const known = ['predict', 'memory', 'startup'];

  test.each([
    { argv: [], expected: { names: known, quick: false, write: false } },
    { argv: ['startup', 'predict', '--quick'], expected: { names: ['predict', 'startup'], quick: true, write: false } },
    { argv: ['--write'], expected: { names: known, quick: false, write: true } },
  ])('$argv', ({ argv, expected }) => {
    expect(benchOptions(argv, known)).toEqual(expected);
  });

  test('a scenario that does not exist is refused', () => {
    expect(() => benchOptions(['speed'], known)).toThrow(new RangeError('scenario must be one of predict, memory, startup, got "speed"'));
  });
});

describe('the document', () => {
  const scenario = { name: 'predict', title: 'POST /predict', about: 'One row a request.' };
  const figures = [
    figure({
      what: 'requests per second',
      ours: '12,000/s',
      peer: 'Koa | echo: 16,000/s',
      ratio: '0.75',
      goal: '≥ 0.6',
      met: metIf(0.75 >= 0.6),
    }),
    figure({ what: 'p99', ours: '6 ms', goal: '≤ 5 ms', met: metIf(6 <= 5) }),
    figure({ what: 'ready', ours: '90 MiB' }),
  ];
  const result = {
    name: 'predict',
    machine: 'a processor',
    date: '2026-01-02',
    quick: false,
    pinning: 'server pinned',
    figures,
    notes: ['a note'],
  };

  test('a table says yes, no, or nothing where there is no goal', () => {
    expect(figureTable(figures)).toBe(
      [
        '| figure | ours | peer | ratio | goal | met |',
        '| --- | --- | --- | --- | --- | --- |',
        '| requests per second | 12,000/s | Koa \\| echo: 16,000/s | 0.75 | ≥ 0.6 | yes |',
        '| p99 | 6 ms |  |  | ≤ 5 ms | no |',
        '| ready | 90 MiB |  |  |  | – |',
        '',
      ].join('\n'),
    );
  });

  test('a section holds title, description, table, day, machine, command and notes', () => {
    const text = document([{ scenario, result }]);
    for (const part of ['## POST /predict', 'One row a request.', '2026-01-02; a processor; server pinned.', '- a note'])
      expect(text).toContain(part);
    expect(text).toContain('`node test/bench/bench.ts predict`');
    expect(text).not.toContain('no figures to quote');
  });

  test('short rounds and what was never measured are said to be so', () => {
    expect(document([{ scenario, result: { ...result, quick: true } }])).toContain('**Short rounds: no figures to quote.**');
    expect(document([{ scenario, result: undefined }])).toContain('Not measured yet: `node test/bench/bench.ts predict --write`.');
  });

  test('what is not measured again keeps its section', () => {
    const [other, before] = [{ ...scenario, title: 'Another' }, document([{ scenario, result }])];
    const after = document(
      [
        { scenario: other, result },
        { scenario, result: undefined },
      ],
      before,
    );
    expect(after).toContain('## Another');
    expect(after.endsWith(before.slice(before.indexOf('## ')))).toBe(true);
  });
});
