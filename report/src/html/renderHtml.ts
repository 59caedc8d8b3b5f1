import type { ColumnReport, Report } from '@modelmonitor/api';
import { clippedText } from '@modelmonitor/api/plain';
import { columnTable } from './columnTable.ts';
import { conceptSection } from './concept/conceptSection.ts';
import type { ErrorUnit } from './concept/errorChart.ts';
import { contributionsSection } from './contributions/contributionsSection.ts';
import { counters } from './counters.ts';
import { orderFeatures } from './featureOrder.ts';
import { formatTime } from './formatTime.ts';
import { html, type Markup } from './markup.ts';
import { nameMarkup } from './nameMarkup.ts';
import { historySection } from './performance/historySection.ts';
import { performanceSection } from './performance/performanceSection.ts';
import { qualitySection } from './quality/qualitySection.ts';
import { reportDocument } from './reportDocument.ts';
import { reportFooter } from './reportFooter.ts';
import { reportSection } from './reportSection.ts';
import { sectionNav } from './sectionNav.ts';
import { segmentSection } from './segments.ts';
import { sentence } from './sentence.ts';
import { script, toolbar } from './toolbar.ts';
import { datasetMark } from './verdictMark.ts';

/**
 * A drift report as one HTML file for people: it loads nothing, reads fully without script, prints, and follows light and dark.
 * The same report gives the same bytes. All text of the report is escaped.
 */
export function renderHtml(report: Report): string {
  const subject = clippedText(report.monitor?.name ?? 'two files');
  const main = html`${overview(report)}
        ${warningList(report.warnings)}
        ${sectionNav(report)}
        ${report.contributions && contributionsSection(report.contributions)}
        ${featureSection(report)}
        ${segmentSection(report)}
        ${columnSection('prediction', report.prediction)}
        ${columnSection('target', report.target)}
        ${report.performance && performanceSection(report.performance)}
        ${report.performance_history && historySection(report.performance_history)}
        ${report.concept_drift && conceptSection(report.concept_drift, errorUnit(report))}
        ${report.quality && html`<div id="quality">${qualitySection(report.quality)}</div>`}`;
  const title = html`Data drift of ${subject}: ${report.verdict}, ${formatTime(report.timestamp)}`;
  return reportDocument({ title, main, footer: reportFooter(report), script });
}

function overview(report: Report): Markup {
  return html`<header class="${report.verdict}">
    <p class="eyebrow">Data drift · ${formatTime(report.timestamp)}</p>
    <h1>${report.monitor === null ? 'Two files compared' : nameMarkup(report.monitor.name)} ${datasetMark(report)}</h1>
    <p class="sentence">${sentence(report)}</p>
    ${counters(report)}
  </header>`;
}

function featureSection(report: Report): Markup {
  const features = orderFeatures(report.features);
  const heading = { id: 'feature-section', heading: 'Features' };
  if (features.length === 0) return reportSection(heading, html`<p class="none">No feature was compared.</p>`);
  const verdicts = features.map(({ column }) => column.verdict);
  const caption = 'Drifted features first. Open a row for its distribution and figures.';
  return reportSection(heading, [html`${features.length > 1 && toolbar(verdicts)}`, columnTable(features, { id: 'features', caption })]);
}

function columnSection(name: 'prediction' | 'target', column: ColumnReport | null): Markup | undefined {
  if (column === null) return undefined;
  const [heading, caption] = HEADINGS[name];
  return reportSection({ id: `${name}-section`, heading }, columnTable([{ name, column }], { id: name, caption }));
}

/** Wrong classes are counted, wrong numbers measured; without the task the errors tell: a share is at most 1. */
function errorUnit({ performance, concept_drift }: Report): ErrorUnit {
  if (performance) return performance.task === 'classification' ? 'share' : 'amount';
  return concept_drift?.error_rate.every((error) => (error ?? 0) <= 1) ? 'share' : 'amount';
}

const HEADINGS = {
  prediction: ['Prediction', 'Predictions of the model; not counted as a feature.'],
  target: ['Target', 'Ground truth, for rows with a label; not counted as a feature.'],
} as const;

/** Characters of a warning that are shown. */
const SHOWN = 500;

/** What a reader should know before trusting the figures; nothing when there are no warnings. */
export function warningList(warnings: readonly string[]): Markup | undefined {
  if (warnings.length === 0) return undefined;
  return html`<section class="warnings" aria-labelledby="warnings">
    <h2 id="warnings">${warnings.length === 1 ? 'Warning' : `${warnings.length} warnings`}</h2>
    <ul>${warnings.map((warning) => html`<li dir="auto">${clippedText(warning, SHOWN)}</li>`)}</ul>
  </section>`;
}
