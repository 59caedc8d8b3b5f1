/**
 * A count with its noun.
 *
 * @example
 * counted(1, 'row') // => '1 row'
 * counted(2000, 'row') // => '2,000 rows'
 */
export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
