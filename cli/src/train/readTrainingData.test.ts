import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadManifests } from '../manifests/loadManifests.ts';
import { validateManifests } from '../manifests/validateManifests.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';
import { irisCsv } from './irisLike.ts';

let directory = '';
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'modelmonitor-train-'));
  writeFileSync(join(directory, 'iris.csv'), irisCsv());
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

async function train(line: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const { context, stdout, stderr } = recordingContext({ cwd: directory });
  const code = await runCommand(['train', ...line.split(' ')], context);
  return { code, stdout: stdout(), stderr: stderr() };
}

const fast = '--data iris.csv --target species --trees 5';

describe('data that cannot be trained on', () => {
  test.each([
    {
      name: 'a missing target',
      line: '--data iris.csv --target spices',
      says: 'unknown column "spices"; did you mean species?',
    },
    { name: 'a missing file', line: '--data no.csv --target a', says: 'no.csv does not exist' },
    {
      name: 'contradicting choices of features',
      line: `${fast} --features site --exclude year`,
      says: '--features and --exclude cannot be given together',
    },
    {
      name: 'text as target of a regression',
      line: '--data iris.csv --target species --task regression',
      says: 'expected numbers in column "species"',
    },
    {
      name: 'fractions as classes',
      line: '--data iris.csv --target petal_width --task classification',
      says: 'expected text or whole numbers as target',
    },
    {
      name: 'a missing class',
      line: `${fast} --classes setosa,versicolor`,
      says: '--classes: expected every class of the target, missing virginica',
    },
    { name: 'an extra class', line: `${fast} --classes setosa,versicolor,virginica,rose`, says: 'got also rose' },
    { name: 'all rows as test rows', line: `${fast} --test-share 100%`, says: 'expected a share above 0% and below 100%' },
    { name: 'a directory as output file', line: `${fast} --out .`, says: 'it is a directory' },
  ])('$name', async ({ line, says }) => {
    const { code, stderr } = await train(line);
    expect(stderr).toContain(says);
    expect(code).toBeGreaterThan(0);
    expect(readdirSync(directory)).toEqual(['iris.csv']);
  });

  test('one class only', async () => {
    writeFileSync(
      join(directory, 'iris.csv'),
      irisCsv((fields) => [...fields.slice(0, -1), 'setosa']),
    );
    expect((await train(fast)).stderr).toContain('expected at least two classes, got 1 in the target "species"');
  });

  const inEuros = () => irisCsv((fields, row) => fields.map((field, index) => (index === 5 ? `"1,${100 + row} €"` : field)));

  test('a column whose numbers fit two notations is left out, and named with the options that decide', async () => {
    writeFileSync(join(directory, 'iris.csv'), inEuros());
    const { code, stdout } = await train(fast);
    expect(code).toBe(0);
    expect(stdout).toContain('name one by --decimal or --thousands');
    expect(stdout).toContain('1 column left out: year (numbers that cannot be read)');
    const decided = await train(`${fast} --thousands , --manifest m`);
    expect(decided.stdout).toContain('60 rows, 6 features');
    const { monitors, problems } = validateManifests(await loadManifests(['m'], directory));
    expect(problems).toEqual([]);
    expect(monitors[0]?.spec.model.features.at(-1)).toEqual({
      name: 'year',
      type: 'numeric',
      optional: false,
      notation: { thousands: ',', unit: '€' },
    });
  });

  test('a target whose numbers fit two notations is an error with the options that decide', async () => {
    writeFileSync(join(directory, 'iris.csv'), inEuros());
    expect((await train('--data iris.csv --target year --trees 5')).stderr).toMatch(
      /expected numbers in column "year": its values, such as "1,1\d\d €", .*: name one by --decimal or --thousands/,
    );
  });

  test('too few rows', async () => {
    writeFileSync(join(directory, 'iris.csv'), irisCsv().split('\n').slice(0, 10).join('\n'));
    expect((await train(fast)).stderr).toContain('expected at least 10 rows with a target to train on, got 9 of the 9 rows');
  });

  test('a year that ascends from row to row, and a class for each row', async () => {
    const rows = Array.from({ length: 30 }, (_, row) => `${1980 + row / 4},${row % 7},make ${row}`);
    writeFileSync(join(directory, 'iris.csv'), `year,x,make\n${rows.join('\n')}\n`);
    expect((await train('--data iris.csv --target x --features year --trees 2')).code).toBe(0);
    expect((await train('--data iris.csv --target x --exclude make --trees 2')).stderr).toContain(
      'got only "year" (a time or row number, since it only ascends or descends from row to row)',
    );
    expect((await train('--data iris.csv --target make --trees 2')).stderr).toContain(
      'expected a target whose classes repeat, got 30 classes in 30 rows of "make"; is it an identifier?',
    );
  });

  test('more features than a monitor has', async () => {
    const names = Array.from({ length: 1002 }, (_, index) => (index === 1001 ? '"a,b"' : `f${index}`));
    const rows = Array.from({ length: 12 }, (_, row) => [...names.map((_, index) => (row * 7 + index) % 5), row % 2].join(','));
    writeFileSync(join(directory, 'iris.csv'), `${names.join(',')},y\n${rows.join('\n')}\n`);
    expect((await train('--data iris.csv --target y --trees 2')).stderr).toContain('or leave out the last 2: --exclude f1000,"a,b"');
  });

  test('texts and dates alone', async () => {
    const rows = Array.from(
      { length: 30 },
      (_, row) => `2024-01-${String(row + 1).padStart(2, '0')},note ${row} on this,${row % 2 ? 'a' : 'b'}`,
    );
    writeFileSync(join(directory, 'iris.csv'), `day,note,kind\n${rows.join('\n')}\n`);
    expect((await train('--data iris.csv --target kind --trees 2')).stderr).toContain(
      'expected at least one column to learn from, got only "day" (dates or times), "note" (free text); name columns with --features',
    );
  });
});

