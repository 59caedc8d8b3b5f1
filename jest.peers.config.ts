import config from './jest.config.ts';

// `make peers`: our parts beside servers and libraries of PyPI. Their environments are installed into .cache, once.
export default { ...config, roots: ['<rootDir>/test/peers'], testMatch: ['**/*.peers.ts'], maxWorkers: 2 };
