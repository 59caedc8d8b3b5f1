import { StoreRefusedRows } from './errors.ts';
import type { Store } from './store.ts';

/** One call of a method of a store. */
export interface StoreCall {
  /** Name of the method, such as `append`. */
  readonly name: string;
  readonly seconds: number;
  /** `refused`: the store was reached, and did not take a value; `failed`: anything else. */
  readonly outcome: 'succeeded' | 'refused' | 'failed';
}

export interface StoreMeasurement {
  readonly monotonicMilliseconds: () => number;
  readonly report: (call: StoreCall) => void;
}

/** A store whose calls are timed and reported; those of pages count once, from the first page to the last. */
export function measureStore(store: Store, { monotonicMilliseconds, report }: StoreMeasurement): Store {
  const start = (name: string) => {
    const startedAt = monotonicMilliseconds();
    return (outcome: StoreCall['outcome']) => report({ name, seconds: (monotonicMilliseconds() - startedAt) / 1000, outcome });
  };
  const call = async (name: string, run: () => Promise<unknown>) => {
    const end = start(name);
    try {
      const result = await run();
      end('succeeded');
      return result;
    } catch (error) {
      end(error instanceof StoreRefusedRows ? 'refused' : 'failed');
      throw error;
    }
  };
  async function* pages(range: Parameters<Store['readPages']>[0]): ReturnType<Store['readPages']> {
    const end = start('readPages');
    // A reader that stops early has been served.
    let outcome: StoreCall['outcome'] = 'succeeded';
    try {
      yield* store.readPages(range);
    } catch (error) {
      outcome = 'failed';
      throw error;
    } finally {
      end(outcome);
    }
  }
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (name === 'readPages') return pages;
      if (typeof member !== 'function' || typeof name !== 'string' || name === 'close') return member;
      return (...parameters: readonly unknown[]) => call(name, async () => Reflect.apply(member, target, parameters));
    },
  });
}
