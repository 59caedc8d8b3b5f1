import { statSync } from 'node:fs';

interface Suite {
  readonly path: string;
}

/** Suites that wait out leases and backoffs, or start many processes: started last, one would keep a worker busy while the others idle. */
export const slowSuites = [
  /operator\/src\/faults\//,
  /neverTwoRuns/,
  /golden\.apiserver/,
  /cli\/src\/(run|demo)\//,
  /predictor\/src\/main\./,
  /reload\./,
];

/** Jest's sequencer: the slowest suites first, then the longest files, also on a machine that has not run them before. */
export default class SlowestFirst {
  sort<One extends Suite>(suites: readonly One[]): One[] {
    const rank = ({ path }: Suite) => slowSuites.findIndex((pattern) => pattern.test(path)) + 1 || slowSuites.length + 1;
    return suites.toSorted((one, other) => rank(one) - rank(other) || statSync(other.path).size - statSync(one.path).size);
  }

  cacheResults(): void {}
}
