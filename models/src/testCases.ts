import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import type { Model, ModelContract, ModelFeature } from './model.ts';

type Cell = string | number | null;

interface TestTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

interface Tolerance {
  readonly absolute: number;
  readonly relative: number;
}

/** A model that a library saved, and what the library answers: `models/fixtures/README.md` describes the fields. */
export interface TestCase {
  readonly name: string;
  readonly meta: {
    readonly library: string;
    readonly version: string;
    readonly format: string;
    readonly task: ModelContract['task'];
    readonly classes: readonly (string | number)[] | null;
    readonly features: readonly ModelFeature[];
    readonly absoluteTolerance: number;
    readonly relativeTolerance: number;
    /** Why no loader should accept the files. */
    readonly refused?: string;
  };
  readonly rows: TestTable;
  readonly expected: TestTable;
  readonly contributions?: TestTable;
  readonly files: Readonly<Record<string, { readonly text: string } | { readonly base64: string }>>;
}

const folder = join(import.meta.dirname, '..', 'fixtures', 'cases');

export function readTestCase(name: string): TestCase {
  const text = brotliDecompressSync(readFileSync(join(folder, `${name}.json.br`))).toString('utf8');
  return { name, ...JSON.parse(text) };
}

/** Every file of the cases whose name starts with `start`, as rows of `test.each`: `name` is CASE/FILE. */
export function testFiles(start: string): { name: string; testCase: TestCase; bytes: Uint8Array }[] {
  const names = globSync(`${start}*.json.br`, { cwd: folder }).map((path) => basename(path, '.json.br'));
  return names.sort().flatMap((name) => {
    const testCase = readTestCase(name);
    return Object.keys(testCase.files).map((file) => ({ name: `${name}/${file}`, testCase, bytes: bytesOf(testCase, file) }));
  });
}

export function bytesOf({ name, files }: TestCase, file: string): Uint8Array {
  const content = files[file];
  if (content === undefined) throw new Error(`${name} has the files ${Object.keys(files).join(', ')}, not ${file}`);
  return 'text' in content ? Buffer.from(content.text, 'utf8') : Buffer.from(content.base64, 'base64');
}

/** What a resource for the model would say. */
export function contractOf({ meta }: TestCase): ModelContract {
  return { task: meta.task, features: meta.features, classes: meta.classes?.map(String) ?? [] };
}

/** The rows of a case as `model` takes them. */
export function rowsOf({ meta, rows }: TestCase, model: Model): Float64Array {
  const cells = rows.rows.map((row) => meta.features.map(({ name, type }) => encode(row[rows.columns.indexOf(name)] ?? null, name, type)));
  return Float64Array.from(cells.flat());

  function encode(cell: Cell, name: string, type: ModelFeature['type']): number {
    if (cell === null) return Number.NaN;
    if (type === 'numeric') return Number(cell);
    const list = model.categories[name] ?? [];
    const index = list.indexOf(String(cell));
    return index < 0 ? list.length : index;
  }
}

/**
 * Where a model answers otherwise than its library: at most one line per column of `expected.csv`, none when all rows agree.
 * Without `tolerances`, those of the case's meta.json are used.
 */
export async function answerDifferences(
  testCase: TestCase,
  model: Model,
  tolerances: { raw?: Tolerance; probability?: Tolerance; prediction?: Tolerance } = {},
): Promise<string[]> {
  const { meta, expected } = testCase;
  const rows = rowsOf(testCase, model);
  const count = expected.rows.length;
  const { values, probabilities } = await model.predict(rows, count);
  const margins = await model.margins?.(rows, count);
  const classes = meta.classes?.map(String) ?? [];
  const own: Tolerance = { absolute: meta.absoluteTolerance, relative: meta.relativeTolerance };
  return expected.columns.flatMap((column, place) => {
    const [kind, name = ''] = [column.split(':')[0] as string, column.slice(column.indexOf(':') + 1)];
    const tolerance = tolerances[kind === 'p' ? 'probability' : (kind as 'raw' | 'prediction')] ?? own;
    const got = (row: number): Cell | undefined => {
      if (kind === 'raw') return margins?.values[row * margins.outputs + Number(name)];
      if (kind === 'p') return probabilities?.[row * classes.length + classes.indexOf(name)];
      return meta.task === 'classification' ? classes[values[row] as number] : values[row];
    };
    const row = expected.rows.findIndex((cells, index) => cells[place] !== null && !near(got(index), cells[place], tolerance));
    return row < 0 ? [] : [`row ${row}, ${column}: expected ${expected.rows[row]?.[place]}, got ${got(row)}`];
  });
}

/** Where a model explains otherwise than TreeSHAP with the covers of its file; none when all contributions agree. */
export async function contributionDifferences(testCase: TestCase, model: Model, tolerance: Tolerance): Promise<string[]> {
  const { meta, contributions } = testCase;
  if (contributions === undefined) throw new Error(`${testCase.name} has no contributions`);
  const width = meta.features.length;
  const rows = rowsOf(testCase, model);
  const explainer = await model.explainer?.({ rows: rows.subarray(0, width), count: 1 });
  if (explainer === undefined) return ['the model explains nothing'];
  const { outputs, base } = explainer;
  const got = explainer.contributions(rows, rows.length / width);
  const cell = (line: readonly Cell[], column: string) => line[contributions.columns.indexOf(column)] as number;
  return contributions.rows.flatMap((line) => {
    const [row, output] = [cell(line, 'row'), cell(line, 'output')];
    const names = meta.features.map(({ name }, feature) => ({ name, got: got[(row * width + feature) * outputs + output] }));
    return [...names, { name: 'base', got: base[output] }]
      .filter((one) => !near(one.got, cell(line, one.name), tolerance))
      .map((one) => `row ${row}, output ${output}, ${one.name}: expected ${cell(line, one.name)}, got ${one.got}`);
  });
}

function near(got: Cell | undefined, expected: Cell | undefined, { absolute, relative }: Tolerance): boolean {
  if (typeof got !== 'number') return String(got) === String(expected);
  const number = Number(expected);
  return Object.is(got, number) || got === number || Math.abs(got - number) <= Math.max(absolute, relative * Math.abs(number));
}
