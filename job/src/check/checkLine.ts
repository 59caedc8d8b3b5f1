import type { Report } from '@modelmonitor/api';
import type { ConfigMapPlace } from '../driftArguments.ts';

/** A check in one line, for `kubectl logs`. */
export function checkLine({ verdict, reason, ...report }: Report, source: string, { namespace, name }: ConfigMapPlace): string {
  const { n_drifted_features: drifted, n_features: features, current, warnings, run } = report;
  return [
    `${verdict}${reason === undefined ? '' : ` (${reason})`}: ${drifted} of ${features} features drifted`,
    `${current.rows} rows of ${source}`,
    ...(warnings.length === 0 ? [] : [`warnings: ${warnings.length}`]),
    `run ${run} is in ConfigMap ${namespace}/${name}`,
  ].join('; ');
}
