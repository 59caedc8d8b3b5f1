import { parentPort, workerData } from 'node:worker_threads';
import { loadManifests } from './loadManifests.ts';
import type { ValidationWork } from './validateInWorker.ts';
import { validateManifests } from './validateManifests.ts';

// Entry point of the thread that `validateInWorker` starts.
const { paths, cwd, running } = workerData as ValidationWork;
const loaded = await loadManifests(paths, cwd);
const { objects, ...rest } = validateManifests(loaded, { running: (namespace, name) => running.get(`${namespace}/${name}`) });
parentPort?.postMessage({ ...rest, content: objects.content, sourceFiles: loaded.sourceFiles });
