import type { Report } from '@modelmonitor/api';
import { formatNumber, formatPercent, formatPercentBeside } from '@modelmonitor/api/plain';
import { formatPeriod } from './formatTime.ts';
import { html, type Interpolated, type Markup } from './markup.ts';
import { numberMarkup } from './numberMarkup.ts';

const ACTIONS = {
  monitor: ['Monitor', 'watch the next runs'],
  retrain: ['Retrain', 'train on newer data'],
  recollect: ['Recollect', 'collect new reference data'],
  none: ['None', 'no level reached'],
} as const;

const CORRECTIONS = {
  none: ['None', 'p-values as they are'],
  bonferroni: ['Bonferroni', 'p-values × number of tests'],
  benjaminiHochberg: ['Benjamini–Hochberg', 'controls the false discovery rate'],
} as const;

/** The figures of the run as a list of terms and values. */
export function counters(report: Report): Markup {
  const { reference, current, share_drifted_features: share, drift_share_threshold: limit } = report;
  const [action, actionNote] = ACTIONS[report.level ?? 'none'];
  const [correction, correctionNote] = CORRECTIONS[report.correction];
  const unknown = Object.values(report.features).filter((column) => column.drifted === null).length;
  return html`<dl class="counters">
    ${counter('Features drifted', html`${numberMarkup(report.n_drifted_features)} <span>of ${report.n_features}</span>`, unknown > 0 && `${unknown} without a verdict`)}
    ${counter('Share drifted', share === null ? '–' : formatPercentBeside(share, limit), [`limit ${formatPercent(limit)}`, share !== null && shareMeter(share, limit)])}
    ${counter('Reference rows', numberMarkup(reference.rows))}
    ${counter('Current rows', numberMarkup(current.rows), currentNote(current))}
    ${counter('Action due', word(action), actionNote)}
    ${counter('Correction', word(correction), correctionNote)}
  </dl>`;
}

/** When the rows came, and how many of them the model refused: those have values, and no prediction. */
function currentNote({ from, to, refused = 0 }: Report['current']): string | undefined {
  const notes = [formatPeriod(from, to) ?? '', refused === 0 ? '' : `${formatNumber(refused)} refused for an unseen category`];
  return notes.filter((note) => note !== '').join('; ') || undefined;
}

function counter(term: string, value: Interpolated, note?: Interpolated): Markup {
  return html`<div><dt>${term}</dt><dd>${value}${note && html`<small>${note}</small>`}</dd></div>`;
}

function word(text: string): Markup {
  return html`<span class="word">${text}</span>`;
}

/** A bar of the drifted share with a mark at the limit. */
export function shareMeter(share: number, limit: number): Markup {
  const position = (value: number) => Number((Math.min(1, Math.max(0, value)) * 200).toFixed(1));
  return html`<svg class="meter" role="img" viewBox="0 0 200 14" preserveAspectRatio="none">
    <title>${formatPercent(share)} of the features drifted; the limit is ${formatPercent(limit)}</title>
    <path class="rail" d="M0 7H200"/>
    <path class="${share >= limit ? 'over' : 'under'}" d="M0 7H${position(share)}"/>
    <path class="mark" d="M${position(limit)} 0V14"/>
  </svg>`;
}
