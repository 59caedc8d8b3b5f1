import config from './jest.config.ts';

// `make e2e` and `make compose-test`: what needs a whole node, or docker, and is no part of `make test`.
export default { ...config, roots: ['<rootDir>/test/e2e'], testMatch: ['**/*.e2e.ts'] };
