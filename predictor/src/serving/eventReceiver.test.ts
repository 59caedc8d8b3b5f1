import { createTelemetry } from '../telemetry/telemetry.ts';
import { createEventReceiver } from './eventReceiver.ts';
import type { Live } from './predictionService.ts';

const contract = { task: 'regression', target: 'y', classes: [], features: [{ name: 'x', type: 'numeric' }] };

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

const request = { rows: Float64Array.of(1), count: 1 };

test('a half that waits longer than the timeout is counted and forgotten', () => {
  const { state, receive, captured, unmatched } = receiverAt();
  receive({ id: 'a', request });
  state.now = 11;
  receive({ id: 'b', request });
  expect([unmatched(), receive({ id: 'a', response: { predictions: [7] } }), captured]).toEqual([1, 0, []]);
  expect([receive({ id: 'b', response: { predictions: [8] } }), captured]).toEqual([1, [8]]);
});

test('beyond 10,000 waiting halves the oldest is forgotten', () => {
  const { receive, unmatched } = receiverAt();
  for (let id = 0; id < 10_003; id++) receive({ id: String(id), request });
  expect(unmatched()).toBe(3);
});
