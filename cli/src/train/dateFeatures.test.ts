import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { recordingContext } from '../recordingContext.ts';
import { eventually, startedCommands } from '../run/exampleRun.ts';
import { runCommand } from '../runCommand.ts';

const { started, endAll } = startedCommands(process.execPath);
let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'modelmonitor-dates-'));
  writeData();
});
afterEach(async () => {
  await endAll();
  rmSync(directory, { recursive: true, force: true });
});

const two = (value: number) => String(value).padStart(2, '0');

/** Sixty rows: a day in German notation, a time, a number, and whether it is a day of the weekend. */
function writeData(): void {
  const rows = Array.from({ length: 60 }, (_, row) => {
    const day = new Date(Date.UTC(2023, (row * 5) % 12, 1 + ((row * 11) % 28)));
    const date = [two(day.getUTCDate()), two(day.getUTCMonth() + 1), day.getUTCFullYear()].join('.');
    const kind = day.getUTCDay() % 6 === 0 ? 'weekend' : 'week';
    return [date, `${day.toISOString().slice(0, 10)} ${two(row % 24)}:30:00`, (row * 7) % 11, row % 3, kind].join(',');
  });
  writeFileSync(join(directory, 'data.csv'), `day,at,x,note,kind\n${rows.join('\n')}\n`);
}

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const { context, stdout, stderr } = recordingContext({ cwd: directory });
  const code = await runCommand(args, context);
  return { code, stdout: stdout(), stderr: stderr() };
}

const train = (line: string) => run('train', '--data', 'data.csv', '--target', 'kind', '--trees', '5', ...line.split(' '));
const model = () => JSON.parse(readFileSync(join(directory, 'model.json'), 'utf8'));

test('parts of dates are features, as far as the dates have them', async () => {
  const { code, stdout } = await train('--exclude note --dates month,weekday,hour');
  expect(code).toBe(0);
  expect(stdout).toContain('  3 columns left out: day, at (dates or times), day.hour (no such part in the dates)\n');
  expect(stdout).toContain('  parts of dates, which requests contain: day.month, day.weekday, at.month, at.weekday, at.hour\n');
  expect(model().features).toEqual(['x', 'day.month', 'day.weekday', 'at.month', 'at.weekday', 'at.hour']);
  const [header, first] = readFileSync(join(directory, 'reference.csv'), 'utf8').split('\n');
  expect(header).toMatch(/^x,day\.month,day\.weekday,at\.month,at\.weekday,at\.hour,kind,/);
  expect(first).toMatch(/^0,1,7,1,7,0,weekend,/);
});

test.each([
  { line: '--features day,x --dates month', features: ['day.month', 'x'] },
  { line: '--features at.hour,x', features: ['at.hour', 'x'] },
  { line: '--exclude note,at --dates month', features: ['x', 'day.month'] },
  { line: '--exclude note,at.month,x,day --dates hour,month', features: ['at.hour'] },
  { line: '--features day.weekday --categorical day.weekday', features: ['day.weekday'] },
])('$line: features $features', async ({ line, features }) => {
  expect((await train(line)).stderr).not.toContain('expected');
  expect(model().features).toEqual(features);
});

test('a part can be a category', async () => {
  await train('--features day.weekday --categorical day.weekday');
  expect(model().categories).toEqual({ 'day.weekday': ['1', '2', '3', '4', '5', '6', '7'] });
});

test.each([
  { line: '--dates day', says: 'expected one of year, month, weekday, hour' },
  { line: '--features x --dates year --exclude at', says: '--features and --exclude cannot be given together' },
  { line: '--exclude day,at --dates year', says: '--dates: expected a column of dates or times, got none' },
])('$line is refused', async ({ line, says }) => {
  const { code, stderr } = await train(line);
  expect(stderr).toContain(says);
  expect(code).toBeGreaterThan(0);
});

test('a model of parts of dates is valid, gets another version, and answers every row of the file', async () => {
  await train('--dates year,month,weekday,hour --manifest m');
  await train('--manifest m --version v2 --traffic 50');
  expect((await run('validate', '-f', 'm')).code).toBe(0);
  const { model: described } = parse(readFileSync(join(directory, 'm/monitor.yaml'), 'utf8')).spec;
  expect(described.ignored).toEqual(expect.arrayContaining(['kind', 'day', 'at', 'day.year', 'day.hour']));
  const server = started(['run', '-f', 'm', '--port', '0', '--data-dir', join(directory, 'state')], directory);
  const address = await eventually('the page', () => server.addresses()[0]);
  const traffic = (...more: string[]) => run('traffic', '--url', `${address}/predict`, '--data', 'data.csv', '--rate', '500', ...more);
  expect((await traffic('--dates', 'year,month,weekday,hour')).stdout).toMatch(/^200 +60 +100\.0 %/m);
  expect((await traffic()).stdout).toMatch(/^422 +60 +100\.0 %.*day\.month/m);
});
