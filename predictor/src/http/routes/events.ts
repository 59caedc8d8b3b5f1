import type { Router } from '@koa/router';
import { ownValue } from '@modelmonitor/api/plain';
import type { Predictions } from '@modelmonitor/models';
import type { Context } from 'koa';
import { compileLabelReader } from '../../contract/labelReader.ts';
import { readRows } from '../../contract/readRows.ts';
import type { UnseenCell } from '../../contract/refusedRow.ts';
import { ProblemError, refusal, textOf } from '../../problem.ts';
import type { EventReceiver, EventRows } from '../../serving/eventReceiver.ts';
import type { PieceOptions } from '../../serving/inPieces.ts';
import type { ServingState } from '../../serving/servingState.ts';
import { readBytes, writeJson } from '../exchange.ts';
import { parseLargeJson } from '../parseInPieces.ts';
import type { LimitRows } from '../rateLimit.ts';
import { readInferRequest } from './openInference/inferRequest.ts';
import { inputLayout } from './openInference/inputLayout.ts';
import { inputRows } from './openInference/inputRows.ts';
import { callerIdOf, optionalText } from './predict.ts';

export interface EventRouteOptions extends PieceOptions {
  readonly events: EventReceiver;
  readonly state: () => ServingState;
  readonly limitRows: LimitRows;
}

/** What one event is about. */
interface CloudEvent {
  readonly id: unknown;
  readonly type: unknown;
  readonly data: unknown;
}

/** POST /events: predictions of a model that is served elsewhere, as CloudEvents of a KServe logger or as plain JSON. */
export function eventsRoute(router: Router, options: EventRouteOptions): void {
  router.post('/events', async (context) => {
    const { events, state } = options;
    if (events.version() === undefined)
      throw new ProblemError(
        'not_found',
        'no version of this resource has source.events: it takes no predictions of a model that is served elsewhere',
      );
    const body = await readBytes(context, state().monitor.spec.serving.limits.bodyBytes);
    const json = await parseLargeJson(body);
    const found = await cloudEventsOf(context, json);
    let recorded = 0;
    if (found === undefined) recorded = recordPlain(json, options);
    else {
      // All are read before any has an effect, so that a refused request may be sent again.
      const halves: EventHalf[] = [];
      for (const event of found) halves.push(await readHalf(event, options));
      events.check(halves);
      options.limitRows(halves.reduce((rows, { request }) => rows + (request?.count ?? 0), 0));
      for (const half of halves) recorded += events.receive({ ...half, bytes: body.length / found.length });
    }
    writeJson(context, { received: found?.length ?? (Array.isArray(json) ? json.length : 1), recorded });
  });
}

/** CloudEvents in binary, structured or batched form; undefined for plain JSON. */
async function cloudEventsOf(context: Context, json: unknown): Promise<CloudEvent[] | undefined> {
  const type = context.get('content-type');
  if (/^application\/cloudevents-batch\+json/i.test(type)) return eventsOf(Array.isArray(json) ? json : [json]);
  if (/^application\/cloudevents\+json/i.test(type)) return eventsOf([json]);
  if (context.get('ce-type') !== '') return [{ id: context.get('ce-id'), type: context.get('ce-type'), data: json }];
  return undefined;
}

async function eventsOf(list: readonly unknown[]): Promise<CloudEvent[]> {
  const events: CloudEvent[] = [];
  for (const json of list) {
    const { id, type, data, data_base64: bytes } = (json ?? {}) as Record<string, unknown>;
    events.push({ id, type, data: typeof bytes === 'string' ? await parseLargeJson(Buffer.from(bytes, 'base64')) : data });
  }
  return events;
}

/** The request or the response of a prediction. */
type EventHalf = Omit<Parameters<EventReceiver['receive']>[0], 'bytes'>;

async function readHalf({ id, type, data }: CloudEvent, options: EventRouteOptions): Promise<EventHalf> {
  if (typeof id !== 'string' || id === '' || id.length > 128 || id.includes('\0'))
    throw refusal([
      { pointer: '/id', kind: 'wrong_type', expected: 'an id of 1 to 128 characters without a null character', got: textOf(id) },
    ]);
  callerIdOf(id, '/id');
  const half = /inference\.(request|response)$/.exec(String(type))?.[1];
  if (half === undefined)
    throw refusal([
      { pointer: '/type', kind: 'wrong_type', expected: 'org.kubeflow.serving.inference.request or .response', got: textOf(type) },
    ]);
  return half === 'response' ? { id, response: data } : { id, request: await requestRows(data, options) };
}

/** Rows of a request of V1 or the Open Inference Protocol. */
async function requestRows(data: unknown, options: EventRouteOptions): Promise<EventRows> {
  const { state } = options;
  const { contract, readRow, monitor } = state();
  const { instances } = (data ?? {}) as { instances?: unknown };
  if (Array.isArray(instances)) return rowsOf(instances, state());
  const request = readInferRequest({ json: data, binary: undefined }, []);
  const layout = inputLayout(request.inputs, contract, monitor.spec.serving.limits.batchRows);
  const unseen: UnseenCell[] = [];
  return { rows: await inputRows(layout, { contract, readRow, unseen, pieces: options }), count: layout.rows, unseen, contract };
}

function rowsOf(given: readonly unknown[], { contract, readRow }: ServingState): EventRows {
  const count = given.length;
  const rows = new Float64Array(count * contract.features.length);
  const unseen: UnseenCell[] = [];
  readRows({ from: 0, end: count, count }, (row) => readRow(given[row], { rows, row, pointer: `/${row}`, unseen }));
  return { rows, count, unseen, contract };
}

/** Plain predictions, `{id?, features, prediction, probabilities?}` or a list of such. */
function recordPlain(json: unknown, { events, state, limitRows }: EventRouteOptions): number {
  const list = Array.isArray(json) ? json : [json];
  const { contract } = state();
  const readLabel = compileLabelReader(contract);
  const read = list.map((item, index) => {
    const pointer = Array.isArray(json) ? `/${index}` : '';
    const { id, features, prediction, probabilities } = (item ?? {}) as Record<string, unknown>;
    if (features === undefined || prediction === undefined)
      throw refusal([{ pointer, kind: 'wrong_shape', expected: 'an object {id, features, prediction, probabilities}', got: textOf(item) }]);
    const shares = contract.classes.map((name) => Number(ownValue((probabilities ?? {}) as Record<string, unknown>, name) ?? Number.NaN));
    const predictions: Predictions = {
      values: Float64Array.of(readLabel(prediction, `${pointer}/prediction`)),
      ...(probabilities === undefined ? {} : { probabilities: Float64Array.from(shares) }),
    };
    return { rows: rowsOf([features], state()), predictions, id: callerIdOf(optionalText(id, `${pointer}/id`), `${pointer}/id`) };
  });
  limitRows(read.length);
  for (const { rows, predictions, id } of read) events.record(rows, predictions, id);
  return read.length;
}
