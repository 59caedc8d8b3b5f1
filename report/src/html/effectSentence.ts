import type { ColumnReport } from '@modelmonitor/api';
import { formatNumber } from '@modelmonitor/api/plain';
import { isPValue, methodWords } from './methodWords.ts';

type Effect = NonNullable<ColumnReport['effect']>;

const MEASURES: Readonly<Record<Effect['measure'], string>> = {
  ks_statistic: 'largest difference of the distribution functions',
  total_variation: 'share of the rows that would have to change value',
};

/** The size of the effect as a sentence, and what it means beside the p-value; undefined where none was measured. */
export function effectSentence(column: ColumnReport): string | undefined {
  const { effect } = column;
  if (effect === undefined) return undefined;
  const size = `Effect size ${formatNumber(effect.size)} (${MEASURES[effect.measure]})`;
  if (effect.floor === 0) return `${size}.`;
  if (isImmaterial(column)) return `${size}, below the floor of ${formatNumber(effect.floor)}: significant but immaterial.`;
  return `${size}, ${effect.material ? 'at or above' : 'below'} the floor of ${formatNumber(effect.floor)}.`;
}

/** Whether the difference is significant and the effect is too small to matter. */
export function isImmaterial({ effect, method, score, corrected_p_value, significance, threshold }: ColumnReport): boolean {
  if (effect === undefined || effect.material || method === null || score === null || threshold === null) return false;
  if (!isPValue(method) || significance?.significant === false) return false;
  const pValue = corrected_p_value ?? score;
  return methodWords(method).drift === '≤' ? pValue <= threshold : pValue < threshold;
}
