import type { Report } from '@modelmonitor/api';
import { html, type Interpolated, type Markup } from './markup.ts';
import { historySection } from './performance/historySection.ts';
import { segmentNote } from './segments.ts';
import { verdictMark } from './verdictMark.ts';

/** Where the sections of the report are, with their outcomes; undefined when there is only the one of the features. */
export function sectionNav(report: Report): Markup | undefined {
  const links = [
    report.contributions && link('contributions', 'What to look at first'),
    link('feature-section', 'Features', `${report.n_drifted_features} of ${report.n_features} drifted`),
    report.segments !== undefined && report.segments.length > 0 && link('segments', 'Segments', segmentNote(report.segments)),
    report.prediction && link('prediction-section', 'Prediction', verdictMark(report.prediction.verdict)),
    report.target && link('target-section', 'Target', verdictMark(report.target.verdict)),
    report.performance && link('performance', 'Performance', verdictMark(report.performance.verdict)),
    report.performance_history && historySection(report.performance_history) && link('performance-history', 'Performance over time'),
    report.concept_drift && link('concept-drift', 'Concept drift', verdictMark(report.concept_drift.verdict)),
    report.quality && link('quality', 'Data quality', verdictMark(report.quality.verdict)),
  ].filter((entry) => entry !== null && entry !== undefined && entry !== false);
  if (links.length < 2) return undefined;
  return html`<nav aria-label="Sections"><ul>${links}</ul></nav>`;
}

function link(id: string, text: string, note?: Interpolated): Markup {
  return html`<li><a href="#${id}"><span>${text}</span>${note !== undefined && html` <span class="note">${note}</span>`}</a></li>`;
}
