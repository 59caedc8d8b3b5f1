import type { Contract } from '../../contract/contract.ts';
import { compileRowReader } from '../../contract/rowReader.ts';
import { type ProblemDetails, ProblemError, type ProblemKind, problemDetails, problemKinds } from '../../problem.ts';
import { requestObject } from '../routes/predict.ts';
import type { ExampleRow } from './exampleRow.ts';

/** Problem details of each kind; those of a refused row come from the reader of this contract and an invalid example row. */
export function problemExamples(contract: Contract, example: ExampleRow): Record<ProblemKind, ProblemDetails> {
  const refused = new Map(invalidBodies(contract, example).flatMap((body) => refusalOf(contract, body) ?? []));
  const kinds = Object.keys(problemKinds) as ProblemKind[];
  const exampleOf = (kind: ProblemKind) =>
    refused.get(kind) ?? problemDetails(new ProblemError(kind, details[kind] ?? 'the feature, the expected and the received value'));
  return Object.fromEntries(kinds.map((kind) => [kind, exampleOf(kind)])) as Record<ProblemKind, ProblemDetails>;
}

/** Details of refusals that do not depend on the contract. */
const details: Partial<Record<ProblemKind, string>> = {
  malformed_json: 'expected a JSON body, got "{\\"features\\":": Unexpected end of JSON input',
  malformed_tensor: '/inputs/0: expected 24 bytes (3 values of FP64), got 20',
  ambiguous_category: 'feature "zip": expected one of the texts "07", "007", got 7',
  refused_by_model: 'feature "income": expected a value that the model predicts, got 1e+39, which is beyond float32',
  client_closed: 'the connection closed before the body ended',
  unauthorized: 'expected basic credentials, got none',
  not_found: 'there is no resource at "/predictions"; /docs lists the routes',
  unknown_version: 'expected one of the versions v1, v2, got "v3"',
  forbidden: 'captured rows are shown to authenticated clients: set serving.auth in the resource',
  cross_site: 'expected a request of this server\'s own pages or of a program, got one of a page of "http://evil.example"',
  misdirected: 'expected a Host that names this machine, such as localhost, got "evil.example"',
  unknown_prediction: 'expected the id of a captured prediction, got "order-8"',
  not_acceptable: 'expected a format of json, csv, ndjson, parquet, got "xml"',
  wrong_parameter: 'limit: expected 1 to 10000, got "0"',
  no_store: 'rows and labels are kept in memory only',
  store_unavailable: 'the store does not answer: captured rows and labels can be neither read nor stored now',
  unknown_run: 'expected a run listed by /reports, got "20250102t030405678z"',
  method_not_allowed: 'expected POST, got GET',
  too_large: 'expected a body of at most 1048576 bytes, got more',
  overloaded: 'other requests are being received; send it again later',
  wrong_content_type: 'expected Content-Type: application/json, got "text/plain"',
  too_many_requests: 'at most 100 prediction requests per second are answered',
  report_failed: 'the drift check failed',
  not_loaded: 'no version is loaded',
  remote_unavailable: 'http://mlserver.models.svc:8080 does not answer',
  remote_failed: 'the server answered 500',
  no_reports: 'this process runs no drift checks',
  not_explainable: 'the reference has no rows, or not every feature',
  no_background: 'the reference cannot be read',
};

/** Bodies of /predict, each with one error. */
function invalidBodies({ features }: Contract, example: ExampleRow): unknown[] {
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
    compileRowReader(contract)(features, { rows: new Float64Array(contract.features.length), row: 0, pointer: '/features', unseen: [] });
  } catch (error) {
    if (error instanceof ProblemError) return [[error.kind, problemDetails(error)]];
    throw error;
  }
  return undefined;
}
