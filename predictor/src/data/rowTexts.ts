import type { CollectedRows, PageRow } from './collectRows.ts';
import { csvHeader, csvLine } from './csvRows.ts';
import { type DescribedRow, describeRow } from './describeRow.ts';

/** Rows of a piece of text: other requests are answered between two pieces. */
const rowsOfPiece = 100;

/** Rows of a page, and the address of the next one. */
export interface RowsToSend extends Pick<CollectedRows, 'contract' | 'rows'> {
  readonly next: string | undefined;
}

/** Rows as text, piece by piece. */
export const rowTexts: Readonly<Record<'json' | 'csv' | 'ndjson', (rows: RowsToSend) => Iterable<string>>> = {
  *json({ rows, next }) {
    yield '{"predictions":[';
    let separator = '';
    for (const piece of piecesOf(rows)) {
      yield separator + JSON.stringify(piece).slice(1, -1);
      separator = ',';
    }
    yield `],"next":${JSON.stringify(next ?? null)}}`;
  },
  *csv({ contract, rows }) {
    if (contract === undefined) return;
    yield csvHeader(contract);
    for (const piece of piecesOf(rows)) yield piece.map((row) => csvLine(contract, row)).join('');
  },
  *ndjson({ rows }) {
    for (const piece of piecesOf(rows)) yield piece.map((row) => `${JSON.stringify(row)}\n`).join('');
  },
};

function* piecesOf(rows: readonly PageRow[]): Iterable<DescribedRow[]> {
  for (let from = 0; from < rows.length; from += rowsOfPiece) yield rows.slice(from, from + rowsOfPiece).map(describeRow);
}
