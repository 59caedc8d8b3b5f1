import type { DriftMethod } from '@modelmonitor/api';
import { chiSquare } from './chiSquare.ts';
import { jensenShannon } from './jensenShannon.ts';
import { kolmogorovSmirnov } from './kolmogorovSmirnov.ts';
import type { CompareColumn } from './methodResult.ts';
import { populationStability } from './populationStability.ts';
import { proportionZ } from './proportionZ.ts';
import { wasserstein } from './wasserstein.ts';

/** A drift method: how it compares, and on which side of the threshold drift lies (Evidently's operators, which differ). */
export interface Method {
  readonly compare: CompareColumn;
  readonly isDrift: (score: number, threshold: number) => boolean;
}

const below = (score: number, threshold: number) => score < threshold;
const atMost = (score: number, threshold: number) => score <= threshold;
const atLeast = (score: number, threshold: number) => score >= threshold;

/** Every drift method by name. */
export const methodCatalogue: Readonly<Record<DriftMethod, Method>> = {
  ks: { compare: kolmogorovSmirnov, isDrift: atMost },
  wasserstein: { compare: wasserstein, isDrift: atLeast },
  chisquare: { compare: chiSquare, isDrift: below },
  z: { compare: proportionZ, isDrift: below },
  jensenshannon: { compare: jensenShannon, isDrift: atLeast },
  psi: { compare: populationStability, isDrift: atLeast },
};
