import { columnTypes } from './checks/columnTypes.ts';
import { constantColumn } from './checks/constantColumn.ts';
import { duplicateColumns } from './checks/duplicateColumns.ts';
import { duplicateRows } from './checks/duplicateRows.ts';
import { emptyColumn } from './checks/emptyColumn.ts';
import { iqrOutliers } from './checks/iqrOutliers.ts';
import { meanWithinSigmas } from './checks/meanWithinSigmas.ts';
import { missingColumns } from './checks/missingColumns.ts';
import { missingShare } from './checks/missingShare.ts';
import { mostCommonShare } from './checks/mostCommonShare.ts';
import { newCategories } from './checks/newCategories.ts';
import { newColumns } from './checks/newColumns.ts';
import { outOfList } from './checks/outOfList.ts';
import { outOfRange } from './checks/outOfRange.ts';
import { robustOutliers } from './checks/robustOutliers.ts';
import { rowCount } from './checks/rowCount.ts';
import type { QualityCheck } from './qualityCheck.ts';

/** Every check of data quality and stability, in the order of the report: those of the table first, then those of each column. */
export const qualityChecks: readonly QualityCheck[] = [
  rowCount,
  missingColumns,
  newColumns,
  columnTypes,
  duplicateRows,
  duplicateColumns,
  missingShare,
  emptyColumn,
  constantColumn,
  mostCommonShare,
  outOfRange,
  iqrOutliers,
  robustOutliers,
  meanWithinSigmas,
  outOfList,
  newCategories,
];
