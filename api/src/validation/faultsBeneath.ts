import { fieldPath, type Problem } from './problem.ts';

/** Names of the broken fields beneath each path that has any; `self` stands for the path's own value. */
export type FaultsBeneath = ReadonlyMap<string, ReadonlySet<string>>;

/** Sorts problems by every path they lie at or beneath. */
export function faultsBeneath(problems: readonly Problem[]): FaultsBeneath {
  const broken = new Map<string, Set<string>>();
  const add = (path: string, name: string) => broken.set(path, (broken.get(path) ?? new Set()).add(name));
  for (const { keys } of problems) {
    const name = String(keys.findLast((key) => typeof key === 'string') ?? 'self');
    for (const length of keys.keys()) add(fieldPath(keys.slice(0, length)), name);
    add(fieldPath(keys), 'self');
  }
  return broken;
}
