import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sortNumbers } from '../../../tables/src/columns/sortNumbers.ts';
import type { BenchContext } from '../benchContext.ts';
import { commandOutput } from '../commandOutput.ts';
import { mebibytesText, ratioText } from '../figureText.ts';
import { median } from '../median.ts';
import { type Figure, figure, metIf, type Outcome } from '../outcome.ts';
import { type ProcessCost, processCost } from '../processCost.ts';
import { type PythonEnvironment, pythonEnvironment } from '../pythonEnvironment.ts';
import type { Scenario } from '../scenario.ts';
import { repository } from '../wine.ts';

/** Files of one shape, as `python/drift_data.py` writes them, and what is measured on them. */
interface Shape {
  readonly name: string;
  readonly words: string;
  readonly kind: 'csv' | 'parquet';
  /** Times faster than Evidently's preset, and than one metric a column. */
  readonly preset?: number;
  readonly lean?: number;
  readonly mostBytes?: number;
  /** Bytes of the page, as it is and gzipped. */
  readonly mostHtml?: number;
  readonly mostGzipped?: number;
}

const shapes: readonly Shape[] = [
  { name: 'small', words: '5,000 × 12, CSV', kind: 'csv', preset: 12, mostHtml: 250e3 },
  { name: 'numeric', words: '50,151 and 21,494 × 10 numeric, CSV', kind: 'csv', preset: 12, mostBytes: 200e6 },
  { name: 'wide', words: '1,400 × 456 (380 numeric), CSV', kind: 'csv', preset: 40, mostGzipped: 1e6 },
  { name: 'million', words: '1,000,000 × 12 (9 numeric), Parquet', kind: 'parquet', preset: 25, lean: 9, mostBytes: 500e6 },
  { name: 'ten-million', words: '10,000,000 × 10 numeric, Parquet', kind: 'parquet', lean: 12, mostBytes: 1.5e9 },
];

const timeoutMilliseconds = 900_000;

export const driftFiles: Scenario = {
  name: 'drift-files',
  title: 'Drift of two files',
  about: [
    '`modelmonitor drift` on two files, as one process from its start to its end, JSON and HTML written; sizes are rows a side × columns. The peer is Evidently on the',
    'same files in the same run: its DataDriftPreset with JSON and HTML written, and its leanest way, one metric a column and no page. Ours is the median of five runs',
    '(three from a million rows on), a peer runs once. A ratio is theirs over ours. Memory is the largest resident set of the process (VmHWM).',
  ].join('\n'),
  run,
};

async function run(context: BenchContext): Promise<Outcome> {
  const { quick, write } = context;
  const python = await pythonEnvironment('bench-evidently', join(import.meta.dirname, '../python/evidently-requirements.txt'), write);
  const figures: Figure[] = [];
  for (const shape of shapes.filter(({ name }) => !quick || name === 'small'))
    figures.push(...(await shapeFigures(shape, python, context)));
  figures.push(...floorFigures(quick ? 100_000 : 1_000_000));
  return { figures, notes: [`Peers: ${python.versions}.`] };
}

async function shapeFigures(shape: Shape, { python }: PythonEnvironment, context: BenchContext): Promise<Figure[]> {
  const { folder, quick, write } = context;
  const { name, kind } = shape;
  const scripts = join(import.meta.dirname, '../python');
  await commandOutput([python, join(scripts, 'drift_data.py'), folder, name], { timeoutMilliseconds });
  const [reference, current] = ['reference', 'current'].map((side) => join(folder, `${name}.${side}.${kind}`)) as [string, string];
  const html = join(folder, `${name}.html`);
  const bin = join(repository, 'cli/src/modelmonitor.js');
  const command = ['drift', '--reference', reference, '--current', current, '--json', `${html}.json`, '--html', html];
  const ours: ProcessCost[] = [];
  for (let round = 0; round < (quick ? 2 : kind === 'csv' ? 5 : 3); round++)
    ours.push(await processCost([process.execPath, bin, ...command]));
  const page = await readFile(html);
  const peer = (mode: string) => processCost([python, join(scripts, 'drift_evidently.py'), mode, reference, current, `${html}.peer`]);
  const preset = shape.preset === undefined ? undefined : await peer('preset');
  const lean = await peer('lean');
  const seconds = median(ours.map(({ milliseconds }) => milliseconds)) / 1000;
  write(`  ${shape.words}: ${seconds.toFixed(2)} s; peer ${secondsOf(preset)} and ${secondsOf(lean)}\n`);
  const against = (what: string, cost: ProcessCost, goal: number | undefined) => {
    const ratio = cost.milliseconds / 1000 / seconds;
    const judged = goal === undefined ? {} : { goal: `≥ ${goal}`, met: metIf(ratio >= goal) };
    return figure({
      what: `${shape.words}: time`,
      ours: `${seconds.toFixed(2)} s`,
      peer: `${what}: ${secondsOf(cost)}`,
      ratio: ratioText(ratio),
      ...judged,
    });
  };
  return [
    ...(preset === undefined ? [] : [against('preset', preset, shape.preset)]),
    against('one metric a column', lean, shape.lean),
    memoryFigure(shape, ours, preset ?? lean),
    pageFigure(shape, page),
  ];
}

function pageFigure({ words, mostHtml, mostGzipped }: Shape, page: Buffer): Figure {
  const [bytes, gzipped] = [page.length, gzipSync(page).length];
  const kilobytes = (count: number) => `${Math.round(count / 1000)} kB`;
  const judged = [
    ...(mostHtml === undefined ? [] : [{ goal: `≤ ${kilobytes(mostHtml)}`, met: metIf(bytes <= mostHtml) }]),
    ...(mostGzipped === undefined ? [] : [{ goal: `≤ ${kilobytes(mostGzipped)} gzipped`, met: metIf(gzipped <= mostGzipped) }]),
  ];
  return figure({ what: `${words}: HTML`, ours: `${kilobytes(bytes)}, gzipped ${kilobytes(gzipped)}`, ...judged[0] });
}

function memoryFigure({ words, mostBytes }: Shape, ours: readonly ProcessCost[], peer: ProcessCost): Figure {
  const bytes = Math.max(...ours.map(({ peakBytes }) => peakBytes));
  const judged = mostBytes === undefined ? {} : { goal: `≤ ${Math.round(mostBytes / 1e6)} MB`, met: metIf(bytes <= mostBytes) };
  return figure({
    what: `${words}: memory`,
    ours: mebibytesText(bytes),
    peer: mebibytesText(peer.peakBytes),
    ratio: ratioText(peer.peakBytes / bytes),
    ...judged,
  });
}

function secondsOf(cost: ProcessCost | undefined): string {
  return cost === undefined ? '–' : `${(cost.milliseconds / 1000).toFixed(1)} s`;
}

/** The floor: what it takes only to sort a column. */
function floorFigures(rows: number): Figure[] {
  const random = Float64Array.from({ length: rows }, () => Math.log(Math.random()));
  const took = (sort: (values: Float64Array) => unknown) =>
    median(
      Array.from({ length: 5 }, () => {
        const values = random.slice();
        const start = performance.now();
        sort(values);
        return performance.now() - start;
      }),
    );
  const [own, typed] = [took(sortNumbers), took((values) => values.sort())];
  const what = `floor: sorting ${rows.toLocaleString('en-US')} numbers once`;
  return [figure({ what, ours: `${own.toFixed(0)} ms`, peer: `Float64Array.sort: ${typed.toFixed(0)} ms`, ratio: ratioText(typed / own) })];
}
