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
 * Reads records of one table, one after another: class lists are parsed once, and the parts of a record when they are used, since a year by
 * hour has thousands of records of which only figures are shown.
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
    if (numbers[0] !== FORMAT) throw new RangeError(`expected figures in format ${FORMAT}, got ${numbers[0]}`);
    return new StoredRecord(numbers, classes);
  };
}

/** A record over its bytes. */
class StoredRecord implements PerformanceRecord {
  readonly #numbers: Float64Array;
  readonly classes: readonly string[];
  readonly predicted: number;
  readonly labelled: number;

  constructor(numbers: Float64Array, classes: readonly string[]) {
    this.#numbers = numbers;
    this.classes = classes;
    this.predicted = numbers[2] as number;
    this.labelled = numbers[3] as number;
  }

  get task(): PerformanceRecord['task'] {
    return this.#numbers[1] === 1 ? 'classification' : 'regression';
  }

  get delaySeconds(): PerformanceRecord['delaySeconds'] {
    const [median, p90] = [this.#numbers[4] as number, this.#numbers[5] as number];
    return Number.isNaN(median) ? null : { median, p90 };
  }

  get figures(): ReadonlyMap<string, Estimate> {
    return new Map(Object.entries(this.figureObject()));
  }

  get confusion(): readonly (readonly number[])[] {
    const from = this.#afterFigures;
    const cells = this.#numbers.subarray(from, from + (this.#numbers[7] as number));
    return cells.length === 0 ? [] : confusionFrom(cells, this.classes.length);
  }

  get calibration(): PerformanceRecord['calibration'] {
    const start = this.#afterFigures + (this.#numbers[7] as number);
    return Array.from({ length: this.#numbers[8] as number }, (_, bin) => {
      const [rows, predicted, actual] = this.#numbers.subarray(start + 3 * bin, start + 3 * bin + 3) as unknown as [number, number, number];
      return { rows, predicted, actual };
    });
  }

  get scores(): PerformanceRecord['scores'] {
    const count = this.#numbers[9] as number;
    const start = this.#afterFigures + (this.#numbers[7] as number) + 3 * (this.#numbers[8] as number);
    return { predicted: this.#numbers.slice(start, start + count), labelled: this.#numbers.slice(start + count, start + 2 * count) };
  }

  /** The figures as an object: what a history shows. */
  figureObject(): Record<string, Estimate> {
    const numbers = this.#numbers;
    const figures: [name: string, figure: Estimate][] = [];
    for (let index = 0, from = 10; index < (numbers[6] as number); index++, from += 4) {
      const name = names[numbers[from] as number];
      if (name === undefined) continue;
      const [lower, upper] = [numbers[from + 2] as number, numbers[from + 3] as number];
      const value = numbers[from + 1] as number;
      figures.push([name, { value, lower: Number.isNaN(lower) ? null : lower, upper: Number.isNaN(upper) ? null : upper }]);
    }
    return Object.fromEntries(figures);
  }

  get #afterFigures(): number {
    return 10 + 4 * (this.#numbers[6] as number);
  }
}

/** The figures of a record by metric. */
export function figureObject(record: PerformanceRecord): Record<string, Estimate> {
  return record instanceof StoredRecord ? record.figureObject() : Object.fromEntries(record.figures);
}

function confusionFrom(cells: Float64Array, classes: number): number[][] {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let at = 0; at < cells.length; at += 2) {
    const cell = cells[at] as number;
    (confusion[Math.floor(cell / classes)] as number[])[cell % classes] = cells[at + 1] as number;
  }
  return confusion;
}
