import config from './jest.config.ts';
import { slowLane } from './test/lanes.ts';

// `make check`: the suites that need no server, browser or image.
export default { ...config, testPathIgnorePatterns: ['/node_modules/', slowLane] };
