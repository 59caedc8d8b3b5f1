import type { LabelBatch, RowBatch } from '@modelmonitor/store';
import type { Window, WindowColumn } from '@modelmonitor/tables';

/** A row of `podMonitor` with everything that a store keeps of it. */
export interface TestRow {
  readonly id: string;
  readonly time: number;
  readonly alcohol: number;
  /** Null where it is missing; `rosé` is a category that the model does not have. */
  readonly grape: 'barbera' | 'dolcetto' | 'rosé' | null;
  /** Index of the class; NaN for a refused row. */
  readonly prediction: number;
  readonly probability: number;
  readonly actual: 'red' | 'white' | null;
  readonly version: 'v1' | 'v2';
}

const [grapes, classes, versions] = [
  ['barbera', 'dolcetto'],
  ['red', 'white'],
  ['v1', 'v2'],
] as const;

/** So many rows, a second apart, that end before a time: every tenth lacks its grape, every 97th is refused, half of them have a label. */
export function testRows(count: number, { end, shift = 0 }: { end: number; shift?: number }): TestRow[] {
  return Array.from({ length: count }, (_, row): TestRow => {
    const isRefused = row % 97 === 96;
    const grape = isRefused ? 'rosé' : row % 10 === 3 ? null : (grapes[(row >> 1) % 2] as 'barbera');
    const prediction = isRefused ? Number.NaN : row % 3 === 0 ? 1 : 0;
    const right = row % 7 !== 0;
    return {
      id: isRefused ? '' : `row-${row}`,
      time: end - (count - row) * 1000,
      alcohol: row % 50 === 7 ? Number.NaN : 10 + ((row * 37) % 101) / 20 + shift,
      grape,
      prediction,
      probability: 0.55 + (row % 40) / 100,
      actual: isRefused || row % 2 === 0 ? null : (classes[right ? prediction : 1 - prediction] as 'red'),
      version: row % 5 === 0 ? 'v2' : 'v1',
    };
  });
}

/** The rows as a predictor appends them. */
export function batchOfRows(rows: readonly TestRow[], number = 1): RowBatch {
  return {
    writer: 'w1',
    number,
    contract: {
      task: 'classification',
      features: [
        { name: 'alcohol', type: 'numeric' },
        { name: 'grape', type: 'categorical', categories: grapes },
      ],
      classes,
      target: 'class',
    },
    rows: rows.length,
    ids: {
      series: 's',
      numbers: Float64Array.from(rows, ({ id }) => (id === '' ? Number.NaN : 0)),
      chosen: rows.flatMap(({ id }, row) => (id === '' ? [] : [[row, id] as const])),
    },
    times: Float64Array.from(rows, ({ time }) => time),
    versions,
    versionOf: Uint16Array.from(rows, ({ version }) => versions.indexOf(version)),
    features: Float64Array.from(rows.flatMap(({ alcohol, grape }) => [alcohol, grapeNumber(grape)])),
    predictions: Float64Array.from(rows, ({ prediction }) => prediction),
    probabilities: Float64Array.from(rows.flatMap(probabilitiesOf)),
    unseen: rows.flatMap(({ grape }, row) => (grape === 'rosé' ? [{ row, feature: 1, text: grape }] : [])),
  };
}

/** Their labels, as they arrive later. */
export function labelsOfRows(rows: readonly TestRow[], time: number): LabelBatch {
  const labelled = rows.filter(({ actual }) => actual !== null);
  return { ids: labelled.map(({ id }) => id), actuals: labelled.map(({ actual }) => actual as string), time, source: 'feedback' };
}

/** The rows as a predictor sends them from its buffer. */
export function windowOfRows(rows: readonly TestRow[]): Window {
  const predicted = rows.filter(({ prediction }) => !Number.isNaN(prediction));
  const refused = rows.filter(({ prediction }) => Number.isNaN(prediction));
  const features = (of: readonly TestRow[]): WindowColumn[] => [
    { role: 'feature', name: 'alcohol', type: 'numeric', values: Float64Array.from(of, ({ alcohol }) => alcohol) },
    { role: 'feature', name: 'grape', type: 'categorical', values: of.map(({ grape }) => grape) },
  ];
  const times = (of: readonly TestRow[]): WindowColumn => ({
    role: 'time',
    name: 'time',
    type: 'numeric',
    values: Float64Array.from(of, ({ time }) => time),
  });
  return {
    monitor: { namespace: 'default', name: 'wine' },
    rows: predicted.length,
    columns: [
      ...features(predicted),
      {
        role: 'prediction',
        name: 'prediction',
        type: 'categorical',
        values: predicted.map(({ prediction }) => classes[prediction] ?? null),
      },
      ...classes.map((name, index): WindowColumn => {
        const values = Float64Array.from(predicted, (row) => probabilitiesOf(row)[index] as number);
        return { role: 'probability', name, type: 'numeric', values };
      }),
      { role: 'actual', name: 'actual', type: 'categorical', values: predicted.map(({ actual }) => actual) },
      { role: 'version', name: 'version', type: 'categorical', values: predicted.map(({ version }) => version) },
      { role: 'id', name: 'id', type: 'categorical', values: predicted.map(({ id }) => id) },
      times(predicted),
    ],
    ...(refused.length === 0 ? {} : { refused: { rows: refused.length, columns: [...features(refused), times(refused)] } }),
  };
}

function grapeNumber(grape: TestRow['grape']): number {
  return grape === null ? Number.NaN : grape === 'rosé' ? grapes.length : grapes.indexOf(grape);
}

function probabilitiesOf({ prediction, probability }: TestRow): number[] {
  if (Number.isNaN(prediction)) return [Number.NaN, Number.NaN];
  return prediction === 0 ? [probability, 1 - probability] : [1 - probability, probability];
}
