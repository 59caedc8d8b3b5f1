import type { BenchContext } from './benchContext.ts';
import type { Outcome } from './outcome.ts';

/** Something that is measured; it starts what it needs and ends it again. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  /** How it is measured, for the document. */
  readonly about: string;
  run(context: BenchContext): Promise<Outcome>;
}
