import { parentPort, workerData } from 'node:worker_threads';
import { DriftDataError } from '@modelmonitor/tables';
import { columnMeasurer } from './columnMeasurer.ts';

// Entry point of a thread that measures columns: `measureGroups` starts it with a FileWork as workerData, and sends it names of columns.
const measurer = await columnMeasurer(workerData);
parentPort?.on('message', inTurn());

/** Measures what it is sent, one message after the other, and ends with null: a database closed in the middle of a query takes the process with it. */
function inTurn(): (names: readonly string[] | null) => void {
  let work: Promise<void> = Promise.resolve();
  return (names) => {
    work = work.then(() => (names === null ? end() : measure(names)));
  };
}

function end(): void {
  measurer.close();
  parentPort?.close();
}

async function measure(names: readonly string[]): Promise<void> {
  try {
    parentPort?.postMessage({ group: await measurer.measure(names) });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
    const malformed = error instanceof DriftDataError ? error.malformed : [];
    parentPort?.postMessage({ error: { name, message, stack, malformed } });
  }
}
