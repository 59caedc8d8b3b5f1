import { confirmVerdict } from './confirmVerdict.ts';
import type { Report } from './report.ts';

const [d, s, u] = ['drifted', 'stable', 'unknown'] as const;

test.each<{ name: string; verdicts: Report['verdict'][]; runs: number; of: number; confirmed: Report['verdict'] }>([
  { name: 'one run is enough by default', verdicts: [d], runs: 1, of: 1, confirmed: d },
  { name: 'the newest run alone decides by default', verdicts: [s, d, d], runs: 1, of: 1, confirmed: s },
  { name: 'one odd window raises nothing', verdicts: [d, s, s], runs: 2, of: 3, confirmed: s },
  { name: 'two of three do', verdicts: [d, s, d], runs: 2, of: 3, confirmed: d },
  { name: 'one quiet window ends nothing', verdicts: [s, d, d], runs: 2, of: 3, confirmed: d },
  { name: 'two quiet windows do', verdicts: [s, s, d, d], runs: 2, of: 3, confirmed: s },
  { name: 'a run without a verdict is passed over', verdicts: [u, d, u, d], runs: 2, of: 2, confirmed: d },
  { name: 'too few runs confirm nothing', verdicts: [d], runs: 2, of: 3, confirmed: s },
  { name: 'no verdict at all is unknown', verdicts: [u], runs: 1, of: 1, confirmed: u },
  { name: 'no run at all is unknown', verdicts: [], runs: 1, of: 1, confirmed: u },
])('$name', ({ verdicts, runs, of, confirmed }) => {
  expect(
    confirmVerdict(
      verdicts.map((verdict) => ({ verdict })),
      { runs, of },
    ),
  ).toBe(confirmed);
});

test.each([
  { name: 'three looks at the same rows are one', looks: 'd1 d1 d1', confirmed: 's' },
  { name: 'and do not end an alarm', looks: 's2 s2 s2 d1 d0', confirmed: 'd' },
  { name: 'of looks at the same rows the newest counts', looks: 's2 d2 d1', confirmed: 's' },
  { name: 'a look without a verdict between them changes nothing', looks: 'd1 u1 d1', confirmed: 's' },
  { name: 'rows without times are new each time', looks: 'd d', confirmed: 'd' },
])('$name: $looks', ({ looks, confirmed }) => {
  const words = { d: 'drifted', s: 'stable', u: 'unknown' } as const;
  const found = looks.split(' ').map((look) => ({ verdict: words[look[0] as 'd'], newestRow: look[1] ?? null }));
  expect(confirmVerdict(found, { runs: 2, of: 3 })).toBe(words[confirmed as 'd']);
});
