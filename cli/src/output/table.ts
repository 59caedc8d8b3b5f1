import { displayWidth } from './displayWidth.ts';
import { printable } from './printable.ts';
import type { Style, StyleName } from './style.ts';

/** A column of a table. */
export interface TableColumn<Row> {
  readonly header: string;
  readonly text: (row: Row) => string;
  /** Right for numbers. */
  readonly align?: 'left' | 'right';
  readonly style?: (row: Row) => StyleName | undefined;
}

/**
 * Rows as aligned text with a header, two spaces between columns, and no trailing spaces.
 *
 * @param style colours of cells and header, which do not count for widths
 */
export function table<Row>(rows: readonly Row[], columns: readonly TableColumn<Row>[], style: Style): string {
  const cells = rows.map((row) => columns.map(({ text }) => printable(text(row))));
  const widths = columns.map(({ header }, index) =>
    Math.max(displayWidth(header), ...cells.map((line) => displayWidth(line[index] ?? ''))),
  );
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
      .join('  ');
  };
  const header = line(
    columns.map((column) => column.header),
    () => 'bold',
  );
  return [header, ...rows.map((row, at) => line(cells[at] ?? [], (index) => columns[index]?.style?.(row)))]
    .map((text) => `${text}\n`)
    .join('');
}
