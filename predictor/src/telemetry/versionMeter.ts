import type { HistogramTally, Observe } from './histogramTally.ts';
import { kept } from './kept.ts';
import type { Counter } from './tally.ts';
import type { AnsweredPrediction, Endpoint, Tallies } from './telemetry.ts';

/** Counts the predictions of one version; what it counts into is looked up once. */
export type VersionMeter = (prediction: AnsweredPrediction) => void;

export interface MeterParts {
  readonly tallies: Pick<Tallies, 'predictions' | 'predictedClass'>;
  readonly duration: HistogramTally;
  readonly confidence: HistogramTally;
  /** Counts a predicted value of a regression. */
  readonly observeValue: (version: string, value: number) => void;
}

export function createVersionMeter(version: string, { tallies, duration, confidence, observeValue }: MeterParts): VersionMeter {
  const predictions = new Map<Endpoint, Counter>();
  const classes = new Map<string, Counter>();
  const observeDuration = duration.series([version]);
  let observeConfidence: Observe | undefined;
  return ({ endpoint, classes: names, predictions: { values, probabilities }, seconds }) => {
    kept(predictions, endpoint, () => tallies.predictions.counter([version, endpoint])).count += values.length;
    observeDuration(seconds);
    for (let row = 0; row < values.length; row++) {
      const predicted = values[row] as number;
      if (names.length === 0) {
        observeValue(version, predicted);
        continue;
      }
      const name = names[predicted] ?? 'unknown';
      kept(classes, name, () => tallies.predictedClass.counter([version, name])).count++;
      if (probabilities === undefined) continue;
      observeConfidence ??= confidence.series([version]);
      observeConfidence(probabilities[row * names.length + predicted] as number);
    }
  };
}
