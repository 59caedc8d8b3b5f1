/**
 * A count with its noun.
 *
 * @example
 * countOf(1, 'row') // => '1 row'
 * countOf(2000, 'row') // => '2,000 rows'
 */
export function countOf(count: number, noun: string): string {
  // The locale's rules take longer to load than the rest of a short command's output.
  const digits = count < 1000 ? count : count.toLocaleString('en-US');
  return `${digits} ${noun}${count === 1 ? '' : 's'}`;
}
