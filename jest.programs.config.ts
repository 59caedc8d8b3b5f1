import config from './jest.config.ts';
import { slowLane } from './test/lanes.ts';

// The rest of `make test`: the suites that start an API server, a browser or programs of others.
const { testMatch: _, ...all } = config;
export default { ...all, testRegex: [slowLane] };
