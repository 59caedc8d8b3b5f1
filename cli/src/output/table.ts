import { printable } from '@modelmonitor/api/plain';
import { cutText } from './cutText.ts';
import { displayWidth } from './displayWidth.ts';
import type { Style, StyleName } from './style.ts';

/** A column of a table. */
export interface TableColumn<Row> {
  readonly header: string;
  readonly text: (row: Row) => string;
  /** Right for numbers. */
  readonly align?: 'left' | 'right';
  /** Columns of the terminal that a cell takes at most; a longer one is cut. */
  readonly most?: number;
  /** To how many it may be cut where the table is wider than the terminal; a column without is never cut. */
  readonly least?: number;
  /** Where it is cut: a name in the middle, a sentence at its end. */
  readonly cutAt?: 'middle' | 'end';
  readonly style?: (row: Row) => StyleName | undefined;
}

/** How a table is shown. */
export interface TableView {
  /** Colours of cells and header, which do not count for widths. */
  readonly style: Style;
  /** Columns of the terminal; where there is none, lines may have any length. */
  readonly width?: number | undefined;
}

const GAP = 2;

/** Rows as aligned text with a header, two spaces between columns, and no trailing spaces. */
export function table<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[], { style, width = Infinity }: TableView): string {
  const whole = rows.map((row) => columns.map(({ text, most = Infinity }) => cutText(printable(text(row)), most)));
  const widest = columns.map(({ header }, index) =>
    whole.reduce((most, line) => Math.max(most, displayWidth(line[index] ?? '')), displayWidth(header)),
  );
  const widths = fittingWidths(widest, columns, width - GAP * (columns.length - 1));
  const cells = whole.map((line) => line.map((text, index) => cutText(text, widths[index] ?? 0, columns[index]?.cutAt)));
  const line = (texts: readonly string[], styled: (index: number) => StyleName | undefined) => {
    const last = texts.findLastIndex((text) => text !== '');
    return texts
      .slice(0, last + 1)
      .map((text, index) => {
        const gap = ' '.repeat((widths[index] ?? 0) - displayWidth(text));
        const name = styled(index);
        const shown = name === undefined ? text : style(name, text);
        if (columns[index]?.align === 'right') return gap + shown;
        return index === last ? shown : shown + gap;
      })
      .join(' '.repeat(GAP));
  };
  const header = line(
    columns.map((column) => column.header),
    () => 'bold',
  );
  return [header, ...rows.map((row, at) => line(cells[at] ?? [], (index) => columns[index]?.style?.(row)))]
    .map((text) => `${text}\n`)
    .join('');
}

/** Takes what is too much from the widest of the columns that may be cut. */
function fittingWidths(
  widest: readonly number[],
  columns: readonly Pick<TableColumn<never>, 'header' | 'least'>[],
  room: number,
): number[] {
  const widths = [...widest];
  const least = columns.map(({ header, least = Infinity }) => Math.max(least, displayWidth(header)));
  for (let excess = widths.reduce((sum, width) => sum + width, -room); excess > 0; excess--) {
    const free = widths.map((width, index) => (width > (least[index] as number) ? width : 0));
    const index = free.indexOf(Math.max(...free));
    if (free[index] === 0) break;
    widths[index] = (widths[index] as number) - 1;
  }
  return widths;
}
