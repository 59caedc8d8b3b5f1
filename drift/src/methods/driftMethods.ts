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
import type { MethodDescriptor } from './methodDescriptor.ts';
import { populationStability } from './populationStability.ts';
import { proportionZ } from './proportionZ.ts';
import { studentT } from './studentT.ts';
import { textContent } from './textContent.ts';
import { totalVariation } from './totalVariation.ts';
import { wasserstein } from './wasserstein.ts';

/** Every drift method, in the order in which schema, help and docs list them. */
export const driftMethods: readonly MethodDescriptor[] = [
  kolmogorovSmirnov,
  wasserstein,
  studentT,
  mannWhitneyU,
  andersonDarlingK,
  cramerVonMisesTwo,
  characteristicFunctions,
  energy,
  kernelDiscrepancy,
  chiSquare,
  proportionZ,
  jensenShannon,
  populationStability,
  kullbackLeibler,
  hellinger,
  totalVariation,
  likelihoodRatio,
  fisher,
  textContent,
];

const byName = new Map(driftMethods.map((method) => [method.name, method]));

/** @throws RangeError when there is no method of that name */
export function methodNamed(name: string): MethodDescriptor {
  const method = byName.get(name);
  if (method === undefined) throw new RangeError(`expected a drift method, got ${JSON.stringify(name)}`);
  return method;
}
