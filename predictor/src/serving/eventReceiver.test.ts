import type { Contract } from '../contract/contract.ts';
import { createTelemetry } from '../telemetry/telemetry.ts';
import { createEventReceiver } from './eventReceiver.ts';
import type { Live } from './predictionService.ts';

const contract = { task: 'regression', target: 'y', classes: [], features: [{ name: 'x', type: 'numeric' }] } as unknown;

function receiverAt() {
  const state = { now: 0 };
  const telemetry = createTelemetry({ modelmonitor: 'tested' });
  const version = { name: 'v1', source: { events: { timeout: '10s' } } };
  const captured: number[] = [];
  const live = {
    state: { contract, monitor: { spec: { model: { versions: [version] } } } },
    capture: { record: ({ predictions }: { predictions: { values: Float64Array } }) => captured.push(...predictions.values) },
    features: undefined,
  } as unknown as Live;
  const receiver = createEventReceiver({ live: () => live, telemetry, monotonicSeconds: () => state.now });
  const unmatched = () => [...telemetry.tallies.events.samples()].find(({ labels }) => labels['outcome'] === 'unmatched')?.value ?? 0;
  return { ...receiver, state, captured, unmatched };
}

const request = { rows: Float64Array.of(1), count: 1, unseen: [], contract: contract as Contract };

test('a half that waits longer than the timeout is counted and forgotten', () => {
  const { state, receive, captured, unmatched } = receiverAt();
  receive({ id: 'a', request, bytes: 10 });
  state.now = 11;
  receive({ id: 'b', request, bytes: 10 });
  expect([unmatched(), receive({ id: 'a', response: { predictions: [7] }, bytes: 10 }), captured]).toEqual([1, 0, []]);
  expect([receive({ id: 'b', response: { predictions: [8] }, bytes: 10 }), captured]).toEqual([1, [8]]);
});

test('beyond 10,000 waiting halves the oldest is forgotten', () => {
  const { receive, unmatched } = receiverAt();
  for (let id = 0; id < 10_003; id++) receive({ id: String(id), request, bytes: 10 });
  expect(unmatched()).toBe(3);
});

test('responses that wait for their requests take a bounded number of bytes', () => {
  const { receive, unmatched } = receiverAt();
  const bytes = 1024 * 1024;
  for (let id = 0; id < 40; id++) receive({ id: String(id), response: { predictions: [id] }, bytes });
  expect(unmatched()).toBe(8);
  expect(receive({ id: '39', request, bytes: 10 })).toBe(1);
  receive({ id: 'x', response: { predictions: [1] }, bytes });
  expect(unmatched()).toBe(8);
});

test('halves that do not fit are found before any is taken, among events that came together and with one that waits', () => {
  const { receive, check, captured } = receiverAt();
  const bad = { predictions: [1, 2] };
  expect(() =>
    check([
      { id: 'a', request },
      { id: 'b', request },
      { id: 'b', response: bad },
    ]),
  ).toThrow('predictions for the rows');
  receive({ id: 'c', request, bytes: 10 });
  expect(() => check([{ id: 'c', response: bad }])).toThrow('predictions for the rows');
  check([{ id: 'c', response: { predictions: [3] } }]);
  expect(captured).toEqual([]);
});

test('rows that were read for a model which is no longer served are not recorded by the next one', () => {
  const { receive, captured, unmatched } = receiverAt();
  receive({ id: 'a', request: { ...request, contract: { ...request.contract } }, bytes: 10 });
  expect([receive({ id: 'a', response: { predictions: [7] }, bytes: 10 }), captured, unmatched()]).toEqual([0, [], 1]);
});
