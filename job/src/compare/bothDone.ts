/**
 * Waits until both are done, also when one fails at once: what the other works on must not be closed before.
 *
 * @throws what the first of them threw
 */
export async function bothDone<First, Second>(works: readonly [Promise<First>, Promise<Second>]): Promise<[First, Second]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