describe('gaps', () => {
  const holes = (fields: string[], row: number) =>
    fields.map((field, index) => ((index === 0 && row < 3) || (index === 4 && row === 5) || (index === 6 && row === 9) ? '' : field));
  beforeEach(() => writeFileSync(join(directory, 'iris.csv'), irisCsv(holes)));

  test('features that have them are optional', async () => {
    const { code, stdout } = await train(`${fast} --manifest m`);
    expect(code).toBe(0);
    expect(stdout).toContain(
      'iris.csv: 59 rows, 6 features\n  1 row without a value of species dropped\n  optional, since the data has gaps: sepal_length, site\n',
    );
    const { monitors, problems } = validateManifests(await loadManifests(['m'], directory));
    expect(problems).toEqual([]);
    const features = monitors[0]?.spec.model.features ?? [];
    expect(features.filter(({ optional }) => optional).map(({ name }) => name)).toEqual(['sepal_length', 'site']);
    expect(features.find(({ name }) => name === 'site')).toMatchObject({ unseen: 'predict', values: ['NA meadow', 'hill, north'] });
  });

  test('gaps in rows without a target count, since these rows may be sent', async () => {
    writeFileSync(
      join(directory, 'iris.csv'),
      irisCsv((fields, row) => fields.map((field, index) => (row === 9 && (index === 1 || index === 6) ? '' : field))),
    );
    expect((await train(fast)).stdout).toContain('  optional, since the data has gaps: sepal_width\n');
  });

  test('rows that have them are dropped with --drop-missing', async () => {
    const { stdout } = await train(`${fast} --drop-missing`);
    expect(stdout).toContain(
      'iris.csv: 55 rows, 6 features\n  1 row without a value of species dropped\n  4 rows with a missing feature dropped\n',
    );
  });
});

test('whole numbers that hardly repeat are the target of a regression', async () => {
  const rows = Array.from({ length: 20 }, (_, row) => `${(row * 7) % 11},${row % 6}`);
  writeFileSync(join(directory, 'iris.csv'), `x,y\n${rows.join('\n')}\n`);
  expect((await train('--data iris.csv --target y --trees 2')).stdout).toContain('regression of y\n');
});
