/** Which namespaces the operator answers for: undefined stands for all of them. */
export type Scope = readonly string[] | undefined;

/** One place to list and watch a namespace; of all namespaces, the one place is undefined. */
export function placesOf(scope: Scope): readonly (string | undefined)[] {
  return scope ?? [undefined];
}
