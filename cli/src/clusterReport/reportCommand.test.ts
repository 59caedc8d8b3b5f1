import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleReport } from '../../../api/src/report/exampleReport.ts';
import { reportPatch } from '../../../job/src/cluster/reportPatch.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const directory = mkdtempSync(join(tmpdir(), 'cluster-report-'));
afterAll(() => rmSync(directory, { recursive: true }));

const report = exampleReport({ monitor: { namespace: 'models', name: 'wine' } });

/** In place of kubectl, whose own answers test/cluster tests: prints its arguments to a file, and then a given output. */
function stubKubectl(output: string, { problem = '', code = 0 } = {}): void {
  writeFileSync(join(directory, 'output'), output);
  writeFileSync(join(directory, 'problem'), problem);
  writeFileSync(
    join(directory, 'kubectl'),
    `#!/bin/sh\nprintf '%s\\n' "$@" > ${directory}/args\ncat ${directory}/output\ncat ${directory}/problem >&2\nexit ${code}\n`,
  );
  chmodSync(join(directory, 'kubectl'), 0o755);
}

async function fetchReport(args: readonly string[], env: Readonly<Record<string, string>> = { PATH: `${directory}:/usr/bin:/bin` }) {
  const { context, stdout, stderr } = recordingContext({ cwd: directory, env });
  const code = await runCommand(['report', ...args], context);
  return { code, stdout: stdout(), stderr: stderr(), args: () => readFileSync(join(directory, 'args'), 'utf8').trim().split('\n') };
}

/** The ConfigMap after the patch: null removes a key. */
const withoutNulls = (_key: string, value: unknown) => (value === null ? undefined : value);
const { data, binaryData } = reportPatch(report);
const stored = JSON.stringify({ metadata: { name: 'wine-drift', namespace: 'models' }, data, binaryData }, withoutNulls);

test('the newest report is printed, and its pages and JSON are written', async () => {
  stubKubectl(stored);
  const { code, stdout, stderr, args } = await fetchReport(['wine', '-n', 'models', '--html', 'r.html', '--json', 'r.json']);
  expect([code, stderr, stdout]).toEqual([0, '', expect.stringContaining(`run ${report.run}`)]);
  expect(stdout).toContain('wrote r.html\nwrote r.json\n');
  expect(args()).toEqual(['get', 'configmap', 'wine-drift', '--output=json', '--ignore-not-found', '--namespace=models']);
  expect(readFileSync(join(directory, 'r.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  expect(JSON.parse(readFileSync(join(directory, 'r.json'), 'utf8'))).toMatchObject({ run: report.run });
});

test('as JSON on standard output, from an earlier run, another context and kubeconfig', async () => {
  stubKubectl(stored);
  const place = ['--run', report.run, '--context', 'prod', '--kubeconfig', 'k.yaml'];
  const { code, stdout, args } = await fetchReport(['wine', '--json', '-', ...place]);
  expect([code, JSON.parse(stdout).run]).toEqual([0, report.run]);
  expect(args().slice(2)).toEqual([
    `wine-drift-${report.run}`,
    '--output=json',
    '--ignore-not-found',
    '--context=prod',
    '--kubeconfig=k.yaml',
  ]);
});

test('--open writes the page to a file of its own, and says where it is when there is no browser', async () => {
  stubKubectl(stored);
  const { code, stdout } = await fetchReport(['wine', '--open']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/no browser could be opened; the page is \S+\.html\n$/)]);
});

test.each([
  {
    name: 'no such monitor',
    output: '',
    says: 'expected ConfigMap wine-drift in namespace models, found none: is wine a ModelMonitor there?',
  },
  {
    name: 'no report yet',
    output: JSON.stringify({ metadata: { namespace: 'models' } }),
    says: 'no check of models/wine has written a report yet',
  },
  {
    name: 'something else',
    output: JSON.stringify({ metadata: { namespace: 'models' }, data: { 'report.json': '[]' } }),
    says: 'ConfigMap models/wine-drift holds no report: it is not a drift report',
  },
])('$name is one clear line', async ({ output, says }) => {
  stubKubectl(output);
  const { code, stderr } = await fetchReport(['wine', '-n', 'models']);
  expect([code, stderr]).toEqual([1, `modelmonitor report: ${says}\n`]);
});

test('what kubectl reports is passed on, its last line', async () => {
  stubKubectl('', { problem: 'E1130 noise\nError from server (Forbidden): configmaps "wine-drift" is forbidden\n', code: 1 });
  const { code, stderr } = await fetchReport(['wine']);
  expect([code, stderr]).toEqual([
    1,
    'modelmonitor report: kubectl: Error from server (Forbidden): configmaps "wine-drift" is forbidden\n',
  ]);
});

test('without kubectl, that is said', async () => {
  const { code, stderr } = await fetchReport(['wine'], { PATH: '/nowhere' });
  expect([code, stderr]).toEqual([1, 'modelmonitor report: expected kubectl on the PATH, found none\n']);
});
