export type { ColumnBins, ReferenceBins } from './bins/bins.ts';
export { referenceBins } from './bins/referenceBins.ts';
export { looksLikeText, looksLikeTime } from './columns/columnLooks.ts';
export {
  type CategoricalPair,
  type ColumnPair,
  columnPair,
  hasMoreValuesThan,
  type NumericPair,
  pooledDistinct,
} from './columns/columnPair.ts';
export { distinctSorted } from './columns/distinctSorted.ts';
export { reusedBuffers } from './columns/numberBuffers.ts';
export {
  emptyPrepared,
  type PreparedCategories,
  type PreparedColumn,
  type PreparedNumbers,
  preparedColumn,
  usableRows,
} from './columns/preparedColumn.ts';
export { textProperties, textPropertyNames } from './columns/textProperties.ts';
export { DriftDataError, WindowFileError } from './errors.ts';
export { binsOfProfile } from './profile/binsOfProfile.ts';
export { columnBudget, PART_BUDGET } from './profile/columnBudget.ts';
export { encodeProfile } from './profile/encodeProfile.ts';
export { mergeProfiles } from './profile/mergeProfiles.ts';
export { pairWithProfile } from './profile/pairWithProfile.ts';
export { preparedFromProfile } from './profile/preparedFromProfile.ts';
export type { Profile } from './profile/profile.ts';
export { profileAsTyped } from './profile/profileAsTyped.ts';
export { PROFILE_HAS_NO_ROWS, profileNotes } from './profile/profileNotes.ts';
export { profileOf } from './profile/profileOf.ts';
export { readReferenceProfile } from './profile/readReferenceProfile.ts';
export { readTypes } from './profile/readTypes.ts';
export type { ReadType } from './readType.ts';
export type { Column, Table, TableShape } from './table.ts';
export type { Window, WindowColumn, WindowRole } from './window/window.ts';
export { decodeWindow, encodeWindow } from './window/windowFile.ts';
