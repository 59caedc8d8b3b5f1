import type { RowContract, RowPage } from '@modelmonitor/store';

/** A row of a page. */
export interface PageRow {
  readonly page: RowPage;
  readonly row: number;
}

/** Where a page of rows ends: the time of its last row, and how many rows of that time it and the pages before it have. */
export interface Cursor {
  readonly time: number;
  readonly rows: number;
}

/** Rows of one contract. */
export interface CollectedRows {
  readonly contract: RowContract | undefined;
  readonly rows: readonly PageRow[];
  /** Where the next page starts; undefined when there is none. */
  readonly next: Cursor | undefined;
}

/**
 * The first predicted rows behind a cursor, at most `limit`; fewer where rows of another contract follow.
 *
 * @param pages rows from the time of the cursor on
 */
export async function collectRows(
  pages: AsyncIterable<RowPage>,
  { limit, after }: { limit: number; after: Cursor | undefined },
): Promise<CollectedRows> {
  const rows: PageRow[] = [];
  let contract: RowContract | undefined;
  let toSkip = after?.rows ?? 0;
  let last: Cursor | undefined = after;
  for await (const page of pages) {
    for (let row = 0; row < page.rows; row++) {
      // A refused row has no prediction.
      if (Number.isNaN(page.predictions[row])) continue;
      const time = page.times[row] as number;
      if (toSkip > 0 && time === after?.time) {
        toSkip--;
        continue;
      }
      contract ??= page.contract;
      if (rows.length === limit || !isSame(contract, page.contract)) return { contract, rows, next: last };
      rows.push({ page, row });
      last = { time, rows: last?.time === time ? last.rows + 1 : 1 };
    }
  }
  return { contract, rows, next: undefined };
}

function isSame(one: RowContract, other: RowContract): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

/** A cursor as a parameter of a request. */
export function cursorText({ time, rows }: Cursor): string {
  return `${time}-${rows}`;
}

/** The cursor that a text is; undefined when it is none. */
export function cursorFrom(text: string): Cursor | undefined {
  const [, time, rows] = /^(\d{1,16})-(\d{1,9})$/.exec(text) ?? [];
  return time === undefined ? undefined : { time: Number(time), rows: Number(rows) };
}
