import module from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StoreOutcomeUnknown, StoreRefusedRows, StoreTooNew, StoreUnavailable } from '../errors.ts';
import type { FromThread, ThreadData, ToThread } from './threadMessages.ts';

/** A running thread. */
export interface StoreThread {
  post(message: ToThread, transferred?: readonly ArrayBuffer[]): void;
  /** The result of a call; rejected with the error of the store, or `StoreUnavailable` when the thread ends. */
  call(message: (call: number) => ToThread): Promise<unknown>;
  terminate(): Promise<void>;
}

export interface StoreThreadOptions {
  readonly data: ThreadData;
  /** Takes messages that are no results. */
  readonly receive: (message: FromThread) => void;
  /** Called once; without an error when the thread ended in order. */
  readonly ended: (error: Error | undefined) => void;
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export function startStoreThread({ data, receive, ended }: StoreThreadOptions): StoreThread {
  const compiled = module.getCompileCacheDir();
  const worker = new Worker(new URL('../worker/storeThread.js', import.meta.url), {
    name: 'store',
    workerData: { ...data, compileCache: compiled === undefined ? undefined : dirname(compiled) },
    // Node 22 prints a warning for SQLite.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    // Batches are outside the heap: less of it is left unused.
    resourceLimits: { maxYoungGenerationSizeMb: 4 },
  });
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let failure: Error | undefined;
  let isEnded = false;
  const settle = (call: number, end: (waiting: Waiting) => void) => {
    const found = waiting.get(call);
    waiting.delete(call);
    if (found !== undefined) end(found);
  };
  worker.on('message', (message: FromThread) => {
    if (message.type === 'result') settle(message.call, ({ resolve }) => resolve(message.result));
    else if (message.type === 'page') settle(message.call, ({ resolve }) => resolve(message.page));
    else if (message.type === 'error') settle(message.call, ({ reject }) => reject(errorOf(message)));
    else receive(message);
  });
  worker.on('error', (error) => {
    failure = error as Error;
  });
  worker.on('exit', (code) => {
    isEnded = true;
    const error = failure ?? (code === 0 ? undefined : new Error(`the thread ended with code ${code}`));
    for (const { reject } of waiting.values()) reject(new StoreUnavailable('the thread of the store ended', { cause: error }));
    ended(error);
  });
  return {
    post: (message, transferred = []) => worker.postMessage(message, transferred),
    call: (message) =>
      new Promise((resolve, reject) => {
        if (isEnded) return reject(new StoreUnavailable('the thread of the store ended'));
        const call = ++calls;
        waiting.set(call, { resolve, reject });
        worker.postMessage(message(call));
      }),
    terminate: async () => void (await worker.terminate()),
  };
}

function errorOf({ name, message }: Extract<FromThread, { type: 'error' }>): Error {
  const kind = [StoreUnavailable, StoreOutcomeUnknown, StoreRefusedRows, StoreTooNew].find((one) => one.name === name);
  return kind === undefined ? Object.assign(new Error(message), { name }) : new kind(message);
}
