import type { Capture } from '../../../predictor/src/capture/capture.ts';
import { createApp } from '../../../predictor/src/http/createApp.ts';
import { listen } from '../../../predictor/src/http/listen.ts';
import { predictorParts } from './predictorParts.ts';

// The product's application without capture and without metrics, to measure what they cost; no product feature. Usage: DIR PORT.
const [configDirectory = '', port = ''] = process.argv.slice(2);
const nothing = () => undefined;
const options = await predictorParts(configDirectory, ({ live, telemetry, recent }) => ({
  live: { ...live, capture: withoutCapture(live.capture) },
  telemetry: { ...telemetry, countExchange: nothing, countPrediction: nothing, countRefusal: nothing },
  recent: { ...recent, add: nothing },
}));
await listen(createApp(options).callback(), { host: '127.0.0.1', port: Number(port), graceMilliseconds: 1000 });

/** Assigns ids and keeps nothing. */
function withoutCapture(capture: Capture): Capture {
  return {
    ...capture,
    record({ predictions }) {
      const first = capture.ids.take(predictions.values.length);
      return (row) => capture.ids.idOf(first + row);
    },
  };
}
