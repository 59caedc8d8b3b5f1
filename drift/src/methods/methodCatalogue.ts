import type { DriftMethod } from '@modelmonitor/api';
import { andersonDarlingK } from './andersonDarlingK.ts';
import { characteristicFunctions } from './characteristicFunctions.ts';
import { chiSquare } from './chiSquare.ts';
import { cramerVonMisesTwo } from './cramerVonMisesTwo.ts';
import { energy } from './energy.ts';
import { fisher } from './fisher.ts';
import { hellinger } from './hellinger.ts';
import { jensenShannon } from './jensenShannon.ts';
import { kernelDiscrepancy } from './kernelDiscrepancy.ts';
import { kolmogorovSmirnov } from './kolmogorovSmirnov.ts';
import { kullbackLeibler } from './kullbackLeibler.ts';
import { likelihoodRatio } from './likelihoodRatio.ts';
import { mannWhitneyU } from './mannWhitneyU.ts';
import type { CompareColumn } from './methodResult.ts';
import { populationStability } from './populationStability.ts';
import { proportionZ } from './proportionZ.ts';
import { studentT } from './studentT.ts';
import { totalVariation } from './totalVariation.ts';
import { wasserstein } from './wasserstein.ts';

/** A drift method: how it compares, and on which side of the threshold drift lies (Evidently's operators, which differ). */
export interface Method {
  readonly compare: CompareColumn;
  readonly isDrift: (score: number, threshold: number) => boolean;
}

const below = (score: number, threshold: number) => score < threshold;
const atMost = (score: number, threshold: number) => score <= threshold;
const above = (score: number, threshold: number) => score > threshold;
const atLeast = (score: number, threshold: number) => score >= threshold;

/** Every drift method by name. */
export const methodCatalogue: Readonly<Record<DriftMethod, Method>> = {
  ks: { compare: kolmogorovSmirnov, isDrift: atMost },
  wasserstein: { compare: wasserstein, isDrift: atLeast },
  chisquare: { compare: chiSquare, isDrift: below },
  z: { compare: proportionZ, isDrift: below },
  jensenshannon: { compare: jensenShannon, isDrift: atLeast },
  psi: { compare: populationStability, isDrift: atLeast },
  kl_div: { compare: kullbackLeibler, isDrift: atLeast },
  hellinger: { compare: hellinger, isDrift: atLeast },
  TVD: { compare: totalVariation, isDrift: below },
  g_test: { compare: likelihoodRatio, isDrift: below },
  fisher_exact: { compare: fisher, isDrift: below },
  t_test: { compare: studentT, isDrift: below },
  mannw: { compare: mannWhitneyU, isDrift: below },
  anderson: { compare: andersonDarlingK, isDrift: below },
  cramer_von_mises: { compare: cramerVonMisesTwo, isDrift: atMost },
  es: { compare: characteristicFunctions, isDrift: below },
  ed: { compare: energy, isDrift: above },
  empirical_mmd: { compare: kernelDiscrepancy, isDrift: below },
};
