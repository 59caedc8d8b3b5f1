import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@modelmonitor/api';
import { randomFromSeed } from '@modelmonitor/stats';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const cwd = mkdtempSync(join(tmpdir(), 'labels-'));
afterAll(() => rmSync(cwd, { recursive: true }));

/** How a side writes its labels, the predicted class, and rows whose label has not come. */
interface Writing {
  readonly label?: readonly [string, string];
  readonly prediction?: readonly [string, string];
  readonly late?: (row: number) => boolean;
  /** What stands for a label that has not come; nothing when absent. */
  readonly lateText?: string;
  readonly withTarget?: boolean;
}

const ROWS = 400;

function csvOf(
  seed: number,
  { label = ['0', '1'], prediction = ['0', '1'], late = () => false, lateText = '', withTarget = true }: Writing,
): string {
  const random = randomFromSeed(seed);
  const lines = Array.from({ length: ROWS }, (_, row) => {
    const x = random();
    const [predicted, actual] = [Number(x > 0.5), Number(x > 0.5 === random() < 0.9)];
    const target = late(row) ? lateText : label[actual];
    return [x.toFixed(4), ...(withTarget ? [target] : []), prediction[predicted], (1 - x).toFixed(4), x.toFixed(4)].join(',');
  });
  return `x,${withTarget ? 'target,' : ''}prediction,p0,p1\n${lines.join('\n')}\n`;
}

async function reportOf(reference: Writing, current: Writing, ...args: readonly string[]): Promise<Report> {
  writeFileSync(join(cwd, 'ref.csv'), csvOf(1, reference));
  writeFileSync(join(cwd, 'cur.csv'), csvOf(2, current));
  const files = ['--reference', 'ref.csv', '--current', 'cur.csv', '--target', 'target', '--prediction', 'prediction', '--json', '-'];
  const { context, stdout, stderr } = recordingContext({ cwd });
  const code = await runCommand(['drift', ...files, ...args], context);
  expect({ code, stderr: stderr() }).toMatchObject({ code: 0 });
  return JSON.parse(stdout()) as Report;
}

const probabilities = ['--probability', '0=p0,1=p1'];
const half = (row: number) => row % 2 === 0;

test.each<{ what: string; reference?: Writing; current: Writing; args?: readonly string[] }>([
  { what: 'labels 1.0 on the current side', current: { label: ['0.0', '1.0'] } },
  { what: 'labels 1.0 that are named categorical', current: { label: ['0.0', '1.0'] }, args: ['--types', 'target=categorical'] },
  { what: 'late labels written 1.0', current: { label: ['0.0', '1.0'], late: half } },
  { what: 'late labels written 1', current: { late: half } },
  { what: 'gaps in the reference only', reference: { label: ['0.0', '1.0'], late: half }, current: {} },
  {
    what: 'True against true',
    reference: { label: ['False', 'True'], prediction: ['False', 'True'] },
    current: { label: ['false', 'true'], prediction: ['FALSE', 'TRUE'] },
  },
  { what: 'True against predictions 1', reference: { label: ['False', 'True'] }, current: { label: ['False', 'True'] } },
  { what: 'probabilities of 0.0 and 1.0', current: {}, args: ['--probability', '0.0=p0,1.0=p1'] },
  { what: 'no probabilities', current: { label: ['0.0', '1.0'], late: half }, args: [] },
])('$what: a classification with the accuracy of its labelled rows', async ({ reference = {}, current, args = probabilities }) => {
  const { performance, target, prediction } = await reportOf(reference, current, ...args);
  const labelled = current.late === undefined ? ROWS : ROWS / 2;
  expect(performance).toMatchObject({ task: 'classification', rows: { current: labelled } });
  expect(performance?.metrics['accuracy']?.reference?.value).toBeGreaterThan(0.85);
  expect(performance?.metrics['accuracy']?.current?.value).toBeGreaterThan(0.85);
  expect(performance?.confusion?.labels).toHaveLength(2);
  for (const column of [target, prediction]) expect(column).toMatchObject({ type: 'categorical', verdict: 'stable' });
});

const words = { label: ['bad', 'good'], prediction: ['bad', 'good'] } as const;

test.each(['-', '?', 'unknown', 'Pending'])('%s among classes that are words is a label that has not come, and said', async (lateText) => {
  const { performance, target, warnings } = await reportOf(words, { ...words, late: half, lateText }, '--probability', 'bad=p0,good=p1');
  expect(performance).toMatchObject({ task: 'classification', rows: { current: ROWS / 2 }, verdict: 'stable' });
  expect(target).toMatchObject({ verdict: 'stable', missing: { current: { count: ROWS / 2 } } });
  expect(warnings).toContain(`"target": in the current data, "${lateText}" (200 rows without a label) read as missing`);
});

test('a class that is predicted is one, whatever its name', async () => {
  const unknown = { label: ['unknown', 'good'], prediction: ['unknown', 'good'] } as const;
  const { performance, warnings } = await reportOf(unknown, unknown, '--probability', 'unknown=p0,good=p1');
  expect(performance).toMatchObject({ rows: { reference: ROWS, current: ROWS }, confusion: { labels: ['good', 'unknown'] } });
  expect(warnings).toEqual([]);
});

test('predictions that are not in the current data are a warning', async () => {
  writeFileSync(join(cwd, 'scored.csv'), csvOf(1, {}));
  writeFileSync(join(cwd, 'unscored.csv'), csvOf(2, {}).replace('prediction', 'other'));
  const { context, stdout } = recordingContext({ cwd });
  await runCommand(
    ['drift', '--reference', 'scored.csv', '--current', 'unscored.csv', '--prediction', 'prediction', '--columns', 'x', '--json', '-'],
    context,
  );
  expect((JSON.parse(stdout()) as Report).warnings).toEqual([
    '"prediction": the current data has no such column, so that predictions were not compared',
  ]);
});

test.each<{ what: string; current: Writing }>([
  { what: 'an empty target column', current: { late: () => true } },
  { what: 'no target column', current: { withTarget: false } },
])('$what: no label has come yet, and performance is estimated', async ({ current }) => {
  const { performance, target, warnings } = await reportOf({}, current, ...probabilities);
  expect(performance).toMatchObject({
    task: 'classification',
    rows: { reference: ROWS, current: 0 },
    estimated: { method: 'cbpe', rows: ROWS },
  });
  expect(target).toMatchObject({ verdict: 'unknown', reason: 'no label has come yet', drifted: null });
  expect(target).not.toHaveProperty('missing_shift');
  expect(warnings).toEqual([]);
});

test('labels and predictions without a class in common are two spellings, and no model that is always wrong', async () => {
  const { performance } = await reportOf({}, { label: ['no', 'yes'] }, ...probabilities);
  expect(performance).toMatchObject({ verdict: 'unknown', rows: { current: 0 } });
  expect(performance?.metrics['accuracy']?.reason).toMatch(
    /^current: labels and predictions have no class in common: "(yes|no)", .* against "[01]"/,
  );
});
