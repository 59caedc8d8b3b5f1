import { parentPort, workerData } from 'node:worker_threads';
import { columnMeasurer } from './columnMeasurer.ts';

// Entry point of a thread that measures columns: `columnPool` starts it with a FileWork as workerData, and sends it names of columns.
const measurer = await columnMeasurer(workerData);
parentPort?.on('message', async (names: readonly string[] | null) => {
  if (names === null) {
    measurer.close();
    parentPort?.close();
    return;
  }
  try {
    parentPort?.postMessage({ group: await measurer.measure(names) });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    parentPort?.postMessage({ error: { name, message, stack } });
  }
});
