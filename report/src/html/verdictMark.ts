import type { ConceptDriftReport, PerformanceReport, QualityReport, Report, Verdict } from '@modelmonitor/api';
import { html, type Markup, rawMarkup } from './markup.ts';

/** Every outcome the report has a word for. */
export type Outcome = Verdict | PerformanceReport['verdict'] | ConceptDriftReport['verdict'] | QualityReport['verdict'];

type Tone = 'drifted' | 'warning' | 'stable' | 'unknown';

/** A shape of its own for each tone: a triangle, an empty triangle, a disc, an empty diamond. */
const SHAPES: Readonly<Record<Tone, string>> = {
  drifted: '<path d="M6 1 11.5 11H.5z"/>',
  warning: '<path d="M6 2.4 10.4 10H1.6z" fill="none" stroke="currentColor" stroke-width="1.6"/>',
  stable: '<circle cx="6" cy="6" r="4.5"/>',
  unknown: '<path d="M6 1.2 10.8 6 6 10.8 1.2 6z" fill="none" stroke="currentColor" stroke-width="1.6"/>',
};

const OUTCOMES: Readonly<Record<Outcome, readonly [word: string, tone: Tone]>> = {
  drifted: ['Drifted', 'drifted'],
  vanished: ['Vanished', 'warning'],
  new: ['New', 'warning'],
  empty: ['Empty', 'warning'],
  unknown: ['Unknown', 'unknown'],
  constant: ['Constant', 'unknown'],
  ignored: ['Ignored', 'unknown'],
  stable: ['Stable', 'stable'],
  warning: ['Warning', 'warning'],
  worse: ['Worse', 'drifted'],
  better: ['Better', 'stable'],
  failed: ['Failed', 'drifted'],
  passed: ['Passed', 'stable'],
};

/** An outcome as shape and word; the colour only helps. */
export function verdictMark(outcome: Outcome): Markup {
  return markOf(...OUTCOMES[outcome]);
}

const DUE = { monitor: 'monitor closely', retrain: 'retraining due', recollect: 'new reference data due' } as const;

/** The outcome of a data set. Stable with an action due is no plain green: the mark names both. */
export function datasetMark({ verdict, level }: Pick<Report, 'verdict' | 'level'>): Markup {
  return verdict === 'stable' && level !== null ? markOf(`Stable, ${DUE[level]}`, 'warning') : verdictMark(verdict);
}

function markOf(word: string, tone: Tone): Markup {
  return html`<span class="verdict ${tone}">
    <svg viewBox="0 0 12 12" aria-hidden="true">${rawMarkup(SHAPES[tone])}</svg>${word}
  </span>`;
}
