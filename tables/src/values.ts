// What the text of a value means: pure functions, quick to load.
export { type CategoryValue, categoryFinder, categoryKey, type FoundCategory } from './values/classes.ts';
export { type ColumnKind, type ColumnKindOptions, columnKind } from './values/columnKind.ts';
export { type FoundNotation, findNotation, NEARLY_ALL, type NotationOptions } from './values/findNotation.ts';
export { isMissingMarker, isMissingToken, missingTokens } from './values/missing.ts';
export { type Nature, natureOf } from './values/nature.ts';
export {
  BLANKS,
  describeNotation,
  digitsPattern,
  isPlain,
  isPlainNumber,
  type NumberNotation,
  type NumberParts,
  numberParts,
  plainNotation,
  readNumber,
} from './values/notation.ts';
export { isTimeName, numbersAreTimes, timeNotation } from './values/times.ts';
export { looksLikeTruth, type TruthOptions, truthOf } from './values/truth.ts';
