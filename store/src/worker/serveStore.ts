import type { FromThread, ToThread } from '../client/threadMessages.ts';
import type { RowContract } from '../rowContract.ts';
import type { RowPage } from '../rowPage.ts';
import type { Store } from '../store.ts';
import type { BatchWriter } from '../writer/batchWriter.ts';

export interface ServedStore {
  readonly store: Store;
  readonly batchWriter: BatchWriter;
  readonly send: (message: FromThread, transferred?: readonly ArrayBuffer[]) => void;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/** Does what messages of the other thread say. @returns what takes a message */
export function serveStore({ store, batchWriter, send, sleep }: ServedStore): (message: ToThread) => void {
  const contracts = new Map<number, RowContract>();
  const iterators = new Map<number, AsyncIterator<RowPage>>();
  const answer = (call: number, work: Promise<FromThread>) =>
    void work.then(
      (message) => send(message, message.type === 'page' ? buffersOf(message.page) : []),
      ({ name, message }: Error) => send({ type: 'error', call, name, message }),
    );
  const nextPage = async ({ call, pages }: Extract<ToThread, { type: 'nextPage' | 'pages' }>): Promise<FromThread> => {
    const next = await iterators.get(pages)?.next();
    if (next === undefined || next.done === true) iterators.delete(pages);
    return { type: 'page', call, page: next?.done === false ? next.value : undefined };
  };
  return (message) => {
    switch (message.type) {
      case 'contract':
        return void contracts.set(message.number, message.contract);
      case 'batch':
        return batchWriter.enqueue({ ...message.batch, contract: contracts.get(message.contract) as RowContract }, message.seen);
      case 'account':
        return batchWriter.recordAccount(message.seen);
      case 'call': {
        const { call, method, parameters } = message;
        if (method === 'redact') batchWriter.redact(parameters[0] as readonly string[]);
        const run = store[method] as (...all: readonly unknown[]) => Promise<unknown>;
        return answer(
          call,
          run(...parameters).then((result) => ({ type: 'result', call, result })),
        );
      }
      case 'pages':
        iterators.set(message.pages, store.readPages(message.range)[Symbol.asyncIterator]());
        return answer(message.call, nextPage(message));
      case 'nextPage':
        return answer(message.call, nextPage(message));
      case 'endPages':
        void iterators.get(message.pages)?.return?.();
        return void iterators.delete(message.pages);
      case 'close':
        return void batchWriter.close(sleep(message.milliseconds)).then(async (account) => {
          await store.close().catch(() => undefined);
          send({ type: 'closed', account });
        });
    }
  };
}

/** Buffers that hold nothing but one column of a page. */
function buffersOf(page: RowPage | undefined): ArrayBuffer[] {
  if (page === undefined) return [];
  const { times, features, predictions, probabilities, labelTimes } = page;
  const own = [times, features, predictions, probabilities, labelTimes].filter(
    ({ buffer, byteLength }) => buffer.byteLength === byteLength,
  );
  return Array.from(new Set(own.map(({ buffer }) => buffer as ArrayBuffer)));
}
