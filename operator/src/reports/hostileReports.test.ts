import { randomBytes } from 'node:crypto';
import { exampleColumn } from '../../../api/src/report/exampleReport.ts';
import { first, good, gzipped, plan, short, storedReports, summary, text, type Values } from './testStoredReports.ts';

const forged = '0.5\nmodelmonitor_drift_confirmed{namespace="b",modelmonitor="victim"} 1';
const feature = (changes: object) => good({ features: { [first]: { ...exampleColumn(), ...changes } } });
const list = (count: number, element: string) => `[${Array(count).fill(element).join(',')}]`;

test.each<{ what: string; values: Values; reason: RegExp }>([
  { what: 'a text as threshold', values: text(good({ drift_share_threshold: forged })), reason: /threshold must be number/ },
  { what: 'a text as share', values: text(good({ share_drifted_features: forged })), reason: /share must be/ },
  { what: 'a share beyond 1', values: text(good({ share_drifted_features: 1e308 })), reason: /share must be <= 1/ },
  {
    what: 'a share that is no number of JSON',
    values: text(JSON.stringify(good()).replace('"share_drifted_features":0.5', '"share_drifted_features":1e999')),
    reason: /share must be/,
  },
  { what: 'a threshold of 0', values: text(good({ drift_share_threshold: 0 })), reason: /threshold must be >= / },
  { what: 'no prediction at all', values: text(good({ prediction: undefined })), reason: /it is not a drift report|prediction/ },
  { what: 'a text as score of a feature', values: text(feature({ score: forged })), reason: /features.0.score must be number/ },
  { what: 'a text as threshold of a feature', values: text(feature({ threshold: 'x' })), reason: /features.0.threshold must be number/ },
  { what: 'a number as method', values: text(feature({ method: 7 })), reason: /features.0.method must be/ },
  { what: 'an unknown method', values: text(feature({ method: '"} 1' })), reason: /features.0.method must be/ },
  {
    what: 'a text as share of missing values',
    values: text(feature({ missing: { reference: { share: forged }, current: { share: 0 } } })),
    reason: /missing.reference must be number/,
  },
  { what: 'no missing values', values: text(feature({ missing: null })), reason: /missing/ },
  { what: 'a text as drifted', values: text(feature({ drifted: 'x' })), reason: /drifted must be boolean/ },
  { what: 'null as feature', values: text(good({ features: { [first]: null } })), reason: /must have required property|must be/ },
  { what: 'a list of features', values: text(good({ features: [1, 2] })), reason: /twice|not JSON|must/ },
  { what: 'a text as rows', values: text(good({ reference: { rows: forged } })), reason: /rows.reference must be integer/ },
  { what: 'negative rows', values: text(good({ current: { rows: -1, to: null } })), reason: /rows.current must be >= 0/ },
  { what: 'no reference', values: text(good({ reference: null })), reason: /it is not a drift report/ },
  { what: 'a text as prediction', values: text(good({ prediction: 'x' })), reason: /prediction/ },
  {
    what: 'a text as score of the prediction',
    values: text(good({ prediction: { method: 'ks', score: forged } })),
    reason: /prediction.score must be number/,
  },
  { what: 'an object as reason', values: text(good({ reason: { x: 1 } })), reason: /reason must be string/ },
  { what: 'another verdict', values: text(good({ verdict: 'x' })), reason: /verdict must be/ },
  { what: 'no time', values: text(good({ timestamp: 'yesterday' })), reason: /timestamp must match format/ },
  { what: 'a time that is none', values: text(good({ timestamp: '2026-13-99T99:00:00Z' })), reason: /timestamp must match format/ },
  { what: 'a time of the future', values: text(good({ timestamp: '2999-01-02T03:04:05Z' })), reason: /of the future/ },
  { what: 'a number as warnings', values: text(good({ warnings: 7 })), reason: /not JSON/ },
  { what: 'an object among the warnings', values: text(good({ warnings: [{}] })), reason: /warnings.texts.0 must be string/ },
  { what: 'another monitor', values: text(good({ monitor: { namespace: 'b', name: 'victim' } })), reason: /the report is of b\/victim/ },
  { what: 'no monitor', values: text(good({ monitor: null })), reason: /the report is of no monitor/ },
  { what: 'another run', values: { ...text(good()), run: '20260102t030405679z' }, reason: /its run has to be/ },
  { what: 'a feature of no resource', values: text(good({ features: { victim: exampleColumn() } })), reason: /has no feature "victim"/ },
  {
    what: 'the prototype as feature',
    values: text(JSON.stringify(good()).replace(JSON.stringify(first), '"__proto__"')),
    reason: /has no feature "__proto__"/,
  },
  {
    what: 'an inherited name as feature',
    values: text(good({ features: { constructor: exampleColumn() } })),
    reason: /has no feature "constructor"/,
  },
  {
    what: 'a segment of no resource',
    values: text(good({ segments: [{ name: 'victim=1', feature: 'victim', share_drifted_features: 1, dataset_drift: true }] })),
    reason: /has no segment/,
  },
  {
    what: 'a version as segment that is none',
    values: text(good({ segments: [{ name: 'version=a"b', share_drifted_features: 1, dataset_drift: true }] })),
    reason: /has no segment/,
  },
  {
    what: 'a feature twice',
    values: text(JSON.stringify(good()).replace('"features":{', `"features":{${JSON.stringify(first)}:{},`)),
    reason: /not JSON|twice/,
  },
  { what: 'a member twice', values: text(JSON.stringify(good()).replace('{', '{"verdict":"stable",')), reason: /not JSON/ },
  { what: 'no object', values: text('[]'), reason: /it is not a drift report/ },
  { what: 'a text', values: text('"x"'), reason: /it is not JSON/ },
  { what: 'null', values: text('null'), reason: /it is not JSON/ },
  { what: 'nothing', values: text(''), reason: /it is not JSON/ },
  { what: 'another version', values: text(good({ schemaVersion: 2 })), reason: /its schemaVersion has to be 1, got 2/ },
  { what: 'a summary with a text as share', values: short(summary({ share: forged })), reason: /share must be number/ },
  {
    what: 'a summary with too many features',
    values: short(summary({ features: Array(101).fill(summary().features[0]) })),
    reason: /features must NOT have more than 100/,
  },
  {
    what: 'a summary that is too large',
    values: short(summary({ x: 'x'.repeat(300_000) })),
    reason: /summary.json has more than 262144 bytes/,
  },
  {
    what: 'a summary of too many values',
    values: short(`{"x":${list(60_000, '{}')}}`),
    reason: /summary.json: it has more than 10000 values/,
  },
  { what: 'a summary that is nested deeply', values: short('['.repeat(100_000)), reason: /summary.json: it is nested deeper than 8/ },
  { what: 'a summary that is no JSON', values: short('{"run'), reason: /summary.json: it is not JSON/ },
  { what: 'a list as summary', values: short('[]'), reason: /the document must be object/ },
  { what: 'a report of many values', values: gzipped(`{"x":${list(5_000_000, '{}')}}`), reason: /it has more than 2000000 values/ },
  { what: 'a report nested deeply', values: gzipped('['.repeat(1_000_000).replace('[', '{"x":[')), reason: /nested deeper than 64/ },
  {
    what: 'a report with long names',
    values: gzipped(good({ features: { ['x'.repeat(300_000)]: exampleColumn() } })),
    reason: /a feature has a name of 300000 characters/,
  },
  { what: 'a report that unpacks to too much', values: gzipped('x'.repeat(33 * 1024 * 1024)), reason: /unzips to more than 32 MiB/ },
  { what: 'no gzip', values: { binaryData: { 'report.json.gz': 'eA==' } }, reason: /is no gzip/ },
  { what: 'nothing of a report', values: { data: { other: 'x' } }, reason: /it holds neither/ },
])('$what is unreadable, and the report before remains', async ({ values, reason }) => {
  const { objects, refresh } = storedReports({ [plan.names.drift]: text(good()) });
  const before = await refresh();
  expect(before.unreadable).toBeUndefined();
  objects[plan.names.drift] = values;
  const entry = await refresh();
  expect(entry.unreadable).toMatch(reason);
  expect([entry.facts, entry.samples]).toEqual([before.facts, before.samples]);
});

test('the event loop is not held by a report that unpacks to 32 MiB, nor by one of many keys in other places', async () => {
  const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, '']));
  for (const values of [
    gzipped(list(10_000_000, '{}')),
    gzipped({ x: randomBytes(8e6).toString('hex') }),
    { ...text(good()), data: { ...many, ...text(good()).data } },
  ]) {
    const { refresh } = storedReports({ [plan.names.drift]: values });
    let [turns, isOver] = [0, false];
    const count = () => {
      turns++;
      if (!isOver) setImmediate(count);
    };
    count();
    await refresh();
    isOver = true;
    expect(turns).toBeGreaterThan(5);
  }
});
