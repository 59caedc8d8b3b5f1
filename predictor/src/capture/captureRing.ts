import type { Contract } from '../contract/contract.ts';

/** A bounded buffer of predicted rows, oldest first. */
export interface CaptureRing<Layout extends StoredRow = RingLayout> {
  /** Columns of a stored row. */
  readonly layout: Layout;
  readonly size: number;
  /** Makes room for a row and returns its start in `cells`; the caller fills it. */
  push(time: number): number;
  /** All slots; another array after the buffer grew. */
  readonly cells: Float64Array;
  /** The row at an index, 0 being the oldest. */
  at(place: number): Float64Array;
  /** A copy of one cell of the newest rows, oldest first; the buffer has at least as many. */
  column(cell: number, rows: number): Float64Array;
  /** Drops rows that are older than allowed at the given time (milliseconds since 1970). */
  expire(now: number): void;
}

/** Where the features and the time of a stored row are; a row is one run of Float64. */
export interface StoredRow {
  /** Indices of the features that are kept, in contract order; redacted ones are left out. */
  readonly kept: readonly number[];
  readonly time: number;
  readonly width: number;
}

/** Where each part of a predicted row is. */
export interface RingLayout extends StoredRow {
  readonly prediction: number;
  readonly probabilities: number;
  readonly actual: number;
  readonly version: number;
  readonly sequence: number;
}

export interface RingBounds {
  readonly maxRows: number;
  readonly maxAgeMilliseconds: number;
  /** Counts rows dropped because the buffer is full, or because they are older than allowed. */
  readonly evicted: { rows: number; age: number };
}

/** The layout of a contract's rows without the redacted features. */
export function ringLayout({ features, classes }: Contract, redact: readonly string[]): RingLayout {
  const kept = features.flatMap(({ name }, index) => (redact.includes(name) ? [] : [index]));
  const prediction = kept.length;
  const actual = prediction + 1 + classes.length;
  return {
    kept,
    prediction,
    probabilities: prediction + 1,
    actual,
    version: actual + 1,
    sequence: actual + 2,
    time: actual + 3,
    width: actual + 4,
  };
}

/** Rows the buffer starts with; it doubles until `maxRows`, so that a large bound costs nothing before it is used. */
const firstRows = 1024;

export function createCaptureRing<Row extends StoredRow>(layout: Row, bounds: RingBounds): CaptureRing<Row> {
  const [{ width }, { maxRows, maxAgeMilliseconds, evicted }] = [layout, bounds];
  let capacity = Math.min(maxRows, firstRows);
  let cells = new Float64Array(capacity * width);
  let oldest = 0;
  let size = 0;
  const at = (place: number) => {
    const slot = (oldest + place) % capacity;
    return cells.subarray(slot * width, (slot + 1) * width);
  };
  const column = (cell: number, rows: number) => {
    const values = new Float64Array(rows);
    let from = ((oldest + size - rows) % capacity) * width + cell;
    for (let row = 0; row < rows; row++) {
      values[row] = cells[from] as number;
      from += width;
      if (from >= cells.length) from -= cells.length;
    }
    return values;
  };
  const dropOldest = () => {
    oldest = (oldest + 1) % capacity;
    size--;
  };
  const grow = () => {
    const larger = new Float64Array(Math.min(maxRows, capacity * 2) * width);
    for (let place = 0; place < size; place++) larger.set(at(place), place * width);
    cells = larger;
    capacity = larger.length / width;
    oldest = 0;
  };
  const expire = (now: number) => {
    while (size > 0 && now - (cells[oldest * width + layout.time] as number) > maxAgeMilliseconds) {
      dropOldest();
      evicted.age++;
    }
  };
  return {
    layout,
    get cells() {
      return cells;
    },
    get size() {
      return size;
    },
    push(time) {
      expire(time);
      if (size === capacity && capacity < maxRows) grow();
      if (size === capacity) {
        dropOldest();
        evicted.rows++;
      }
      size++;
      return ((oldest + size - 1) % capacity) * width;
    },
    at,
    column,
    expire,
  };
}

/** Place of the row with a sequence number in the buffer, by binary search; undefined when the buffer does not have it, or no longer. */
export function findRow(ring: CaptureRing, sequence: number): number | undefined {
  let low = 0;
  let high = ring.size - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = ring.at(middle)[ring.layout.sequence] as number;
    if (found === sequence) return middle;
    if (found < sequence) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

/** Rows captured after a time. */
export interface RowsAfter {
  readonly count: number;
  /** When the first of them was captured, in milliseconds since 1970; null when there is none. */
  readonly firstAt: number | null;
}

/**
 * Counts the rows captured after a time (milliseconds since 1970), by binary search: every pod is polled for it. Where the clock was set
 * back, rows captured around then may count on either side.
 */
export function rowsAfter(ring: CaptureRing<StoredRow>, since: number): RowsAfter {
  const timeAt = (place: number) => ring.at(place)[ring.layout.time] as number;
  let low = 0;
  let high = ring.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (timeAt(middle) > since) high = middle;
    else low = middle + 1;
  }
  return { count: ring.size - low, firstAt: low < ring.size ? timeAt(low) : null };
}
