import { setTimeout } from 'node:timers/promises';
import { randomFromSeed } from '../../../stats/src/randomFromSeed.ts';
import { objectsAt } from './bareObjects.ts';
import type { BenchPlane } from './benchPlane.ts';
import { monitorPath, type Place, wineMonitor } from './wineMonitors.ts';

/** What should be there: monitors with the share they were given last, and none of those that were deleted. */
export interface World {
  readonly shares: ReadonlyMap<Place, number>;
  readonly gone: readonly Place[];
  /** How often each thing was done. */
  readonly done: Readonly<Record<Doing, number>>;
}

type Doing = 'create' | 'edit' | 'delete' | 'delete a child';

export interface ChurnOptions {
  /** Monitors to begin with, which are there. */
  readonly places: readonly Place[];
  readonly milliseconds: number;
}

/** Time between two changes, in milliseconds. */
const pauseMilliseconds = 250;

/** Creates, edits and deletes monitors, and deletes children, four things a second; as many monitors stay as there were. */
export async function churn({ api }: BenchPlane, { places, milliseconds }: ChurnOptions): Promise<World> {
  const random = randomFromSeed(7);
  const shares = new Map<Place, number>(places.map((place) => [place, 0.5]));
  const gone: Place[] = [];
  const done: Record<Doing, number> = { create: 0, edit: 0, delete: 0, 'delete a child': 0 };
  const one = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)] as T;
  const doing: Readonly<Record<Doing, (place: Place) => Promise<void>>> = {
    async create({ namespace }) {
      const place = { namespace, name: `late-${done.create}` };
      await api.post(monitorPath(namespace), wineMonitor(place));
      shares.set(place, 0.5);
    },
    async edit(place) {
      const share = 0.1 + (done.edit % 8000) / 10_000;
      await api.merge(monitorPath(place.namespace, place.name), { spec: { drift: { share } } });
      shares.set(place, share);
    },
    async delete(place) {
      await api.remove(monitorPath(place.namespace, place.name));
      shares.delete(place);
      gone.push(place);
    },
    async 'delete a child'(place) {
      // It may not be there yet, or again.
      await api.remove(one(objectsAt(place)).path).catch(() => undefined);
    },
  };
  for (const end = performance.now() + milliseconds; performance.now() < end; await setTimeout(pauseMilliseconds)) {
    const what = next(random(), shares.size - places.length);
    await doing[what](one([...shares.keys()]));
    done[what]++;
  }
  return { shares, gone, done };
}

/** @param surplus monitors there are beyond those of the beginning */
function next(chance: number, surplus: number): Doing {
  if (chance < 0.5) return 'edit';
  if (chance < 0.7) return 'delete a child';
  return surplus > 0 ? 'delete' : 'create';
}
