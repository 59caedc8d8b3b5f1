import type { Router } from '@koa/router';
import type { Predictions } from '@modelmonitor/models';
import { isGivenId } from '@modelmonitor/store';
import type { Middleware } from 'koa';
import type { Contract } from '../../contract/contract.ts';
import { readRows } from '../../contract/readRows.ts';
import type { UnseenCell } from '../../contract/refusedRow.ts';
import { refusal, textOf } from '../../problem.ts';
import { inPieces, type PieceOptions } from '../../serving/inPieces.ts';
import type { Live, Predict, VersionRequest } from '../../serving/predictionService.ts';
import { readJson, writeJson, writeJsonText } from '../exchange.ts';
import type { LimitRows } from '../rateLimit.ts';

export interface PredictRouteOptions extends PieceOptions {
  readonly predict: Predict;
  readonly live: () => Live;
  /** Runs before each prediction request, such as a rate limit. */
  readonly beforePredict: Middleware;
  readonly limitRows?: LimitRows;
}

/** POST /predict and /predict/batch. */
export function predictRoutes(router: Router, options: PredictRouteOptions): void {
  const { predict, live, beforePredict, limitRows } = options;
  const predictionOf = predictionDescriber();
  router.post('/predict', beforePredict, async (context) => {
    const body = requestObject(await readJson(context, live().state.monitor.spec.serving.limits.bodyBytes), 'features');
    // Read only after the body: a reload during the upload must not pass rows of one model to another.
    const current = live();
    const { contract, monitor, readRow } = current.state;
    const { id, ...requested } = requestOptions(body);
    limitRows?.(1);
    const rows = new Float64Array(contract.features.length);
    const unseen: UnseenCell[] = [];
    readRow(body['features'], { rows, row: 0, pointer: '/features', unseen });
    const { version, predictions, idOf } = await predict({
      live: current,
      rows,
      count: 1,
      unseen,
      endpoint: 'predict',
      requested,
      callerId: callerIdOf(id, '/id'),
      headers: context.req.headers,
    });
    writeJson(context, { ...predictionOf(contract, predictions, 0), model: monitor.metadata.name, version, id: idOf(0) });
  });

  router.post('/predict/batch', beforePredict, async (context) => {
    const body = requestObject(await readJson(context, live().state.monitor.spec.serving.limits.bodyBytes), 'instances');
    const current = live();
    const { contract, monitor, readRow } = current.state;
    const { id, ...requested } = requestOptions(body);
    const instances = readInstances(body['instances'], monitor.spec.serving.limits.batchRows);
    const count = instances.length;
    limitRows?.(count);
    const rows = new Float64Array(count * contract.features.length);
    const unseen: UnseenCell[] = [];
    await inPieces(count, options, (from, end) =>
      readRows({ from, end, count }, (row) => readRow(instances[row], { rows, row, pointer: `/instances/${row}`, unseen })),
    );
    const { version, predictions, idOf } = await predict({
      live: current,
      rows,
      count,
      unseen,
      endpoint: 'predict_batch',
      requested,
      callerId: callerIdOf(id, '/id'),
      headers: context.req.headers,
    });
    const parts: string[] = [];
    await inPieces(count, options, (from, end) => {
      const described = Array.from({ length: end - from }, (_, place) => ({
        ...predictionOf(contract, predictions, from + place),
        id: idOf(from + place),
      }));
      parts.push(JSON.stringify(described).slice(1, -1));
    });
    writeJsonText(context, `{"predictions":[${parts.join(',')}],${JSON.stringify({ model: monitor.metadata.name, version }).slice(1)}`);
  });
}

/** The prediction of one row: the class and the probability of each class, or the value. */
type DescribePrediction = (contract: Contract, predictions: Predictions, row: number) => Record<string, unknown>;

