/**
 * A time in the format of Kubernetes' `metav1.Time`: whole seconds.
 *
 * @param milliseconds since 1970
 * @example
 * metaTime(1999) // => '1970-01-01T00:00:01Z'
 */
export function metaTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
