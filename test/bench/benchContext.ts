import type { Pinning } from './pinning.ts';
import type { PythonPeers } from './pythonPeers.ts';

/** What every scenario works with. */
export interface BenchContext {
  readonly pinning: Pinning;
  /** Short rounds, to see that it works. */
  readonly quick: boolean;
  /** A folder that is removed afterwards. */
  readonly folder: string;
  /** Undefined where they could not be installed. */
  readonly python: () => Promise<PythonPeers | undefined>;
  /** A commit to measure against, where one was named. */
  readonly baseline: string | undefined;
  /** Where progress goes. */
  readonly write: (text: string) => void;
}
