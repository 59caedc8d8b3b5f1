import type { Store } from '../store.ts';

/** The store of the running test. */
export interface CurrentStore {
  store(): Store;
  /** Another connection to it; the test closes it. */
  connect(): Promise<Store>;
}
