import type { Report } from '@modelmonitor/api';
import { clippedText, formatPercent, formatPercentBeside } from '@modelmonitor/api/plain';
import { orderFeatures } from './featureOrder.ts';
import { html, type Markup, rawMarkup } from './markup.ts';
import { nameMarkup } from './nameMarkup.ts';
import { sentenceFacts } from './sentenceFacts.ts';

/** Drifted features the sentence names. */
const MOST_NAMED = 4;

/** Characters of a reason, and of a name, that are shown. */
const REASON_SHOWN = 400;
const NAME_SHOWN = 40;

/** What outcome, in one sentence, and what that makes of the data set in a second one. */
export function sentence(report: Report): Markup {
  if (report.verdict === 'unknown') return html`There is no verdict: ${reason(report)} ${outcome(report)}`;
  return html`${outcome(report)} ${conclusion(report)}`;
}

function reason({ reason: text }: Report): string {
  const said = text === undefined || text.trim() === '' ? 'no reason was given' : clippedText(text.trim(), REASON_SHOWN);
  return /[.!?]$/.test(said) ? said : `${said}.`;
}

function outcome(report: Report): Markup | undefined {
  const clauses = [...(judgeable(report) > 0 ? [driftClause(report)] : []), ...sentenceFacts(report)];
  if (clauses.length === 0) return undefined;
  return html`${clauses.map((clause, index) => html`${index > 0 && '; '}${index === 0 ? capitalise(clause) : clause}`)}.`;
}

/** A clause at the start of the sentence; a name keeps its own first letter. */
function capitalise({ text }: Markup): Markup {
  return rawMarkup(text.charAt(0).toUpperCase() + text.slice(1));
}

function driftClause(report: Report): Markup {
  const drifted = report.n_drifted_features;
  const of =
    judgeable(report) === report.n_features ? featureCount(report.n_features) : `${featureCount(judgeable(report))} with a verdict`;
  if (drifted === 0) return judgeable(report) === 1 ? html`the one feature with a verdict did not drift` : html`none of ${of} drifted`;
  const share = report.share_drifted_features;
  const told = share === null ? '' : ` (${formatPercentBeside(share, report.drift_share_threshold)})`;
  return html`${drifted} of ${of} drifted${told}${namesOfDrifted(report)}`;
}

/** The one name, or the furthest beyond its threshold and the next ones. */
function namesOfDrifted({ features }: Report): Markup | undefined {
  const names = orderFeatures(features).flatMap(({ name, column }) => (column.verdict === 'drifted' ? [nameMarkup(name, NAME_SHOWN)] : []));
  const [first, ...others] = names;
  if (first === undefined) return undefined;
  if (others.length === 0) return html`: ${first}`;
  const shown = names.length === MOST_NAMED + 1 ? others : others.slice(0, MOST_NAMED - 1);
  const rest = others.length - shown.length;
  const list = rest > 0 ? [...shown, html`${rest} more`] : shown;
  return html`, most of all ${first}, then ${list.map((name, index) => html`${separator(index, list.length)}${name}`)}`;
}

function separator(index: number, length: number): string {
  if (index === 0) return '';
  return index === length - 1 ? ' and ' : ', ';
}

/** Why the data set has its verdict and its action; a report of an earlier version has no words of its own. */
function conclusion({ verdict, summary, n_drifted_features, drift_share_threshold }: Report): string {
  if (n_drifted_features > 0 && summary !== undefined) return `${summary.replaceAll(' %', '\u00a0%')}.`;
  const limit = formatPercent(drift_share_threshold);
  if (verdict === 'drifted') return `The drifted share reaches the limit of ${limit}, so the data set counts as drifted.`;
  if (n_drifted_features === 0) return 'The data set counts as stable.';
  return `The drifted share is below the limit of ${limit}, so the data set counts as stable.`;
}

/** Features with a verdict. */
function judgeable({ features }: Report): number {
  return Object.values(features).filter((column) => column.drifted !== null).length;
}

function featureCount(features: number): string {
  return features === 1 ? '1 feature' : `${features} features`;
}
