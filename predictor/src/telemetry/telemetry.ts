import { predictorMetrics as metrics, predictorCounters } from '@modelmonitor/api';
import type { Predictions } from '@modelmonitor/models';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { logLevels } from '../log/logRecord.ts';
import type { ProblemKind } from '../problem.ts';
import { createHistogramTally, type HistogramTally, type Observe } from './histogramTally.ts';
import { kept } from './kept.ts';
import { sampled } from './sampled.ts';
import { createTally, type Tally } from './tally.ts';
import { createVersionMeter, type VersionMeter } from './versionMeter.ts';

/** How a prediction came in; the label `endpoint`. */
export type Endpoint = 'predict' | 'predict_batch' | 'infer';

interface HttpExchange {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

export interface AnsweredPrediction {
  readonly version: string;
  readonly endpoint: Endpoint;
  /** Class names; empty for a regression. */
  readonly classes: readonly string[];
  readonly predictions: Predictions;
  /** Time the model took, in seconds. */
  readonly seconds: number;
}

/** What is counted while serving. */
export interface Telemetry {
  readonly registry: Registry;
  readonly tallies: Tallies;
  exchanged(exchange: HttpExchange): void;
  /** Starts the histogram of predicted values of a regression, with these upper bounds; values that came before are counted then. */
  observeValues(buckets: readonly number[]): void;
  predicted(prediction: AnsweredPrediction): void;
  /** A prediction request that was refused or failed. */
  refused(kind: ProblemKind): void;
}

/** The counters of the catalogue by name; each is read at scrape time. */
export type Tallies = Readonly<Record<keyof typeof predictorCounters, Tally>>;

export interface TelemetryOptions {
  /** Name of the monitor: the label every series carries. */
  readonly modelmonitor: string;
}

/** Predicted values that wait for the bounds of their histogram at most. */
const mostEarlyValues = 100_000;

export function createTelemetry({ modelmonitor }: TelemetryOptions): Telemetry {
  const registry = new Registry();
  registry.setDefaultLabels({ modelmonitor });
  collectDefaultMetrics({ register: registry });
  const tallies = registerTallies(registry);
  const duration = createHistogramTally(registry, metrics.httpRequestDuration);
  const modelDuration = createHistogramTally(registry, metrics.predictionDuration);
  const confidence = createHistogramTally(registry, metrics.predictionConfidence);
  let value: HistogramTally | undefined;
  const valueSeries = new Map<string, Observe>();
  const early: [version: string, value: number][] = [];
  const observeValue = (version: string, predicted: number) => {
    const histogram = value;
    if (histogram !== undefined) kept(valueSeries, version, () => histogram.series([version]))(predicted);
    else if (early.length < mostEarlyValues) early.push([version, predicted]);
  };
  const meters = new Map<string, VersionMeter>();
  const exchanges = exchangeSeries(duration);
  return {
    registry,
    tallies,
    exchanged: ({ method, route, status, seconds }) => exchanges(method, route, status)(seconds),
    observeValues(buckets) {
      value = createHistogramTally(registry, metrics.predictedValue, buckets);
      for (const [version, predicted] of early.splice(0)) observeValue(version, predicted);
    },
    predicted(prediction) {
      const { version } = prediction;
      const meter = kept(meters, version, () =>
        createVersionMeter(version, { tallies, duration: modelDuration, confidence, observeValue }),
      );
      meter(prediction);
    },
    refused(kind) {
      tallies.predictionErrors.add([kind]);
    },
  };
}

/** Finds what counts a kind of exchange by the parts it is told apart by: putting a key together would cost more than the count. */
function exchangeSeries(duration: HistogramTally): (method: string, route: string, status: number) => Observe {
  const byRoute = new Map<string, Map<string, Map<number, Observe>>>();
  return (method, route, status) => {
    const byMethod = kept(byRoute, route, () => new Map<string, Map<number, Observe>>());
    const byStatus = kept(byMethod, method, () => new Map<number, Observe>());
    return kept(byStatus, status, () => duration.series([method, route, String(status)]));
  };
}

function registerTallies(registry: Registry): Tallies {
  const tallies = Object.fromEntries(
    Object.entries(predictorCounters).map(([name, metric]) => {
      const counts = createTally(metric.labels);
      sampled(registry, metric, counts.samples);
      return [name, counts];
    }),
  ) as Tallies;
  // A counter that starts with its first line never shows that line as an increase.
  for (const level of logLevels) tallies.logLines.counter([level]);
  return tallies;
}
