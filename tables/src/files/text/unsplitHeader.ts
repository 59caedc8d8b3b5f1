/** Characters that separate fields in some files, and that are not supported. */
const OTHERS = [':', '^', '~', '\u0001', ' '];

/**
 * Finds out whether a header of one column looks like several with an unsupported delimiter: the line below has to be split by it into as
 * many parts.
 *
 * @returns that delimiter
 */
export function unsplitHeader(header: string, line: string): string | undefined {
  return OTHERS.find((delimiter) => {
    const parts = header.split(delimiter).length;
    // A name of two words is common; so is a time of the day below it.
    return parts > 2 && line.split(delimiter).length === parts;
  });
}
