import { formatPercent, formatPercentBeside } from '../text/formatPercent.ts';
import type { Report } from './report.ts';

type Level = NonNullable<Report['level']>;

export interface JudgedShare {
  /** Share of drifted features among those with a verdict. */
  readonly share: number;
  /** Share from which the data set counts as drifted. */
  readonly threshold: number;
  /** Actions by the share from which they are due. */
  readonly levels: readonly { readonly share: number; readonly action: Level }[];
}

/** What is due from each level on. */
const DUE: Readonly<Record<Level, string>> = {
  monitor: 'closer monitoring is due',
  retrain: 'retraining is due',
  recollect: 'recollecting reference data is due',
};

/**
 * Why a data set has its verdict and its action, in one sentence with both numbers. The only place that words it: page, terminal, status and
 * log show this text, so that none of them contradicts another.
 *
 * @example
 * shareSentence({ share: 0.4, threshold: 0.5, levels: [{ share: 0.3, action: 'retrain' }] }) // => '40 % is below the 50 % that counts as drift, but above the 30 % from which retraining is due'
 */
export function shareSentence({ share, threshold, levels }: JudgedShare): string {
  const [reached] = levels.filter((level) => share >= level.share).sort((a, b) => b.share - a.share);
  const limits = reached === undefined ? [threshold] : [threshold, reached.share];
  const beside = limits.find((limit) => limit !== share && formatPercent(limit) === formatPercent(share)) ?? threshold;
  const words = `${formatPercentBeside(share, beside)} ${position(share, threshold)} that counts as drift${actionClause(share, threshold, reached)}`;
  return words.replaceAll('\u00a0', ' ');
}

function position(share: number, limit: number): string {
  const relation = share === limit ? 'reaches' : share > limit ? 'is above' : 'is below';
  return `${relation} the ${formatPercent(limit)}`;
}

function actionClause(share: number, threshold: number, reached: JudgedShare['levels'][number] | undefined): string {
  if (reached === undefined) return '';
  const due = DUE[reached.action];
  if (reached.share === threshold) return ` and from which ${due}`;
  const where = position(share, reached.share);
  return `${share < threshold ? ', but' : ' and'} ${share === threshold ? where : where.replace(/^is /, '')} from which ${due}`;
}
