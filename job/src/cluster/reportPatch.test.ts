import { gunzipSync } from 'node:zlib';
import { mostReportBytes, type Report, reportOfConfigMap, reportSchema, summarizeReport } from '@modelmonitor/api';
import { randomFromSeed } from '@modelmonitor/stats';
import { Ajv } from 'ajv';
import { fullReport } from '../../../report/src/html/fullReport.ts';
import { normalColumn } from '../../../report/src/html/wineReport.ts';
import { DriftStoreError } from '../errors.ts';
import { reportPages } from '../reports/reportPages.ts';
import type { ConfigMapPatch } from './configMapPatch.ts';
import { failurePatch } from './failurePatch.ts';
import { reportPatch } from './reportPatch.ts';

const isReport = new Ajv({ strict: false, formats: { 'date-time': true } }).compile(reportSchema);

/** A report on so many features of which no two are alike, as those of a wide model. */
function wideReport(features: number, changes: Partial<Report> = {}): Report {
  const column = normalColumn({ mean: 3, deviation: 1, shift: 0.1, seed: 7 });
  const random = randomFromSeed(3);
  const columns = Array.from({ length: features }, (_, index): [string, typeof column] => {
    const quantiles = Array.from({ length: 21 }, () => Math.round(random() * 1e6) / 1e3);
    const histogram = { edges: quantiles, counts: Array.from({ length: 20 }, () => Math.round(random() * 1e4)) };
    const current = { ...column.current, quantiles, histogram } as typeof column.current;
    return [`feature ${index} ${random()}`, { ...column, score: random(), current }];
  });
  return fullReport({ features: Object.fromEntries(columns), warnings: [], contributions: null, ...changes });
}

/** What the API server counts: the bytes of the values, binary data before base64. */
function bytesOf({ data, binaryData }: ConfigMapPatch): number {
  const texts = Object.values(data ?? {}).map((text) => Buffer.byteLength(text ?? ''));
  const binary = Object.values(binaryData ?? {}).map((text) => Buffer.from(text ?? '', 'base64').length);
  return [...texts, ...binary].reduce((sum, bytes) => sum + bytes, 0);
}

