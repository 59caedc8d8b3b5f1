import { randomFromSeed } from '@modelmonitor/stats';
import { type RowPage, type RowRange, type Store, selectPageRows } from '@modelmonitor/store';

export interface SampleOptions {
  readonly range: RowRange;
  /** Rows of the range, refused ones included. */
  readonly of: number;
  /** Rows of the sample. */
  readonly rows: number;
  /** Rows that are read as a whole, for tests; two million when absent. */
  readonly mostRead?: number;
}

/** The same sample of the same rows in every run. */
const seed = 20_240_501;

/** Rows that are read as a whole; of more, parts are read. */
const usualMostRead = 2_000_000;

/** Parts of a range that rows are read from. */
const parts = 200;

/**
 * A sample of the rows of a range, oldest first. Of up to two million rows, each is equally likely (selection sampling, Knuth, The Art of
 * Computer Programming, volume 2, algorithm 3.4.2 S). Of more, consecutive rows are read from 200 parts with as many rows each, since reading all would take too long.
 */
export async function* samplePages(store: Pick<Store, 'readPages' | 'newestRange'>, options: SampleOptions): AsyncIterable<RowPage> {
  if (options.of > (options.mostRead ?? usualMostRead)) {
    yield* partPages(store, options);
    return;
  }
  const random = randomFromSeed(seed);
  let [left, needed] = [options.of, options.rows];
  for await (const page of store.readPages(options.range)) {
    const kept: number[] = [];
    for (let row = 0; row < page.rows; row++) {
      if (random() * left < needed) {
        kept.push(row);
        needed--;
      }
      left--;
    }
    if (kept.length > 0) yield selectPageRows(page, kept);
  }
}

async function* partPages(store: Pick<Store, 'readPages' | 'newestRange'>, { range, of, rows }: SampleOptions): AsyncIterable<RowPage> {
  const ranges: RowRange[] = [];
  let rest = range;
  for (let part = 1; part < parts; part++) {
    const newest = await store.newestRange(rest, Math.ceil(of / parts));
    ranges.unshift(newest);
    if (newest.from === undefined || newest.from === rest.from || newest.from === rest.to) break;
    rest = { ...rest, to: newest.from };
  }
  if (ranges.length === parts - 1) ranges.unshift(rest);
  const upTo = (part: number) => Math.floor((part * rows) / ranges.length);
  for (const [index, part] of ranges.entries()) {
    let left = upTo(index + 1) - upTo(index);
    for await (const page of store.readPages(part)) {
      const kept = Array.from({ length: Math.min(left, page.rows) }, (_, row) => row);
      yield selectPageRows(page, kept);
      left -= kept.length;
      if (left <= 0) break;
    }
  }
}