/** Describes predictions; the object of the classes is created once per contract, since copying it costs less than creating it again. */
function predictionDescriber(): DescribePrediction {
  let known: Contract | undefined;
  let noProbabilities = Object.fromEntries<number>([]);
  return (contract, { values, probabilities }, row) => {
    const { classes } = contract;
    const value = values[row] as number;
    if (classes.length === 0) return { prediction: value };
    if (probabilities === undefined) return { prediction: classes[value] };
    if (contract !== known) noProbabilities = Object.fromEntries(classes.map((name) => [name, 0]));
    known = contract;
    // A copy has every class as its own member, one named __proto__ too, so that assignments set it.
    const byClass = { ...noProbabilities };
    for (let index = 0; index < classes.length; index++)
      byClass[classes[index] as string] = probabilities[row * classes.length + index] as number;
    return { prediction: classes[value], probabilities: byClass };
  };
}

function readInstances(instances: unknown, mostRows: number): readonly unknown[] {
  if (Array.isArray(instances) && instances.length > 0 && instances.length <= mostRows) return instances;
  const expected = `an array of 1 to ${mostRows} rows`;
  if (Array.isArray(instances)) throw refusal([{ pointer: '/instances', kind: 'wrong_count', expected, got: `${instances.length} rows` }]);
  throw refusal([{ pointer: '/instances', kind: 'wrong_type', expected, got: textOf(instances) }]);
}

/** What every prediction request may hold beside its rows. */
export interface RequestOptions extends VersionRequest {
  /** Id chosen by the caller, for a label that follows later. */
  readonly id?: string | undefined;
}

const optionNames = ['key', 'version', 'id'] as const;

/**
 * The object a request body must be.
 *
 * @param main name of the member that carries the rows
 * @throws ProblemError (422) when it is not an object, lacks the member, or has unknown members
 */
export function requestObject(body: unknown, main: string): Record<string, unknown> {
  if (body === null || typeof body !== 'object' || Array.isArray(body) || !Object.hasOwn(body, main)) {
    throw refusal([{ pointer: '', kind: 'wrong_shape', expected: `an object with the member ${main}`, got: textOf(body) }]);
  }
  const known = [main, ...optionNames];
  const unknown = Object.keys(body).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw refusal(
      unknown.slice(0, 20).map((name) => ({
        pointer: `/${name.slice(0, 60)}`,
        kind: 'wrong_shape',
        expected: `only the members ${known.join(', ')}`,
        got: textOf(name),
      })),
    );
  }
  return body as Record<string, unknown>;
}

/** The options of a request object. */
export function requestOptions(body: Record<string, unknown>): RequestOptions {
  const [key, version, id] = optionNames.map((name) => optionalText(body[name], `/${name}`));
  return { key, version, id };
}

/**
 * The id that a caller chose for a prediction, if any.
 *
 * @throws ProblemError (422) for one in the form of the server's own, which would be another row's
 */
export function callerIdOf(id: string | undefined, pointer: string): string | undefined {
  if (id === undefined || !isGivenId(id)) return id;
  throw refusal([
    { pointer, kind: 'wrong_parameter', expected: 'an id in another form than those that the server gives', got: textOf(id) },
  ]);
}

/** Longest key, version or id of a request, in characters. */
export const longestText = 128;

/**
 * An optional short text.
 *
 * @throws ProblemError (422) for anything else
 */
export function optionalText(value: unknown, pointer: string): string | undefined {
  if (value === undefined) return undefined;
  // A character takes at most two code units: they are counted only where the text is short enough.
  const isShort = typeof value === 'string' && value !== '' && value.length <= 2 * longestText && [...value].length <= longestText;
  // PostgreSQL has no text with it.
  const hasNull = isShort && value.includes('\0');
  if (isShort && !hasNull) return value;
  const expected = `a text of 1 to ${longestText} characters${hasNull ? ' without a null character' : ''}`;
  throw refusal([{ pointer, kind: 'wrong_type', expected, got: textOf(value) }]);
}
