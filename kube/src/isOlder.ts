/** Whether a resource version is older than another of the same server: numbers that grow. Where they are no numbers, nothing is known to be. */
export function isOlder(one: string, other: string): boolean {
  return /^\d+$/.test(one) && /^\d+$/.test(other) && (one.length < other.length || (one.length === other.length && one < other));
}
