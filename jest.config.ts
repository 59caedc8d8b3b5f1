import { availableParallelism } from 'node:os';

// Test files run in bare Node, which strips their types: two workers load each module once, not once per test file in a VM context of its own.
export default {
  runner: 'jest-light-runner',
  maxWorkers: Math.min(Math.max(2, availableParallelism()), 8),
  testSequencer: '<rootDir>/test/jest/slowestFirst.ts',
  setupFilesAfterEnv: ['<rootDir>/test/jest/timeLimits.ts', '<rootDir>/test/jest/propertySeed.ts'],
  roots: [
    '<rootDir>/api',
    '<rootDir>/stats',
    '<rootDir>/models',
    '<rootDir>/http',
    '<rootDir>/sources',
    '<rootDir>/tables',
    '<rootDir>/databases',
    '<rootDir>/store',
    '<rootDir>/drift',
    '<rootDir>/report',
    '<rootDir>/job',
    '<rootDir>/predictor',
    '<rootDir>/render',
    '<rootDir>/kube',
    '<rootDir>/operator',
    '<rootDir>/monitoring',
    '<rootDir>/cli',
    '<rootDir>/examples',
    '<rootDir>/test',
  ],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
};
