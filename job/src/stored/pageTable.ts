import type { RowPage } from '@modelmonitor/store';
import type { Column, Table } from '@modelmonitor/tables';
import type { SourceColumn } from '@modelmonitor/tables/counted';

/** Features of a page, in the columns given. A row has missing values in features that its contract lacks, or has with another type. */
export function pageTable(page: RowPage, columns: readonly SourceColumn[]): Table {
  const { features } = page.contract;
  return {
    rows: page.rows,
    columns: columns.map(({ name, type }): Column => {
      const place = features.findIndex((feature) => feature.name === name && feature.type === type);
      const cells = Float64Array.from({ length: page.rows }, (_, row) =>
        place < 0 ? Number.NaN : (page.features[row * features.length + place] as number),
      );
      if (type === 'numeric') return { name, type, values: cells };
      const categories = features[place]?.categories ?? [];
      const values = Array.from(cells, (index) => categories[index] ?? null);
      for (const unseen of page.unseen) if (unseen.feature === place) values[unseen.row] = unseen.text;
      return { name, type: 'categorical', values };
    }),
  };
}
