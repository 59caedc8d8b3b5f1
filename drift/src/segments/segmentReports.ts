import type { SegmentReport } from '@modelmonitor/api';
import { columnSides, type DataSet } from '@modelmonitor/tables';
import { judgeColumns } from '../report/assembleReport.ts';
import type { CheckSettings } from '../report/checkSettings.ts';
import { datasetOutcome } from '../report/datasetOutcome.ts';
import { type MeasuredColumn, measureColumn } from '../report/measureColumn.ts';

/** The rows of a segment on both sides. */
export interface SegmentSides {
  readonly segment: Segment;
  readonly reference: DataSet;
  readonly current: DataSet;
}

/** A value of a feature, or a version. */
export type Segment = { readonly feature: string; readonly value: string } | { readonly version: string };

export interface SegmentOptions {
  /** Names of the features; the feature of a segment is left out of it. */
  readonly features: readonly string[];
  readonly settings: CheckSettings;
}

/** Name of a segment in reports and metrics. */
function segmentName(segment: Segment): string {
  return 'version' in segment ? `version=${segment.version}` : `${segment.feature}=${segment.value}`;
}

/**
 * Compares each segment with the same part of the reference. The correction is over the columns of all segments together, so that many segments
 * give no more false alarms than one. A segment with fewer current rows than `minRows`, or without reference rows, is unknown.
 */
export function segmentReports(segments: readonly SegmentSides[], { features, settings }: SegmentOptions): SegmentReport[] {
  const measured = segments.map((sides) => measureSegment(sides, { features, settings }));
  const judged = judgeColumns(measured.flat(), settings);
  let next = 0;
  return segments.map(({ segment, reference, current }, index) => {
    const columns = measured[index] as readonly MeasuredColumn[];
    const reports = judged.slice(next, next + columns.length);
    next += columns.length;
    const { drift_share_threshold: _, correction: __, ...outcome } = datasetOutcome(reports, { ...settings, currentRows: current.rows });
    return {
      name: segmentName(segment),
      ...segment,
      rows: { reference: reference.rows, current: current.rows },
      ...outcome,
      ...(reference.rows === 0 ? { reason: 'the reference has no rows of this segment' } : {}),
      features: Object.fromEntries(reports.map((report, column) => [columns[column]?.name ?? '', columnOutcome(report)])),
    };
  });
}

function measureSegment({ segment, reference, current }: SegmentSides, { features, settings }: SegmentOptions): MeasuredColumn[] {
  if (reference.rows === 0 || current.rows < settings.minRows) return [];
  const own = 'feature' in segment ? segment.feature : undefined;
  return features.filter((name) => name !== own).map((name) => measureColumn(columnSides(name, { reference, current }), settings));
}

function columnOutcome({
  method,
  score,
  threshold,
  corrected_p_value: corrected,
  significance,
  drifted,
  verdict,
  reason,
}: ReturnType<typeof judgeColumns>[number]): SegmentReport['features'][string] {
  const decisive = significance?.corrected_p_value ?? corrected;
  return {
    method,
    score,
    threshold,
    ...(decisive === undefined ? {} : { corrected_p_value: decisive }),
    drifted,
    verdict,
    ...(reason === undefined ? {} : { reason }),
  };
}
