import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createSummaryReader, createValidator, type Report, summarizeReport } from '@modelmonitor/api';
import { exampleMonitor } from '../../../api/src/exampleMonitor.ts';
import { exampleReport } from '../../../api/src/report/exampleReport.ts';
import { reportPatch } from '../cluster/reportPatch.ts';
import { volumeReportStore } from './volumeReportStore.ts';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'mounted-'));
});
afterEach(() => rm(directory, { recursive: true }));

const { monitor } = createValidator()(exampleMonitor());
const readSummary = createSummaryReader();
const report: Report = exampleReport({ monitor: { namespace: 'default', name: 'wine' } });

function mounted() {
  const said: string[] = [];
  const read = (document: unknown) => {
    if (monitor === undefined) throw new Error('the example is not valid');
    return readSummary(document, { monitor, isKnown: true, now: Date.parse(report.timestamp) });
  };
  return { store: volumeReportStore(directory, { readSummary: read, warn: (message) => said.push(message) }), said };
}

/** Writes what the drift job puts into its ConfigMap as the kubelet mounts it. */
async function mount(values: { data: Readonly<Record<string, string | null>>; binaryData: Readonly<Record<string, string | null>> }) {
  for (const [name, text] of Object.entries(values.data)) if (text !== null) await writeFile(join(directory, name), text);
  for (const [name, text] of Object.entries(values.binaryData))
    if (text !== null) await writeFile(join(directory, name), Buffer.from(text, 'base64'));
}

test('what the drift job writes is listed and read', async () => {
  await mount(reportPatch(report) as Parameters<typeof mount>[0]);
  const { store, said } = mounted();
  expect(await store.list()).toEqual([
    {
      run: report.run,
      timestamp: report.timestamp,
      verdict: report.verdict,
      share: report.share_drifted_features,
      n_drifted: report.n_drifted_features,
      newest_row: report.current.to,
    },
  ]);
  expect(JSON.parse((await store.read(report.run, 'json')) ?? '')).toMatchObject({ run: report.run, features: {} });
  expect(await store.read(report.run, 'html')).toMatch(/^<!doctype html>/i);
  expect(await store.read('20250102t030405678z', 'json')).toBeUndefined();
  expect(said).toEqual([]);
});

test('without a report there is none, until the kubelet writes one', async () => {
  const { store } = mounted();
  expect([await store.list(), await store.read(report.run, 'json'), await store.newestQuality()]).toEqual([[], undefined, undefined]);
  await writeFile(join(directory, 'summary.json'), JSON.stringify(summarizeReport(report)));
  expect(await store.list()).toHaveLength(1);
});

test.each([
  { name: 'no JSON', summary: '{"run":', reason: 'summary.json is not JSON' },
  { name: 'texts as numbers', summary: JSON.stringify({ ...summarizeReport(report), share: '1\nup 0' }), reason: 'share must be number' },
  {
    name: 'a report of another monitor',
    summary: JSON.stringify({ ...summarizeReport(report), monitor: { namespace: 'other', name: 'wine' } }),
    reason: 'the report is of other/wine',
  },
])('$name is skipped and said once', async ({ summary, reason }) => {
  await writeFile(join(directory, 'summary.json'), summary);
  const { store, said } = mounted();
  expect([await store.list(), await store.list()]).toEqual([[], []]);
  expect(said).toEqual([`the report in ${directory} was skipped: ${reason}`]);
});

test('a page that unpacks to gigabytes is not unpacked', async () => {
  await writeFile(join(directory, 'summary.json'), JSON.stringify(summarizeReport(report)));
  await writeFile(join(directory, 'report.html.gz'), gzipSync(Buffer.alloc(80 * 1024 * 1024)));
  const { store, said } = mounted();
  expect(await store.read(report.run, 'html')).toBeUndefined();
  expect(said).toHaveLength(1);
});
