import type { Plan } from '@modelmonitor/api';
import type { RenderContext } from '@modelmonitor/render';

/**
 * What is wrong with the accounts of a monitor's pods: with the operator's own they would have its permissions.
 *
 * @param context the accounts that read counts of pods are those of the operator
 */
export function accountProblem(
  { namespace, monitor: { spec } }: Pick<Plan, 'namespace' | 'monitor'>,
  { callers }: Pick<RenderContext, 'callers'>,
): string | undefined {
  for (const part of ['serving', 'drift'] as const) {
    const name = spec[part].podTemplate?.serviceAccountName;
    if (name !== undefined && callers?.observers?.includes(`system:serviceaccount:${namespace}:${name}`) === true)
      return `spec.${part}.podTemplate.serviceAccountName expected an account other than the operator's, got ${name}`;
  }
  return undefined;
}
