// What the text of a value means: pure functions, quick to load.
export { type CategoryValue, categoryFinder, categoryKey, type FoundCategory } from './values/categories.ts';
export { ambiguityText, type ColumnKind, columnKind, haveZerosInFront } from './values/columnKind.ts';
export { DATE_PARTS, type DatePart, type DateParts, datePartsReader } from './values/dateParts.ts';
export { type FoundNotation, findNotation, NEARLY_ALL, type NotationOptions } from './values/findNotation.ts';
export { isMissingMarker, isMissingToken, missingTokens } from './values/missing.ts';
export { mixedUnits } from './values/mixedUnits.ts';
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
  numberReader,
  plainNotation,
  readNumber,
} from './values/notation.ts';
export { isSameUnit } from './values/sameUnit.ts';
export { isTimeName, numbersAreTimes, timeNotation } from './values/times.ts';
export { looksLikeTruth, type TruthOptions, truthOf } from './values/truth.ts';
