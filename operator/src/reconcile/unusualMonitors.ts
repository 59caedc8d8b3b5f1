import type { Rest } from '@modelmonitor/kube';
import type { ChildItem } from '../caches/children.ts';

/** A shape that so small a share of the monitors have is unusual. */
const unusualShare = 0.01;

/** Most monitors that go first. */
const most = 1000;

/**
 * Monitors whose objects look unlike those of most others: one is missing, or another manager took a field of one. They are looked at first
 * when an operator starts, since something may have been deleted or edited while there was none; all others follow.
 *
 * @param childrenOf objects of a monitor
 */
export async function unusualMonitors(
  keys: readonly string[],
  childrenOf: (key: string) => readonly ChildItem[],
  rest: Rest,
): Promise<string[]> {
  const shapes = new Map<string, string[]>();
  const numbers = new Map<unknown, number>();
  const numberOf = (fields: unknown) => {
    const number = numbers.get(fields) ?? numbers.size;
    numbers.set(fields, number);
    return number;
  };
  for (const key of keys) {
    const shape = childrenOf(key)
      .map(({ kind, applied, fields }) => `${kind} ${applied === undefined ? '' : numberOf(fields)}`)
      .sort()
      .join();
    const alike = shapes.get(shape);
    if (alike === undefined) shapes.set(shape, [key]);
    else alike.push(key);
    await rest();
  }
  const limit = keys.length * unusualShare;
  return [...shapes.values()]
    .filter((alike) => alike.length < limit)
    .flat()
    .slice(0, most);
}
