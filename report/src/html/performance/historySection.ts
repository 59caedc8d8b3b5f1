import type { PerformanceHistory } from '@modelmonitor/api';
import { html, type Markup } from '../markup.ts';
import { reportSection } from '../reportSection.ts';
import { historyChart, labelSentences } from './historyChart.ts';

/** Performance by day of each version, from the labels in the store. Undefined where there is nothing to draw. */
export function historySection(history: PerformanceHistory): Markup | undefined {
  const versions = [...new Set(history.periods.map(({ version }) => version))];
  const charts = versions.flatMap((version) => {
    const chart = historyChart(history, version);
    return chart === undefined ? [] : [html`<p class="lead">${labelSentences(history, version).join(' ')}</p>${chart}`];
  });
  if (charts.length === 0) return undefined;
  return reportSection({ id: 'performance-history', heading: 'Performance over time' }, charts);
}
