import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import { errorText } from '@modelmonitor/api/plain';
import { runtimeSession } from './runtimeSession.ts';

// Entry point of a thread that computes a model: `onnxRuntime` starts it with a RuntimeWork as workerData, and sends it a RuntimeRun after another.
const { bytes, entry } = workerData;
const answer = (id: number, outputs: Promise<readonly unknown[]>) =>
  outputs.then(
    (found) => parentPort?.postMessage({ id, outputs: found }),
    (error) => parentPort?.postMessage({ id, error: errorText(error) }),
  );
const opening = runtimeSession(createRequire(entry)(entry), bytes);
await answer(
  0,
  opening.then(() => []),
);
parentPort?.on('message', (run) => {
  if (run === null) parentPort?.close();
  else
    answer(
      run.id,
      opening.then((session) => session.run(run.inputs, run.outputs)),
    );
});