/** A ConfigMap to which the patch was applied. */
function stored({ data, binaryData }: ConfigMapPatch): { data: Record<string, string>; binaryData: Record<string, string> } {
  const present = (values: ConfigMapPatch['data']) =>
    Object.fromEntries(Object.entries(values ?? {}).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
  return { data: present(data), binaryData: present(binaryData) };
}

const pageIn = (configMap: ReturnType<typeof stored>, key: string) =>
  gunzipSync(Buffer.from(configMap.binaryData[key] ?? '', 'base64')).toString();

test('a report is text beside its gzipped pages, with the run, and without the failure of an earlier one', () => {
  const report = fullReport();
  const patch = reportPatch(report);
  const configMap = stored(patch);
  expect(patch.metadata).toEqual({ annotations: { 'modelmonitor.dev/run': report.run, 'modelmonitor.dev/failure': null } });
  expect(Object.keys(configMap.data)).toEqual(['summary.json', 'report.json']);
  expect(JSON.parse(configMap.data['summary.json'] ?? '')).toEqual(summarizeReport(report));
  expect(reportOfConfigMap(configMap, report.run)).toEqual(report);
  const pages = reportPages(report);
  expect(pageIn(configMap, 'report.html.gz')).toBe(pages.drift);
  expect(pageIn(configMap, 'data_stability_test.html.gz')).toBe(pages.quality);
});

test('every key is named each time, so that nothing of an earlier report stays', () => {
  const keys = (report: Report) => {
    const { data, binaryData } = reportPatch(report);
    return [...Object.keys(data ?? {}), ...Object.keys(binaryData ?? {})].toSorted();
  };
  const all = ['data_stability_test.html.gz', 'report.html.gz', 'report.json', 'report.json.gz', 'summary.json'];
  expect(keys(fullReport({ quality: null }))).toEqual(all);
  expect(keys(wideReport(300))).toEqual(all);
});

test('a report without data quality takes the page of an earlier one away', () => {
  expect(reportPatch(fullReport({ quality: null })).binaryData).toMatchObject({
    'data_stability_test.html.gz': null,
    'report.json.gz': null,
  });
});

test('JSON of more than 256 KiB is gzipped', () => {
  const report = wideReport(300);
  expect(JSON.stringify(report).length).toBeGreaterThan(256 * 1024);
  const patch = reportPatch(report);
  expect(patch.data).toMatchObject({ 'report.json': null });
  expect(reportOfConfigMap(stored(patch))).toEqual(report);
});

const left = (what: string) => `left out, since a ConfigMap takes 1 MB: ${what}`;

test.each([
  {
    features: 300,
    quality: true,
    warning: [],
    keys: ['report.json.gz', 'report.html.gz', 'data_stability_test.html.gz'],
    distributions: true,
  },
  { features: 2400, quality: true, warning: [left('the pages')], keys: ['report.json.gz'], distributions: true },
  { features: 2400, quality: false, warning: [left('the pages')], keys: ['report.json.gz'], distributions: true },
  {
    features: 6000,
    quality: false,
    warning: [left('the pages, and the histograms and quantiles of the columns')],
    keys: ['report.json.gz'],
    distributions: false,
  },
])('a report on $features features fits, whatever has to stay out, and says so', ({ features, quality, warning, keys, distributions }) => {
  const report = wideReport(features, quality ? {} : { quality: null });
  const patch = reportPatch(report);
  expect(bytesOf(patch)).toBeLessThanOrEqual(mostReportBytes);
  expect(Object.keys(stored(patch).binaryData)).toEqual(keys);
  const read = reportOfConfigMap(stored(patch), report.run);
  if (typeof read === 'string') throw new Error(read);
  expect([isReport(read), read.warnings]).toEqual([true, warning]);
  const outcome = ({ features: columns }: Report) => Object.values(columns).map(({ score, verdict }) => [score, verdict]);
  expect(outcome(read)).toEqual(outcome(report));
  expect(Object.values(read.features).every(({ current }) => 'quantiles' in current && current.quantiles.length > 0)).toBe(distributions);
});

test('the page of data quality goes first', () => {
  const random = randomFromSeed(5);
  const { quality } = fullReport();
  const [example] = quality?.tests ?? [];
  if (quality === null || example === undefined) throw new Error('the report has tests of its quality');
  // Reasons that no two checks share: the page of drift names only those that failed.
  const tests = Array.from({ length: 4500 }, () => ({
    ...example,
    verdict: 'passed' as const,
    reason: Array.from({ length: 12 }, random).join(' '),
  }));
  const report = fullReport({ warnings: [], quality: { ...quality, tests } });
  const patch = reportPatch(report);
  expect(bytesOf(patch)).toBeLessThanOrEqual(mostReportBytes);
  expect(Object.keys(stored(patch).binaryData)).toEqual(['report.json.gz', 'report.html.gz']);
  const read = reportOfConfigMap(stored(patch));
  expect(typeof read === 'string' ? read : read.warnings).toEqual([left('the page of data quality')]);
  expect(pageIn(stored(patch), 'report.html.gz').includes(left('the page of data quality'))).toBe(true);
});

test('a report that fits in no way is refused, with its size', () => {
  const random = randomFromSeed(9);
  const warnings = Array.from({ length: 150_000 }, () => `${random()}`);
  expect(() => reportPatch(fullReport({ warnings, quality: null }))).toThrow(DriftStoreError);
});

test('a failure leaves the report as it is, and its message is cut', () => {
  const time = new Date('2026-01-02T03:04:05.678Z');
  const { metadata, ...rest } = failurePatch(`no pod\n${'x'.repeat(2000)}`, time);
  expect(rest).toEqual({});
  const failure = JSON.parse(metadata.annotations['modelmonitor.dev/failure'] ?? '');
  expect(failure).toEqual({ time: time.toISOString(), message: `no pod\n${'x'.repeat(992)}…` });
  expect(JSON.parse(failurePatch('no pod', time).metadata.annotations['modelmonitor.dev/failure'] ?? '')).toMatchObject({
    message: 'no pod',
  });
});
