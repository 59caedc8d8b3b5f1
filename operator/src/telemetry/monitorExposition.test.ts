import { type DriftSample, driftMetrics, operatorMetrics } from '@modelmonitor/api';
import { createMonitorExposition, type MonitorExposition } from './monitorExposition.ts';

const sample = (value: unknown, feature: unknown = 'alcohol'): DriftSample => {
  const labels = { namespace: 'models', modelmonitor: 'wine', feature } as Readonly<Record<string, string>>;
  return { metric: driftMetrics.featureDrifted, labels, value: value as number };
};

const textOf = ({ parts }: MonitorExposition) => [...parts()].join('');
const linesOf = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

test.each<{ what: string; value: number; written: string }>([
  { what: 'a share', value: 0.25, written: '0.25' },
  { what: 'a large number', value: 1e300, written: '1e+300' },
  { what: 'infinity', value: Number.POSITIVE_INFINITY, written: '+Inf' },
  { what: 'negative infinity', value: Number.NEGATIVE_INFINITY, written: '-Inf' },
  { what: 'no number', value: Number.NaN, written: 'NaN' },
])('$what is written as the format spells it', ({ value, written }) => {
  const exposition = createMonitorExposition();
  exposition.set('models/wine', [sample(value)]);
  expect(linesOf(textOf(exposition))).toEqual([
    `modelmonitor_feature_drift_detected{namespace="models",modelmonitor="wine",feature="alcohol"} ${written}`,
  ]);
});

test.each([
  { what: 'quotes, backslashes and line ends', feature: 'a"b\\c\nup 0', written: 'a\\"b\\\\c\\nup 0' },
  { what: 'control characters', feature: '\u001b[2Jx\u0000\r\u0085', written: '\\\\x1b[2Jx\\\\x00\\\\x0d\\\\x85' },
  { what: 'half a character', feature: 'a\ud800', written: 'a\ufffd' },
])('$what in a label stay within it', ({ feature, written }) => {
  const exposition = createMonitorExposition();
  exposition.set('models/wine', [sample(1, feature)]);
  expect(linesOf(textOf(exposition))).toEqual([
    `modelmonitor_feature_drift_detected{namespace="models",modelmonitor="wine",feature="${written}"} 1`,
  ]);
});

test.each([
  { what: 'a text as value', bad: sample('1\nup{job="apiserver"} 0') },
  { what: 'no value', bad: sample(undefined) },
  { what: 'a number as label', bad: sample(1, 7) },
  { what: 'no label', bad: sample(1, null) },
  { what: 'a long label', bad: sample(1, 'x'.repeat(513)) },
])('$what is an error, and the lines before remain', ({ bad }) => {
  const exposition = createMonitorExposition();
  exposition.set('models/wine', [sample(0)]);
  exposition.set('models/beer', [{ metric: operatorMetrics.condition, labels: { type: 'Ready' }, value: 1 }]);
  const before = textOf(exposition);
  expect(() => exposition.set('models/wine', [sample(1), bad])).toThrow(TypeError);
  expect(textOf(exposition)).toBe(before);
});

test('what monitors have in common does not mix their lines', () => {
  const exposition = createMonitorExposition();
  const condition = (name: string, type: string): DriftSample => ({
    metric: operatorMetrics.condition,
    labels: { namespace: 'models', modelmonitor: name, type, status: 'True' },
    value: 1,
  });
  const share = (name: string): DriftSample => ({
    metric: driftMetrics.driftShare,
    labels: { namespace: 'models', modelmonitor: name },
    value: 0.5,
  });
  for (const name of ['wine', 'beer'])
    exposition.set(`models/${name}`, [condition(name, 'Ready'), share(name), condition(name, 'Degraded')]);
  expect(linesOf(textOf(exposition)).sort()).toEqual(
    ['beer', 'wine']
      .flatMap((name) => [
        `modelmonitor_condition{namespace="models",modelmonitor="${name}",type="Degraded",status="True"} 1`,
        `modelmonitor_condition{namespace="models",modelmonitor="${name}",type="Ready",status="True"} 1`,
      ])
      .concat(['beer', 'wine'].map((name) => `modelmonitor_drift_share{namespace="models",modelmonitor="${name}"} 0.5`)),
  );
  expect(() => exposition.set('models/wine', [condition('wine', 'Ready'), condition('beer', 'Ready')])).toThrow('of one monitor');
});

test('the lines of many monitors come in parts, as they were when their metric began', () => {
  const exposition = createMonitorExposition();
  const keys = Array.from({ length: 1000 }, (_, index) => `models/wine-${index}`);
  const set = (key: string, value: number) =>
    exposition.set(key, [{ metric: operatorMetrics.condition, labels: { modelmonitor: key, type: 'Ready' }, value }]);
  for (const key of keys) set(key, 1);
  const parts: string[] = [];
  for (const part of exposition.parts()) {
    parts.push(part);
    // A scrape takes a while.
    for (const key of keys) set(key, 0);
  }
  expect(Math.max(...parts.map((part) => part.length))).toBeLessThan(16 * 1024);
  expect(linesOf(parts.join('')).map((line) => line.split('"')[1])).toEqual(keys);
  expect(linesOf(textOf(exposition))).toHaveLength(keys.length);
});

test('the monitors of an earlier term are forgotten together', () => {
  const exposition = createMonitorExposition();
  exposition.set('models/wine', [sample(1)]);
  exposition.clear();
  expect(textOf(exposition)).toBe('');
});
