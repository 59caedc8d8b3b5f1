import type { PerformanceReport } from '@modelmonitor/api';
import { clippedText, formatNumber } from '@modelmonitor/api/plain';
import { html, type Markup } from '../markup.ts';
import { reportSection } from '../reportSection.ts';
import { classTable } from './classTable.ts';
import { confusionTables } from './confusionTable.ts';
import { metricTable } from './metricTable.ts';

/** Characters of a reason that are shown. */
const REASON_SHOWN = 400;

const ESTIMATES = { cbpe: 'confidence-based (CBPE)', dle: 'direct loss estimation (DLE)' } as const;

/** How good the model was: metrics where labels are known, by class and as confusion matrices, and their estimate where they are not. */
export function performanceSection(performance: PerformanceReport): Markup {
  const { metrics, classes, confusion, estimated, reason } = performance;
  return reportSection(
    { id: 'performance', heading: 'Performance', outcome: performance.verdict },
    [
      html`<p class="lead">${lead(performance)}${reason !== undefined && ` ${clippedText(reason, REASON_SHOWN)}`}</p>`,
      ...(Object.keys(metrics).length > 0 ? [metricTable(metrics, 'Metrics where labels are known, with 95 % intervals')] : []),
      ...(classes === undefined ? [] : [classTable(classes)]),
      ...(confusion === undefined ? [] : [confusionTables(confusion)]),
      ...(estimated === undefined ? [] : [estimate(estimated)]),
    ].filter((part) => part !== undefined),
  );
}

function lead({ task, rows }: PerformanceReport): string {
  return `${task === 'classification' ? 'Classification' : 'Regression'}, ${formatNumber(rows.reference)} reference and ${formatNumber(rows.current)} current rows with label and prediction.`;
}

function estimate({ method, rows, metrics }: NonNullable<PerformanceReport['estimated']>): Markup {
  return html`<h3>Estimated without labels</h3>
    <p class="lead">From ${formatNumber(rows)} current rows, ${ESTIMATES[method]}; the reference figures are measured.</p>
    ${metricTable(metrics, 'Estimated metrics, with 95 % intervals')}`;
}
