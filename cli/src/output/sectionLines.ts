import { printable, type Report } from '@modelmonitor/api/plain';
import { cutText } from './cutText.ts';
import { significant } from './significant.ts';

/** One line per further section of a report: data quality, performance, concept drift, contributions. */
export function sectionLines({ segments = [], quality, performance, concept_drift: concept, contributions }: Report): string[] {
  return [
    ...(segments.length === 0 ? [] : [segmentsLine(segments)]),
    ...(quality === null ? [] : [`data quality: ${quality.verdict}, ${quality.n_failed} of ${quality.n_tests} checks failed`]),
    ...(performance === null ? [] : [performanceLine(performance)]),
    ...(concept === null ? [] : [`concept drift: ${withReason(concept.verdict, concept.reason)}`]),
    ...(contributions === null ? [] : [`check first: ${firstOf(contributions)}`]),
  ];
}

/** How many segments drifted, and which. */
function segmentsLine(segments: NonNullable<Report['segments']>): string {
  const drifted = segments.filter(({ verdict }) => verdict === 'drifted');
  const unknown = segments.filter(({ verdict }) => verdict === 'unknown').length;
  const names = drifted.slice(0, 5).map(({ name }) => cutText(printable(name), NAME_SHOWN));
  const list = names.length === 0 ? '' : `: ${names.join(', ')}${drifted.length > names.length ? ', …' : ''}`;
  return `segments: ${drifted.length} of ${segments.length} drifted${list}${unknown === 0 ? '' : `; ${unknown} without a verdict`}`;
}

/** Columns of the terminal that a name takes at most. */
const NAME_SHOWN = 40;

function firstOf({ features, reason = 'no feature' }: NonNullable<Report['contributions']>): string {
  return features.length === 0
    ? reason
    : features
        .slice(0, 3)
        .map(({ name }) => cutText(printable(name), NAME_SHOWN))
        .join(', ');
}

function performanceLine({ verdict, reason, metrics, estimated }: NonNullable<Report['performance']>): string {
  const changed = Object.entries(metrics).flatMap(([name, { reference, current, verdict: found }]) => {
    if (reference === null || current === null || (found !== 'worse' && found !== 'better')) return [];
    return [`${name} ${significant(reference.value)} → ${significant(current.value)}`];
  });
  const guess = verdict === 'unknown' && estimated?.verdict !== undefined ? `; estimated without labels: ${estimated.verdict}` : '';
  return `performance: ${withReason(verdict, changed.length === 0 ? reason : changed.slice(0, 3).join(', '))}${guess}`;
}

function withReason(verdict: string, reason: string | undefined): string {
  return reason === undefined ? verdict : `${verdict}, ${reason}`;
}
