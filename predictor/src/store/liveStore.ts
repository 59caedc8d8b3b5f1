import { type CaptureStore, captureStoreOf, type ModelMonitor, type Placement } from '@modelmonitor/api';
import { type StoreClient, type StoreClientOptions, type StoreSettings, storeSettingsOf, type WriterAccount } from '@modelmonitor/store';
import type { Environment } from '../environment.ts';
import type { Log } from '../log/logRecord.ts';
import { accountOf, type CapturedAccount } from './capturedAccount.ts';
import { keepRedacted } from './keepRedacted.ts';

/** The store that keeps captured rows at this moment, and what became of the rows of this process. */
export interface LiveStore {
  /** Undefined while rows are kept in the buffer only. */
  readonly client: () => StoreClient | undefined;
  /** What holds captured rows. */
  readonly kind: () => CaptureStore['kind'];
  /** Opens the store of a resource, and removes features that it redacts from stored rows; an earlier one writes what it has and closes. */
  use(monitor: ModelMonitor): void;
  /** @param captured rows that the process has captured */
  account(captured: number): CapturedAccount;
  /** Writes what is queued, at most until the deadline, in milliseconds from now. */
  close(deadlineMilliseconds: number): Promise<void>;
}

export interface LiveStoreOptions {
  readonly placement: Placement;
  readonly environment: Environment;
  readonly log: Log;
  /** Opens a store in a thread of its own. */
  readonly openStore: (options: StoreClientOptions) => StoreClient;
}

/** Most bytes of rows that wait on disk for a database. */
const mostSpilledBytes = 1024 * 1024 * 1024;

/** How long a store that is replaced may write what it has, in milliseconds. */
const replacedMilliseconds = 60_000;

export function createLiveStore(options: LiveStoreOptions): LiveStore {
  let current: { readonly key: string; readonly client: StoreClient | undefined; readonly kind: CaptureStore['kind'] } | undefined;
  const { environment, log } = options;
  const redaction = keepRedacted({ client: () => current?.client, environment, log });
  // The account of an earlier store changes until it has closed.
  const accounts: (() => WriterAccount)[] = [];
  const close = async ({ account, close: closeClient }: StoreClient, place: number, deadlineMilliseconds: number) => {
    const last = await closeClient(deadlineMilliseconds).catch(() => account());
    accounts[place] = () => last;
  };
  return {
    client: () => current?.client,
    kind: () => current?.kind ?? 'buffer',
    use(monitor) {
      const store = captureStoreOf(monitor, options.placement);
      const settings = storeSettingsOf(store, monitor, options.placement.configDirectory);
      const key = JSON.stringify([settings, store]);
      const { redact = [] } = monitor.spec.capture;
      if (current?.key === key) return redaction.use(redact);
      if (current?.client !== undefined) void close(current.client, accounts.length - 1, replacedMilliseconds);
      const client = settings === undefined ? undefined : openClient(options, store, settings);
      if (client !== undefined) accounts.push(client.account);
      current = { key, client, kind: store.kind };
      redaction.use(redact);
    },
    account: (captured) =>
      accountOf(
        captured,
        accounts.map((account) => account()),
      ),
    async close(deadlineMilliseconds) {
      redaction.stop();
      if (current?.client !== undefined) await close(current.client, accounts.length - 1, deadlineMilliseconds);
    },
  };
}

function openClient({ environment, log, openStore }: LiveStoreOptions, store: CaptureStore, settings: StoreSettings): StoreClient {
  const directory = store.kind === 'postgres' ? store.directory : undefined;
  const { randomBytes, now, every, sleep } = environment;
  return openStore({
    settings,
    writer: randomBytes(8).toString('hex'),
    now,
    every,
    sleep,
    log,
    spill: directory === undefined ? undefined : { directory: `${directory}/spill`, maxBytes: mostSpilledBytes },
  });
}
