import { durationMilliseconds, type Version } from '@modelmonitor/api';
import type { Predictions } from '@modelmonitor/models';
import { RemoteError, readResponse } from '@modelmonitor/sources';
import type { Contract } from '../contract/contract.ts';
import type { UnseenCell } from '../contract/refusedRow.ts';
import { refusal } from '../problem.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Live } from './predictionService.ts';

/** Most requests and responses that wait for each other, most rows of such requests, and most bytes of the bodies of such responses. */
const [mostWaiting, mostWaitingRows, mostWaitingBytes] = [10_000, 100_000, 32 * 1024 * 1024];

/** Rows of a request, in the contract's categories. */
export interface EventRows {
  readonly rows: Float64Array;
  readonly count: number;
  readonly unseen: readonly UnseenCell[];
  /** What the rows were read by. */
  readonly contract: Contract;
}

/** A request or a response of a prediction elsewhere. */
interface InferenceEvent {
  readonly id: string;
  readonly request?: EventRows;
  readonly response?: unknown;
  /** Bytes of the body that it came in. */
  readonly bytes: number;
}

export interface EventReceiver {
  /** The version whose predictions come as events; undefined where the resource has none. */
  version(): Version | undefined;
  /** Nothing is recorded. @throws ProblemError (422) when halves among these events, or of those that wait, do not fit */
  check(events: readonly Omit<InferenceEvent, 'bytes'>[]): void;
  /** @returns rows that were recorded: none while the other half is missing. @throws ProblemError (422) when the halves do not fit */
  receive(event: InferenceEvent): number;
  /** Records predictions with their rows. */
  record(rows: EventRows, predictions: Predictions, id: string | undefined): void;
}

export interface EventReceiverOptions {
  readonly live: () => Live;
  readonly telemetry: Telemetry;
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
}

/** Takes predictions of a model that is served elsewhere: counts and captures them, and joins requests with their responses by id. */
export function createEventReceiver({ live, telemetry, monotonicSeconds }: EventReceiverOptions): EventReceiver {
  const outcomes = telemetry.tallies.events;
  const waiting = new Map<string, Omit<InferenceEvent, 'id'> & { readonly at: number }>();
  let [waitingRows, waitingBytes] = [0, 0];
  const take = (id: string) => {
    const half = waiting.get(id);
    if (half === undefined) return undefined;
    waiting.delete(id);
    waitingRows -= half.request?.count ?? 0;
    waitingBytes -= half.bytes;
    return half;
  };
  const dropOld = (timeoutSeconds: number) => {
    for (const [id, { at }] of waiting) {
      const isRoom = waiting.size <= mostWaiting && waitingRows <= mostWaitingRows && waitingBytes <= mostWaitingBytes;
      if (isRoom && monotonicSeconds() - at <= timeoutSeconds) return;
      take(id);
      outcomes.add(['unmatched']);
    }
  };
  const version = () => live().state.monitor.spec.model.versions.find(({ source }) => source.events !== undefined);
  const self: EventReceiver = {
    version,
    check: (events) => checkHalves(events, waiting, live()),
    receive({ id, request, response, bytes }) {
      const other = take(id);
      const rows = request ?? other?.request;
      const answer = response ?? other?.response;
      if (rows === undefined || answer === undefined) {
        const half = request === undefined ? { response, bytes } : { request, bytes: 0 };
        waiting.set(id, { ...half, at: monotonicSeconds() });
        waitingRows += request?.count ?? 0;
        waitingBytes += half.bytes;
        dropOld(durationMilliseconds(version()?.source.events?.timeout ?? '1m') / 1000);
        return 0;
      }
      if (rows.contract !== live().state.contract) {
        // Another model is served since the first half came.
        outcomes.add(['unmatched']);
        return 0;
      }
      self.record(rows, predictionsOf(answer, rows.count, live()), id);
      return rows.count;
    },
    record({ rows, unseen }, predictions, id) {
      const { state, features, capture } = live();
      const name = version()?.name ?? '';
      telemetry.countPrediction({ version: name, endpoint: 'events', classes: state.contract.classes, predictions, seconds: undefined });
      features?.count(rows);
      if (unseen.length > 0) telemetry.tallies.unseenRows.add(['predicted'], new Set(unseen.map(({ row }) => row)).size);
      capture.record({ rows, predictions, version: name, unseen, callerId: id });
      outcomes.add(['recorded']);
    },
  };
  return self;
}

type Half = Omit<InferenceEvent, 'id' | 'bytes'>;

/** @throws ProblemError (422) when halves among events, or of those that wait, do not fit */
function checkHalves(events: readonly (Half & { readonly id: string })[], waiting: ReadonlyMap<string, Half>, live: Live): void {
  const halves = new Map<string, Half>();
  for (const { id, ...half } of events) {
    const whole = { ...(halves.get(id) ?? waiting.get(id)), ...half };
    if (whole.request !== undefined && whole.response !== undefined) predictionsOf(whole.response, whole.request.count, live);
    halves.set(id, whole);
  }
}

function predictionsOf(response: unknown, count: number, { state }: Live): Predictions {
  try {
    return readResponse(response, state.contract, count);
  } catch (error) {
    if (!(error instanceof RemoteError)) throw error;
    throw refusal([{ pointer: '', kind: 'wrong_shape', expected: 'predictions for the rows of the request', got: error.message }]);
  }
}
