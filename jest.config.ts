// Jest runs under Node's own ESM loader (`npm run unit` passes --experimental-vm-modules); SWC strips the types.
export default {
  testEnvironment: 'node',
  roots: [
    '<rootDir>/api',
    '<rootDir>/stats',
    '<rootDir>/models',
    '<rootDir>/drift',
    '<rootDir>/predictor',
    '<rootDir>/render',
    '<rootDir>/operator',
    '<rootDir>/monitoring',
    '<rootDir>/cli',
    '<rootDir>/examples',
    '<rootDir>/test',
  ],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, sourceMaps: 'inline' }] },
  // Workspace packages are symbolic links whose real path is outside node_modules; nothing inside node_modules is TypeScript.
  transformIgnorePatterns: ['/node_modules/'],
  testTimeout: 30_000,
};
