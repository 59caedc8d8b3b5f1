import type { ColumnReport, PerformanceMetric, PerformanceReport, Report } from '@modelmonitor/api';
import { formatNumber } from '@modelmonitor/api/plain';
import { html, type Markup } from './markup.ts';
import { missingChange } from './missingSentence.ts';
import { nameMarkup } from './nameMarkup.ts';
import { metricWords, orderMetrics } from './performance/metricWords.ts';

/** What happened beside the drift of the features, each fact a clause: missing values, columns, model, quality. */
export function sentenceFacts(report: Report): Markup[] {
  return [
    ...missingFact(report.features),
    ...absenceFact(report.features),
    ...outcomeFact(report),
    ...performanceFact(report.performance ?? undefined),
    ...(report.concept_drift?.verdict === 'drifted' ? [html`the relation of features and target changed`] : []),
    ...qualityFact(report),
  ];
}

/** The largest shift of missing values, and how many more there are. */
function missingFact(features: Report['features']): Markup[] {
  const shifted = Object.entries(features)
    .filter(([, { missing_shift }]) => missing_shift?.drifted)
    .sort(([, a], [, b]) => changeOf(b) - changeOf(a));
  const [first] = shifted;
  if (first === undefined) return [];
  const [name, { missing }] = first;
  const more = shifted.length > 1 && ` (and shifted in ${shifted.length - 1} more)`;
  return [html`missing values of ${nameMarkup(name, 40)} ${missingChange(missing) ?? 'shifted'}${more}`];
}

function changeOf({ missing }: ColumnReport): number {
  return Math.abs(missing.current.share - missing.reference.share);
}

/** Columns that came and went, in one clause. */
function absenceFact(features: Report['features']): Markup[] {
  const words = { vanished: ['vanished', 'vanished'], new: ['is new', 'are new'], empty: ['is empty', 'are empty'] } as const;
  const parts = (['vanished', 'new', 'empty'] as const).flatMap((verdict) => {
    const names = Object.keys(features).filter((name) => features[name]?.verdict === verdict);
    if (names.length > 1) return [html`${names.length} columns ${words[verdict][1]}`];
    return names.map((name) => html`${nameMarkup(name, 40)} ${words[verdict][0]}`);
  });
  return parts.length === 0 ? [] : [html`${parts.map((part, index) => html`${index > 0 && ', '}${part}`)}`];
}

function outcomeFact({ prediction, target }: Report): Markup[] {
  const drifted = [prediction?.verdict === 'drifted' && 'the predictions', target?.verdict === 'drifted' && 'the target'].filter(Boolean);
  return drifted.length === 0 ? [] : [html`${drifted.join(' and ')} drifted`];
}

/** The first metric that got worse; else the first one known. */
function performanceFact(performance: PerformanceReport | undefined): Markup[] {
  const realised = firstKnown(performance?.metrics);
  if (realised !== undefined) return [html`${metricClause(realised)}`];
  const estimated = firstKnown(performance?.estimated?.metrics);
  return estimated === undefined ? [] : [html`the estimated ${metricClause(estimated)}`];
}

type NamedMetric = readonly [name: string, metric: PerformanceMetric];

function firstKnown(metrics: PerformanceReport['metrics'] = {}): NamedMetric | undefined {
  const known = orderMetrics(metrics).filter(([, { reference, current, verdict }]) => reference && current && verdict !== 'unknown');
  return known.find(([, { verdict }]) => verdict === 'worse') ?? known[0];
}

function metricClause([name, { reference, current, verdict }]: NamedMetric): string {
  const words = metricWords(name).name;
  // Acronyms stay as they are, and so do names the report does not know.
  const said = /^[A-Z][a-z]+( [a-z]+)*$/.test(words) ? words.toLowerCase() : words;
  const [before, after] = [shortNumber(reference?.value), shortNumber(current?.value)];
  if (verdict === 'stable' || before === after) return `${said} held at ${after}`;
  return `${said} ${(current?.value ?? 0) > (reference?.value ?? 0) ? 'rose' : 'fell'} from ${before} to ${after}`;
}

function shortNumber(value = Number.NaN): string {
  return formatNumber(Number(value.toPrecision(Math.abs(value) < 1 ? 2 : 3)));
}

function qualityFact({ quality }: Report): Markup[] {
  if (!quality || quality.n_failed === 0) return [];
  return [html`${quality.n_failed} of ${quality.n_tests} quality checks failed`];
}
