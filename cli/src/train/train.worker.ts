import { parentPort, workerData } from 'node:worker_threads';
import { trainForest } from './forestTrainer.ts';

// Entry point of the training thread, which `trainInWorker` starts with a ForestTraining as workerData.
const forest = trainForest(workerData, (done, total, bytes) => parentPort?.postMessage({ done, total, bytes }));
parentPort?.postMessage({ forest });
