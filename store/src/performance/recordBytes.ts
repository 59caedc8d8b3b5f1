import type { Estimate } from '@modelmonitor/api';
import { historyMetrics } from '@modelmonitor/api/plain';
import type { PerformanceRecord } from './performanceRecord.ts';

/** A record as it is stored: the classes as JSON, so that readers know them by their text, and all numbers as little-endian doubles. */
export interface RecordBytes {
  readonly classes: string;
  readonly numbers: Uint8Array;
}

/** First number of the bytes. */
const FORMAT = 1;

const names = Object.keys(historyMetrics);
const indexOf = new Map(names.map((name, index) => [name, index]));

/** The record as bytes; metrics by their place in `historyMetrics`, of the confusion matrix only cells with rows. */
export function recordToBytes(record: PerformanceRecord): RecordBytes {
  const { task, classes, predicted, labelled, delaySeconds, figures, confusion, calibration, scores } = record;
  const stored = Array.from(figures).filter(([name]) => indexOf.has(name));
  const cells = confusion.flatMap((counts, row) =>
    counts.flatMap((count, column) => (count === 0 ? [] : [row * classes.length + column, count])),
  );
  const numbers = Float64Array.of(
    FORMAT,
    task === 'classification' ? 1 : 0,
    predicted,
    labelled,
    delaySeconds?.median ?? Number.NaN,
    delaySeconds?.p90 ?? Number.NaN,
    stored.length,
    cells.length,
    calibration.length,
    scores.predicted.length,
    ...stored.flatMap(([name, { value, lower, upper }]) => [indexOf.get(name) as number, value, lower ?? Number.NaN, upper ?? Number.NaN]),
    ...cells,
    ...calibration.flatMap((bin) => [bin.rows, bin.predicted, bin.actual]),
    ...scores.predicted,
    ...scores.labelled,
  );
  return { classes: classes.length === 0 ? '' : JSON.stringify(classes), numbers: new Uint8Array(numbers.buffer) };
}

/**
 * Reads records of one table, one after another: class lists are parsed once.
 *
 * @throws RangeError for bytes of another format
 */
export function recordReader(): (bytes: RecordBytes) => PerformanceRecord {
  const lists = new Map<string, readonly string[]>([['', []]]);
  return ({ classes: text, numbers: bytes }) => {
    const classes = lists.get(text) ?? (JSON.parse(text) as string[]);
    lists.set(text, classes);
    // A view needs an offset that is a multiple of eight; drivers give views into larger buffers.
    const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
    const numbers = new Float64Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 3);
    const at = (index: number) => numbers[index] as number;
    if (at(0) !== FORMAT) throw new RangeError(`expected figures in format ${FORMAT}, got ${at(0)}`);
    const [figureCount, cellCount, binCount, scoreCount] = [at(6), at(7), at(8), at(9)];
    const afterFigures = 10 + 4 * figureCount;
    const afterCells = afterFigures + cellCount;
    const afterBins = afterCells + 3 * binCount;
    return {
      task: at(1) === 1 ? 'classification' : 'regression',
      classes,
      predicted: at(2),
      labelled: at(3),
      delaySeconds: Number.isNaN(at(4)) ? null : { median: at(4), p90: at(5) },
      figures: figuresFrom(numbers, figureCount),
      confusion: cellCount === 0 ? [] : confusionFrom(numbers.subarray(afterFigures, afterCells), classes.length),
      calibration: Array.from({ length: binCount }, (_, bin) => {
        const from = afterCells + 3 * bin;
        return { rows: at(from), predicted: at(from + 1), actual: at(from + 2) };
      }),
      scores: {
        predicted: numbers.slice(afterBins, afterBins + scoreCount),
        labelled: numbers.slice(afterBins + scoreCount, afterBins + 2 * scoreCount),
      },
    };
  };
}

function figuresFrom(numbers: Float64Array, count: number): ReadonlyMap<string, Estimate> {
  const figures = new Map<string, Estimate>();
  for (let index = 0; index < count; index++) {
    const from = 10 + 4 * index;
    const name = names[numbers[from] as number];
    if (name !== undefined)
      figures.set(name, { value: numbers[from + 1] as number, lower: nullIfNaN(numbers[from + 2]), upper: nullIfNaN(numbers[from + 3]) });
  }
  return figures;
}

function nullIfNaN(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}

function confusionFrom(cells: Float64Array, classes: number): number[][] {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let at = 0; at < cells.length; at += 2) {
    const cell = cells[at] as number;
    (confusion[Math.floor(cell / classes)] as number[])[cell % classes] = cells[at + 1] as number;
  }
  return confusion;
}
