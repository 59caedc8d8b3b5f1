import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { errorText } from '@modelmonitor/api/plain';
import type { EngineInput, OnnxEngine, OnnxSession, Tensor } from '@modelmonitor/models';

/** What `onnxRuntime.worker.ts` starts with: the model, and where the package is. */
export interface RuntimeWork {
  readonly bytes: Uint8Array;
  readonly entry: string;
}

/** One run of the model; null ends the thread. */
export interface RuntimeRun {
  readonly id: number;
  readonly inputs: readonly EngineInput[];
  readonly outputs: readonly string[];
}

/** The answer to a run; that with id 0 says that the model is loaded. */
export type RuntimeAnswer = { readonly id: number; readonly outputs: readonly Tensor[] } | { readonly id: number; readonly error: string };

/**
 * The engine of the npm package onnxruntime-node, which no image of the product contains: it is used where a user installed it.
 * Each model has a thread of its own, as the package computes on the thread that calls it.
 *
 * @param from a file whose folder, or one above it, holds node_modules with the package
 */
export function onnxRuntime(from: string = import.meta.url): OnnxEngine {
  return {
    async open(bytes) {
      const entry = packageEntry(from);
      return entry === undefined ? undefined : openSession({ bytes, entry });
    },
  };
}

function packageEntry(from: string): string | undefined {
  try {
    return createRequire(from).resolve('onnxruntime-node');
  } catch {
    return undefined;
  }
}

interface Waiting {
  readonly resolve: (outputs: readonly Tensor[]) => void;
  readonly reject: (error: Error) => void;
}

async function openSession(work: RuntimeWork): Promise<OnnxSession> {
  const worker = new Worker(new URL('./onnxRuntime.worker.ts', import.meta.url), { workerData: work });
  const waiting = new Map<number, Waiting>();
  const answerOf = (id: number) => new Promise<readonly Tensor[]>((resolve, reject) => waiting.set(id, { resolve, reject }));
  const fail = (text: string) => {
    for (const { reject } of waiting.values()) reject(new Error(text));
    waiting.clear();
  };
  worker.on('message', (answer: RuntimeAnswer) => {
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('error' in answer) caller?.reject(new Error(answer.error));
    else caller?.resolve(answer.outputs);
    if (waiting.size === 0) worker.unref();
  });
  worker.on('error', (error) => fail(`the thread that computes the model failed: ${errorText(error)}`));
  worker.on('exit', (code) => fail(`the thread that computes the model ended with code ${code}`));
  await answerOf(0);
  let last = 0;
  const session: OnnxSession = {
    run(inputs, outputs) {
      const id = ++last;
      worker.ref();
      const answer = answerOf(id);
      worker.postMessage({ id, inputs, outputs } satisfies RuntimeRun);
      return answer;
    },
  };
  endWith(session, worker);
  return session;
}

/** Ends a thread when nothing uses its session any more: a model that was replaced is dropped, not closed. */
function endWith(session: OnnxSession, worker: Worker): void {
  const registry = new FinalizationRegistry<null>(() => worker.postMessage(null));
  registry.register(session, null);
  // The registry lives as long as the thread.
  worker.on('exit', () => registry.unregister(worker));
}
