import { predictorMetrics as metrics, predictorCounters } from '@modelmonitor/api';
import type { Predictions } from '@modelmonitor/models';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { logLevels } from '../log/logRecord.ts';
import type { ProblemKind } from '../problem.ts';
import {
  type Counter,
  createHistogramTally,
  createTally,
  type HistogramTally,
  type Observations,
  observe,
  registerSamples,
  type Tally,
} from './tally.ts';

/** The route of a prediction; the label `endpoint`. */
export type Endpoint = 'predict' | 'predict_batch' | 'infer' | 'events';

interface HttpExchange {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

interface AnsweredPrediction {
  readonly version: string;
  readonly endpoint: Endpoint;
  /** Class names; empty for a regression. */
  readonly classes: readonly string[];
  readonly predictions: Predictions;
  /** Time of the model's evaluation, in seconds; undefined where it was elsewhere. */
  readonly seconds: number | undefined;
}

/** Counts what is served. */
export interface Telemetry {
  readonly registry: Registry;
  readonly tallies: Tallies;
  countExchange(exchange: HttpExchange): void;
  /** Starts the histogram of predicted values of a regression, with these upper bounds; earlier values are counted then. */
  observeValues(buckets: readonly number[]): void;
  countPrediction(prediction: AnsweredPrediction): void;
  /** Counts a prediction request that was refused or failed. */
  countRefusal(kind: ProblemKind): void;
}

/** The counters of the catalogue by name; each is read at scrape time. */
export type Tallies = Readonly<Record<keyof typeof predictorCounters, Tally>>;

export interface TelemetryOptions {
  /** Name of the monitor: the label of every series. */
  readonly modelmonitor: string;
}

/** Most predicted values that wait for the bounds of their histogram. */
const mostEarlyValues = 100_000;

export function createTelemetry({ modelmonitor }: TelemetryOptions): Telemetry {
  const registry = new Registry();
  registry.setDefaultLabels({ modelmonitor });
  collectDefaultMetrics({ register: registry });
  const tallies = registerTallies(registry);
  const duration = createHistogramTally(registry, metrics.httpRequestDuration);
  const modelDuration = createHistogramTally(registry, metrics.predictionDuration);
  const confidence = createHistogramTally(registry, metrics.predictionConfidence);
  let values: HistogramTally | undefined;
  const valueSeries = new Map<string, Observations>();
  const early: [version: string, value: number][] = [];
  const observeValue = (version: string, value: number) => {
    const histogram = values;
    if (histogram !== undefined)
      observe(
        entryOf(valueSeries, version, () => histogram.series([version])),
        value,
      );
    else if (early.length < mostEarlyValues) early.push([version, value]);
  };
  const meters = new Map<string, VersionMeter>();
  const exchanges = exchangeSeries(duration);
  return {
    registry,
    tallies,
    countExchange: ({ method, route, status, seconds }) => observe(exchanges(method, route, status), seconds),
    observeValues(buckets) {
      values = createHistogramTally(registry, metrics.predictedValue, buckets);
      for (const [version, value] of early.splice(0)) observeValue(version, value);
    },
    countPrediction(prediction) {
      const { version } = prediction;
      const meter = entryOf(meters, version, () =>
        createVersionMeter(version, { tallies, duration: modelDuration, confidence, observeValue }),
      );
      meter(prediction);
    },
    countRefusal(kind) {
      tallies.predictionErrors.add([kind]);
    },
  };
}

/** Finds the series of an exchange by its parts: building a key for each request would cost more than the count. */
function exchangeSeries(duration: HistogramTally): (method: string, route: string, status: number) => Observations {
  const byRoute = new Map<string, Map<string, Map<number, Observations>>>();
  return (method, route, status) => {
    const byMethod = entryOf(byRoute, route, () => new Map<string, Map<number, Observations>>());
    const byStatus = entryOf(byMethod, method, () => new Map<number, Observations>());
    return entryOf(byStatus, status, () => duration.series([method, route, String(status)]));
  };
}

/** Counts the predictions of one version; its series are looked up once. */
type VersionMeter = (prediction: AnsweredPrediction) => void;

interface MeterParts {
  readonly tallies: Tallies;
  readonly duration: HistogramTally;
  readonly confidence: HistogramTally;
  /** Counts a predicted value of a regression. */
  readonly observeValue: (version: string, value: number) => void;
}

function createVersionMeter(version: string, { tallies, duration, confidence, observeValue }: MeterParts): VersionMeter {
  const predictions = new Map<Endpoint, Counter>();
  const byClass = new Map<string, Counter>();
  const durations = duration.series([version]);
  let confidences: Observations | undefined;
  return ({ endpoint, classes, predictions: { values, probabilities }, seconds }) => {
    entryOf(predictions, endpoint, () => tallies.predictions.counter([version, endpoint])).count += values.length;
    if (seconds !== undefined) observe(durations, seconds);
    for (let row = 0; row < values.length; row++) {
      const value = values[row] as number;
      if (classes.length === 0) {
        observeValue(version, value);
        continue;
      }
      const name = classes[value] ?? 'unknown';
      entryOf(byClass, name, () => tallies.predictedClass.counter([version, name])).count++;
      if (probabilities === undefined) continue;
      confidences ??= confidence.series([version]);
      observe(confidences, probabilities[row * classes.length + value] as number);
    }
  };
}

/** The entry of a map under a key, created on first use. */
function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const created = create();
  map.set(key, created);
  return created;
}

function registerTallies(registry: Registry): Tallies {
  const tallies = Object.fromEntries(
    Object.entries(predictorCounters).map(([name, metric]) => {
      const counts = createTally(metric.labels);
      registerSamples(registry, metric, counts.samples);
      return [name, counts];
    }),
  ) as Tallies;
  // A counter that starts with its first line never shows that line as an increase.
  for (const level of logLevels) tallies.logLines.counter([level]);
  return tallies;
}
