import type { SQLInputValue } from 'node:sqlite';
import type { RowBatch, UnseenText } from '../rowBatch.ts';

/** A batch as it lies in the table: the rows that `forget` and retention left of it. */
export type StoredBatch = Omit<RowBatch, 'contract'>;

/** Columns of the table in the order of `batchValues`. */
export const batchColumns = [
  'writer',
  'batch',
  'rows',
  'predicted',
  'first',
  'last',
  'series',
  'low',
  'high',
  'contiguous',
  'versions',
  'chosen',
  'unseen',
  'times',
  'version_of',
  'predictions',
  'numbers',
  'probabilities',
  'features',
];

/** The values of a batch for the columns of the table. */
export function batchValues(batch: StoredBatch): SQLInputValue[] {
  const { writer, number, rows, ids, times, versions, versionOf, unseen, predictions, probabilities, features } = batch;
  const [first, last] = extent(times);
  const [low, high] = extent(idNumbers(ids));
  const contiguous = isContiguous(ids);
  return [
    writer,
    number,
    rows,
    JSON.stringify(countByVersion(batch)),
    first,
    last,
    ids.series,
    ...(low <= high ? [low, high] : [null, null]),
    Number(contiguous),
    JSON.stringify(versions),
    JSON.stringify(ids.chosen),
    JSON.stringify(unseen.map(({ row, feature, text }) => [row, feature, text])),
    ...[times, versionOf, predictions, contiguous ? new Float64Array() : ids.numbers, probabilities, features].map(bytesOf),
  ];
}

/** The batch of a record of the table. */
export function batchOf(record: Record<string, unknown>): StoredBatch {
  const numbers = (blob: unknown) => new Float64Array(ownBuffer(blob as Uint8Array));
  const json = (text: unknown) => JSON.parse(String(text));
  return {
    writer: String(record['writer']),
    number: Number(record['batch']),
    rows: Number(record['rows']),
    ids: {
      series: String(record['series']),
      numbers: record['contiguous'] === 1 ? countFrom(Number(record['low']), Number(record['rows'])) : numbers(record['numbers']),
      chosen: json(record['chosen']),
    },
    times: numbers(record['times']),
    versions: json(record['versions']),
    versionOf: new Uint16Array(ownBuffer(record['version_of'] as Uint8Array)),
    predictions: numbers(record['predictions']),
    probabilities: numbers(record['probabilities']),
    features: numbers(record['features']),
    unseen: json(record['unseen']).map(([row, feature, text]: [number, number, string]): UnseenText => ({ row, feature, text })),
  };
}

/** Predicted rows of each version. */
function countByVersion({ versions, versionOf, predictions }: StoredBatch): number[] {
  const counts = versions.map(() => 0);
  for (const [row, version] of versionOf.entries()) if (!Number.isNaN(predictions[row])) counts[version] = (counts[version] ?? 0) + 1;
  return counts;
}

/** Whether the numbers follow each other and all of them are ids. */
function isContiguous({ numbers, chosen }: RowBatch['ids']): boolean {
  return numbers.length > 0 && chosen.length === 0 && numbers.every((number, row) => number === (numbers[0] as number) + row);
}

function countFrom(first: number, rows: number): Float64Array {
  return new Float64Array(rows).map((_, row) => first + row);
}

/** Numbers that are ids: those of rows without a chosen one. */
function idNumbers({ numbers, chosen }: RowBatch['ids']): Float64Array {
  if (chosen.length === 0) return numbers;
  const named = new Set(chosen.map(([row]) => row));
  return numbers.filter((_, row) => !named.has(row));
}

/** The smallest and the largest number that is not NaN. */
function extent(values: Float64Array): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Little-endian on every processor that Node is built for but s390x. */
function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint16Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Bytes in a buffer of their own, since typed arrays need them aligned. */
function ownBuffer(bytes: Uint8Array): ArrayBuffer {
  return bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength ? (bytes.buffer as ArrayBuffer) : bytes.slice().buffer;
}
