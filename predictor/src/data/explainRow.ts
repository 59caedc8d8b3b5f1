import { ownValue } from '@modelmonitor/api/plain';
import type { Contract } from '../contract/contract.ts';
import { ProblemError, problemDetails } from '../problem.ts';
import type { Explain } from '../serving/explanationService.ts';
import type { PageRow } from './collectRows.ts';
import { describeRow } from './describeRow.ts';

/** The explanation of a captured prediction, or why there is none. */
export interface RowExplanation {
  readonly explanation: Readonly<Record<string, unknown>> | null;
  readonly notExplained?: string;
}

/** Explains a captured prediction by the version that made it, as it is loaded now. */
export async function explainRow(row: PageRow, { contract, explain }: { contract: Contract; explain: Explain }): Promise<RowExplanation> {
  const { version, features } = describeRow(row);
  const missing = contract.features.find(({ name }) => !Object.hasOwn(features, name));
  if (missing !== undefined) return { explanation: null, notExplained: `the feature ${JSON.stringify(missing.name)} is not stored` };
  const cells = Float64Array.from(contract.features, ({ name, type, categories }) => {
    const value = ownValue(features, name) ?? null;
    if (value === null) return Number.NaN;
    if (type === 'numeric') return Number(value);
    const place = categories.indexOf(String(value));
    return place < 0 ? categories.length : place;
  });
  try {
    const { scale, output, base, contributions, method, permutations } = await explain(cells, { version });
    return {
      explanation: {
        scale,
        ...(output === undefined ? {} : { output: contract.classes[output] }),
        base,
        contributions: Object.fromEntries(contract.features.map(({ name }, index) => [name, contributions[index]])),
        method,
        ...(permutations === undefined ? {} : { permutations }),
      },
    };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { explanation: null, notExplained: problemDetails(error).detail };
  }
}
