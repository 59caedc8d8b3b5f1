import { parentPort } from 'node:worker_threads';
import { compareWindows } from './compareWindows.ts';
import type { WindowTask } from './windowTask.ts';

parentPort?.on('message', (task: WindowTask) => parentPort?.postMessage(compareWindows(task)));
