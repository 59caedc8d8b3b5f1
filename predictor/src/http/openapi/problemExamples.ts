import type { Contract } from '../../contract/contract.ts';
import { compileRowReader } from '../../contract/rowReader.ts';
import { type ProblemDetails, ProblemError, type ProblemKind, problemDetails, problemKinds } from '../../problem.ts';
import { requestObject } from '../requestBody.ts';
import type { ExampleRow } from './exampleRow.ts';

/** Problem details of each kind; those of a refused row are what the reader of this contract says of a broken example row. */
export function problemExamples(contract: Contract, example: ExampleRow): Record<ProblemKind, ProblemDetails> {
  const refused = new Map(brokenBodies(contract, example).flatMap((body) => refusalOf(contract, body) ?? []));
  const kinds = Object.keys(problemKinds) as ProblemKind[];
  const exampleOf = (kind: ProblemKind) =>
    refused.get(kind) ?? problemDetails(new ProblemError(kind, details[kind] ?? 'the feature, what was wanted, and what came'));
  return Object.fromEntries(kinds.map((kind) => [kind, exampleOf(kind)])) as Record<ProblemKind, ProblemDetails>;
}

/** What is said about requests whose refusal does not depend on the contract. */
const details: Partial<Record<ProblemKind, string>> = {
  malformed_json: 'a JSON body is wanted, got "{\\"features\\":": Unexpected end of JSON input',
  unauthorized: 'credentials are wanted, got none',
  not_found: 'nothing is at "/predictions"; /docs lists what there is',
  unknown_version: 'a version of v1, v2 is wanted, got "v3"',
  unknown_run: 'a run listed by /reports is wanted, got "20250102t030405678z"',
  method_not_allowed: 'POST is wanted, got GET',
  too_large: 'a body of at most 1048576 bytes is wanted, got more',
  wrong_content_type: 'Content-Type: application/json is wanted, got "text/plain"',
  too_many_requests: 'at most 100 prediction requests a second are wanted',
  report_failed: 'the drift check failed',
  not_loaded: 'no version is loaded',
  no_reports: 'this process runs no drift checks',
  not_explainable: 'version v1 has no exact contributions',
  no_background: 'the reference cannot be read',
};

/** Bodies of /predict that are wrong in one way each. */
function brokenBodies({ features }: Contract, example: ExampleRow): unknown[] {
  const values = features.map(({ name }) => example[name]);
  const first = features[0]?.name ?? '';
  const { [first]: _, ...incomplete } = example;
  const ranged = features.find(({ minimum, maximum }) => Number.isFinite(minimum) || Number.isFinite(maximum));
  const beyond = ranged === undefined ? 0 : Number.isFinite(ranged.minimum) ? ranged.minimum - 999 : ranged.maximum + 999;
  const categorical = features.find(({ categories }) => categories.length > 0);
  const numeric = features.find(({ type }) => type === 'numeric');
  return [
    { rows: [values] },
    { features: values.slice(1) },
    { features: incomplete },
    { features: { ...example, 'no such feature': 1 } },
    { features: { ...example, [first]: true } },
    ...(numeric === undefined ? [] : [{ features: { ...example, [numeric.name]: Number.POSITIVE_INFINITY } }]),
    ...(ranged === undefined ? [] : [{ features: { ...example, [ranged.name]: beyond } }]),
    ...(categorical === undefined ? [] : [{ features: { ...example, [categorical.name]: 'no such category' } }]),
  ];
}

function refusalOf(contract: Contract, body: unknown): [ProblemKind, ProblemDetails][] | undefined {
  try {
    const { features } = requestObject(body, 'features');
    compileRowReader(contract)(features, { rows: new Float64Array(contract.features.length), row: 0, pointer: '/features' });
  } catch (error) {
    if (error instanceof ProblemError) return [[error.kind, problemDetails(error)]];
    throw error;
  }
  return undefined;
}
