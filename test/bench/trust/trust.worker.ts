import { parentPort } from 'node:worker_threads';
import { simulatedRuns } from './simulatedRuns.ts';
import type { TrustTask } from './trustTask.ts';

parentPort?.on('message', (task: TrustTask) => parentPort?.postMessage(simulatedRuns(task)));
