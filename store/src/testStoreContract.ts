import { testClaims } from './contract/testClaims.ts';
import { testDeletion } from './contract/testDeletion.ts';
import { testHourCounts } from './contract/testHourCounts.ts';
import { testLabels } from './contract/testLabels.ts';
import { testLedger } from './contract/testLedger.ts';
import { testPerformance } from './contract/testPerformance.ts';
import { testReading } from './contract/testReading.ts';
import { testRedaction } from './contract/testRedaction.ts';
import { testWindows } from './contract/testWindows.ts';
import type { Store } from './store.ts';

/** A fresh, empty store for one test. */
interface OpenedStore {
  /** Prepared, of the monitor default/tested, with `maxWaitingLabels` 100. */
  readonly store: Store;
  /** Another connection to the same store, as another process would have. */
  connect(): Promise<Store>;
  /** Closes all connections and deletes the store. */
  remove(): Promise<void>;
}

/** Opens a fresh store. */
export type OpenFreshStore = () => Promise<OpenedStore>;

/** Every test that an adapter of the store must pass. */
export function testStoreContract(open: OpenFreshStore): void {
  let opened: OpenedStore;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened.remove());
  const current = { store: () => opened.store, connect: () => opened.connect() };
  testLedger(current);
  testReading(current);
  testLabels(current);
  testWindows(current);
  testDeletion(current);
  testRedaction(current);
  testClaims(current);
  testPerformance(current);
  testHourCounts(current);
}
