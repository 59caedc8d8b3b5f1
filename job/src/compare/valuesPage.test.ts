import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rowsOf, textsIn } from '../../../tables/src/values/tablesOfPage.ts';
import { compareFiles, type FileComparison, openFiles } from './compareFiles.ts';

// What a value means depends on both sides: this table of docs/values.md is compared as files.
const page = readFileSync(join(import.meta.dirname, '../../../docs/values.md'), 'utf8');
const rows = 240;
const comparison: FileComparison = {
  types: {},
  settings: { methods: {}, rules: 'guarded', correction: 'none', share: 0.5, levels: [], minRows: 1, effectFloor: 0.02 },
  context: { run: 'r', timestamp: '2026-01-01T00:00:00.000Z', monitor: null, model: null, from: null, to: null, warnings: [] },
  limits: { memoryBytes: 1e9, jobs: 1 },
};

let directory = '';
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'values-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** The cells of a side, one after the other, beside a column that tells nothing. */
function writeSide(name: string, cells: string): string {
  const texts = textsIn(cells);
  const path = join(directory, name);
  writeFileSync(path, `x;other\n${Array.from({ length: rows }, (_, row) => `${texts[row % texts.length]};${row / 7}\n`).join('')}`);
  return path;
}

test.each(rowsOf(page, 'reference', 'current', 'type', 'verdict'))(
  '%s against %s: %s, %s',
  async (reference = '', current = '', type, verdict) => {
    const files = await openFiles({ reference: [writeSide('reference.csv', reference)], current: [writeSide('current.csv', current)] });
    const { features } = await compareFiles(files, comparison);
    expect(features['x']).toMatchObject({ type, verdict });
  },
);
