import config from './jest.config.ts';
import { slowLane } from './test/lanes.ts';

// The rest of `make test`: the suites that start an API server, a browser or programs of others.
// A control plane takes 600 MB, so no more than four at once.
const { testMatch: _, ...all } = config;
export default { ...all, maxWorkers: Math.min(config.maxWorkers, 4), testRegex: [slowLane] };
