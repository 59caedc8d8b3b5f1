import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ModelContract } from '@modelmonitor/models';
import { readModel } from '@modelmonitor/models';
import { bytesOf, readTestCase, type TestCase, testFiles } from '../../../models/src/testCases.ts';
import { registry } from '../commands/registry.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const root = join(import.meta.dirname, '../../..');
const page = readFileSync(join(root, 'docs/models.md'), 'utf8');

/** Cells of the table under a heading. */
function tableOf(heading: string): string[][] {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  const rows = (section.split('\n## ')[0] ?? '').split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(2).map((line) => line.split(' | ').map((cell) => cell.replace(/^\| |\|$/g, '').trim()));
}

const commands = [...page.matchAll(/modelmonitor ((?:import|predict|train|run) [^`#\n]*)/g)].map(([, line = '']) => line.trim());

test.each(commands.filter((line) => / .*--|-f /.test(line) && !/models:|…/.test(line)).map((line) => ({ line })))(
  'the options exist: modelmonitor $line',
  async ({ line }) => {
    const { context, stderr } = recordingContext({ cwd: '/nowhere' });
    // Neither the model nor the data exist here: a wrong option is reported before.
    await runCommand(line.split(/\s+/), context, registry);
    expect(stderr()).not.toContain('--help');
  },
);

test('the examples exist', () => {
  for (const [path] of page.matchAll(/examples\/\w+/g)) expect(existsSync(join(root, path))).toBe(true);
});

test.each(
  tableOf('What is refused, and the way out').map(([file = '', way = '']) => ({
    file: file.replaceAll('`', ''),
    way: way.replaceAll('`', ''),
  })),
)('$file is refused with the way out', async ({ file, way }) => {
  const cases = ['refused-files', 'refused-others', 'catboost-binary'].map(readTestCase);
  const found = cases.find(({ files }) => files[file] !== undefined) as TestCase;
  await expect(readModel(bytesOf(found, file))).rejects.toThrow(way);
});

/** Largest differences from what a library answers. */
interface Differences {
  sums: number;
  probabilities: number;
  values: number;
  labels: number;
}

const groups: Readonly<Record<string, (name: string, testCase: TestCase) => boolean>> = {
  'XGBoost 1.0 to 3.4': (name) => name.startsWith('xgboost-'),
  LightGBM: (name) => name.startsWith('lightgbm'),
  'scikit-learn by skops': (name) => name.startsWith('skops'),
  'CatBoost JSON': (name) => /^catboost.*\.json$/.test(name),
  'ONNX of scikit-learn, XGBoost, LightGBM': (name) => name.startsWith('onnx'),
};

async function differencesOf(testCase: TestCase, bytes: Uint8Array): Promise<Differences> {
  const { meta, rows, expected } = testCase;
  const classes = (meta.classes ?? []).map(String);
  const contract: ModelContract = { task: meta.task, features: meta.features, classes };
  const { description, bind } = await readModel(bytes);
  const model = await bind(contract);
  const matrix = Float64Array.from(
    rows.rows.flatMap((row) =>
      row.map((cell, index) => {
        const feature = meta.features[index];
        if (cell === null) return Number.NaN;
        if (feature?.type === 'numeric') return Number(cell);
        const categories = model.categories[feature?.name ?? ''] ?? [];
        const code = categories.indexOf(String(cell));
        return code < 0 ? categories.length : code;
      }),
    ),
  );
  const count = rows.rows.length;
  const { values, probabilities } = await model.predict(matrix, count);
  const margins = await model.margins?.(matrix, count);
  // Probabilities of an ONNX file that names its classes were recorded in the order of the file.
  const isNamed = meta.format === 'onnx' && description.classes?.every((one) => classes.includes(one)) === true;
  const order = isNamed && meta.library === 'scikit-learn' ? (description.classes ?? []) : classes;
  const found: Differences = { sums: 0, probabilities: 0, values: 0, labels: 0 };
  const shares = expected.columns.filter((column) => column.startsWith('p:'));
  for (const [row, cells] of expected.rows.entries()) {
    for (const [index, column] of expected.columns.entries()) {
      const cell = cells[index];
      if (cell === null || cell === undefined) continue;
      const value = values[row] as number;
      if (column === 'prediction' && meta.task === 'classification') found.labels += Number(classes[value] !== String(cell));
      else if (column === 'prediction')
        found.values = Math.max(found.values, Math.abs(value - Number(cell)) / Math.max(1, Math.abs(Number(cell))));
      else if (column.startsWith('raw:') && margins !== undefined)
        found.sums = Math.max(
          found.sums,
          Math.abs((margins.values[row * margins.outputs + Number(column.slice(4))] as number) - Number(cell)),
        );
      else if (column.startsWith('p:')) {
        const place = classes.indexOf(order[shares.indexOf(column)] ?? '');
        found.probabilities = Math.max(
          found.probabilities,
          Math.abs((probabilities?.[row * classes.length + place] as number) - Number(cell)),
        );
      }
    }
  }
  return found;
}

const files = testFiles('').filter(({ name, testCase }) => testCase.meta.refused === undefined && !/^refused|\.cbm$/.test(name));

test.each(tableOf('How exact').map(([library = '', , ...limits]) => ({ library, limits: limits.map(Number) })))(
  'as exact as stated: $library',
  async ({ library, limits: [sums = 0, probabilities = 0, values = 0] }) => {
    const all: Differences[] = [];
    for (const { testCase, bytes } of files.filter((file) => groups[library]?.(file.name, file.testCase)))
      all.push(await differencesOf(testCase, bytes));
    expect(all.length).toBeGreaterThan(3);
    const most = (key: keyof Differences) => Math.max(...all.map((found) => found[key]));
    expect(most('labels')).toBe(0);
    for (const [key, limit] of Object.entries({ sums, probabilities, values }) as [keyof Differences, number][]) {
      expect([key, most(key) <= limit]).toEqual([key, true]);
      // Not stated worse than it is.
      if (limit > 0 && most(key) > 0) expect([key, limit / most(key) < 20]).toEqual([key, true]);
    }
  },
);
