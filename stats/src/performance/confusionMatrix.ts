/**
 * Confusion matrix: how many rows of each actual class were predicted as each class.
 *
 * @param actual class index of each row, 0 to classCount − 1, at least one row
 * @param predicted class index of each row, same length
 * @param classCount how many classes there are
 * @returns row counts, one list per actual class, in it one count per predicted class
 * @throws RangeError when the lengths differ, there is no row, or an index is not one of the classes
 * @example
 * confusionMatrix([0, 0, 1], [0, 1, 1], 2) // => [[1, 1], [0, 1]]
 */
export function confusionMatrix(actual: ArrayLike<number>, predicted: ArrayLike<number>, classCount: number): number[][] {
  if (actual.length === 0 || actual.length !== predicted.length) {
    throw new RangeError(`scores need as many predicted as actual classes, got ${predicted.length} and ${actual.length}`);
  }
  const confusion = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (let row = 0; row < actual.length; row++) {
    const counts = confusion[actual[row] as number];
    const column = predicted[row] as number;
    const count = counts?.[column];
    if (counts === undefined || count === undefined) {
      throw new RangeError(`scores need classes from 0 to ${classCount - 1}, got ${actual[row]} and ${column} in row ${row}`);
    }
    counts[column] = count + 1;
  }
  return confusion;
}
