import type { Report } from '@modelmonitor/api';
import { clippedText, nameMarkup } from './clippedText.ts';
import { orderedFeatures } from './featureOrder.ts';
import { formatPercent, formatPercentBeside } from './formatPercent.ts';
import { html, type Markup } from './markup.ts';

/** Drifted features the sentence names. */
const MOST_NAMED = 5;

/** Characters of a reason that are shown. */
const REASON_SHOWN = 400;

/** What happened, in one or two sentences: how many features drifted, which, and what that makes of the data set. */
export function sentence(report: Report): Markup {
  if (report.verdict === 'unknown') return html`There is no verdict: ${reason(report)} ${tested(report) > 0 && found(report)}`;
  return html`${found(report)} ${conclusion(report)}`;
}

function reason({ reason: text }: Report): string {
  const said = text === undefined || text.trim() === '' ? 'no reason was given' : clippedText(text.trim(), REASON_SHOWN);
  return /[.!?]$/.test(said) ? said : `${said}.`;
}

function found(report: Report): Markup {
  const drifted = report.n_drifted_features;
  const of = tested(report) === report.n_features ? counted(report.n_features) : `${counted(tested(report))} with a verdict`;
  if (drifted === 0) return tested(report) === 1 ? html`The one feature with a verdict did not drift.` : html`None of ${of} drifted.`;
  const share = report.share_drifted_features;
  const told = share === null ? '' : ` (${formatPercentBeside(share, report.drift_share_threshold)})`;
  return html`${drifted} of ${of} drifted${told}: ${driftedNames(report)}.`;
}

function driftedNames({ features }: Report): Markup {
  const names = orderedFeatures(features).filter(({ column }) => column.verdict === 'drifted');
  const shown = names.length === MOST_NAMED + 1 ? names : names.slice(0, MOST_NAMED);
  const rest = names.length - shown.length;
  return html`${shown.map(({ name }, index) => html`${index > 0 && ', '}${nameMarkup(name)}`)}${rest > 0 && ` and ${rest} more`}`;
}

function conclusion({ verdict, n_drifted_features, drift_share_threshold }: Report): string {
  const limit = formatPercent(drift_share_threshold);
  if (verdict === 'drifted') return `That reaches the limit of ${limit}, so the data set counts as drifted.`;
  return n_drifted_features === 0 ? 'The data set counts as stable.' : `Below the limit of ${limit}, so the data set counts as stable.`;
}

/** Features with a verdict. */
function tested({ features }: Report): number {
  return Object.values(features).filter((column) => column.verdict !== 'unknown').length;
}

function counted(features: number): string {
  return features === 1 ? '1 feature' : `${features} features`;
}
