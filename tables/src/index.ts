export type { ColumnBins, ReferenceBins } from './bins/bins.ts';
export { columnNature } from './columns/columnNature.ts';
export {
  type CategoricalPair,
  type ColumnPair,
  columnPair,
  hasMoreValuesThan,
  type NumericPair,
  pooledDistinct,
} from './columns/columnPair.ts';
export { type ColumnSides, columnSides, columnType } from './columns/columnSides.ts';
export { distinctSorted } from './columns/distinctSorted.ts';
export { reusableBuffers } from './columns/numberBuffers.ts';
export {
  emptyColumn,
  type OddCells,
  type PreparedCategories,
  type PreparedColumn,
  type PreparedNumbers,
  prepareColumn,
  type TextProperties,
  textPropertyNames,
  usableRows,
} from './columns/prepareColumn.ts';
export { textProperties } from './columns/textProperties.ts';
export { type ColumnLook, type DataSet, type DataSets, tableDataSet } from './dataSet.ts';
export { DriftDataError } from './errors.ts';
export type { Profile } from './profile/profile.ts';
export { profileAsTyped } from './profile/profileAsTyped.ts';
export { profileDataSet, readTypes } from './profile/profileDataSet.ts';
export { PROFILE_HAS_NO_ROWS, profileNotes } from './profile/profileNotes.ts';
export { readReferenceProfile } from './profile/readReferenceProfile.ts';
export type { ReadType } from './readType.ts';
export type { Column, Table, TableShape } from './table.ts';
export type { Window, WindowAccount, WindowColumn, WindowRole, WindowRows } from './window/window.ts';
