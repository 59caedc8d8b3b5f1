import type { CategoricalSummary, ColumnReport, NumericSummary } from '@modelmonitor/api';
import { clippedText, formatNumber, formatPercent, formatPercentBeside } from '@modelmonitor/api/plain';
import { formatPValue } from './formatPValue.ts';
import { isPValue, methodWords } from './methodWords.ts';
import { isNumeric, shares } from './overlaidBars.ts';

/** The test in one sentence: what was found and how it compares with the threshold. Undefined when no test was made. */
export function testSentence(column: ColumnReport): string | undefined {
  const { method, score, threshold, statistic, verdict, effect } = column;
  if (method === null || score === null) return undefined;
  const { title, drift } = methodWords(method);
  if (!isPValue(method))
    return `${title}: ${formatNumber(score)}. ${limitSentence(`${drift} ${formatNumber(threshold)}${and(column)}`, verdict)}`;
  const { corrected_p_value: after } = column;
  const corrected = after === undefined || after === null || after === score ? '' : `, ${formatPValue(after)} after correction`;
  const found = typeof statistic === 'number' ? `statistic ${formatNumber(statistic)}, ` : '';
  const floor = effect !== undefined && effect.floor > 0 ? ` and the effect is at least ${formatNumber(effect.floor)}` : '';
  return `${title}: ${found}${formatPValue(score)}${corrected}. ${limitSentence(`p ${drift} ${formatNumber(threshold)}${and(column)}${floor}`, verdict)}`;
}

const TESTS = { ks: 'Kolmogorov–Smirnov', chisquare_homogeneity: 'homogeneity' } as const;

/** The condition beside the score, with the p-value that was found. */
function and({ significance }: ColumnReport): string {
  if (significance === undefined) return '';
  const { test, p_value, corrected_p_value = p_value } = significance;
  return ` and the difference is significant (${TESTS[test]}, ${formatPValue(corrected_p_value)})`;
}

/** The most telling change of the values in one sentence; undefined when one side has none. */
export function shiftSentence({ type, reference, current }: ColumnReport): string | undefined {
  if (type === 'text') return isNumeric(current) ? undefined : textSentence(current);
  if (isNumeric(reference) && isNumeric(current)) return meanSentence(reference, current);
  return isNumeric(reference) || isNumeric(current) ? undefined : categorySentence(reference, current);
}

function limitSentence(limit: string, verdict: ColumnReport['verdict']): string {
  return `Drift if ${limit}: ${verdict}.`;
}

function meanSentence(reference: NumericSummary, current: NumericSummary): string | undefined {
  const deviation = reference.standard_deviation;
  if (reference.mean === null || current.mean === null) return undefined;
  const [before, after] = [formatNumber(reference.mean), formatNumber(current.mean)];
  if (before === after) return `The mean stayed at ${before}.`;
  const change = (current.mean - reference.mean) / (deviation ?? 0);
  const size = Number.isFinite(change)
    ? `, ${formatNumber(Number(Math.abs(change).toPrecision(2)))} standard deviations of the reference`
    : '';
  return `The mean ${current.mean > reference.mean ? 'rose' : 'fell'} from ${before} to ${after}${size}.`;
}

function textSentence({ text }: CategoricalSummary): string | undefined {
  return typeof text?.new_share === 'number'
    ? `${formatPercent(text.new_share)} of the current texts are not in the reference.`
    : undefined;
}

function categorySentence(reference: CategoricalSummary, current: CategoricalSummary): string | undefined {
  if (reference.rows === 0 || current.rows === 0) return undefined;
  const before = shares([...reference.histogram.counts, reference.histogram.other]);
  const after = shares([...current.histogram.counts, current.histogram.other]);
  const changes = before.map((share, index) => Math.abs((after[index] ?? 0) - share));
  const index = changes.indexOf(Math.max(...changes));
  const [from, to] = [before[index] ?? 0, after[index] ?? 0];
  if (from === to) return 'All shares stayed the same.';
  const value = reference.histogram.values[index];
  const name = value === undefined ? 'Other categories' : `“${clippedText(value, 40)}”`;
  return `Largest change: ${name} from ${formatPercentBeside(from, to)} to ${formatPercentBeside(to, from)}.`;
}
