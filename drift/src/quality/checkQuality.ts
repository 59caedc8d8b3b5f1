import type { QualityReport } from '@modelmonitor/api';
import { preparedColumn } from '../columns/preparedColumn.ts';
import type { Table } from '../table/table.ts';
import { columnQuality } from './columnQuality.ts';
import { type QualityLimits, qualityLimits } from './qualityLimits.ts';
import { qualityReport } from './qualityReport.ts';
import { tableQuality } from './tableQuality.ts';

/** All checks of two tables. A caller that has prepared columns already puts the parts together itself. */
export function checkQuality(tables: { reference: Table; current: Table }, options: Partial<QualityLimits> = {}): QualityReport {
  const { reference, current } = tables;
  const limits = { ...qualityLimits(Math.max(1, reference.columns.length)), ...options };
  const currentByName = new Map(current.columns.map((column) => [column.name, column]));
  const columns = reference.columns.map((column) => {
    const other = currentByName.get(column.name);
    const sides = { reference: preparedColumn(column), current: other === undefined ? undefined : preparedColumn(other) };
    return columnQuality({ name: column.name, ...sides }, limits);
  });
  return qualityReport(tableQuality(tables, limits), columns);
}
