import { createValidator, planFor } from '@modelmonitor/api';
import { templateDigest } from '@modelmonitor/render';
import { type OperatorOptions, readOptions } from './options.ts';

const validate = createValidator();

/** Digest of the pod template that an operator without options gives a monitor; it is the same in every namespace. */
export function testDigest(monitor: object): string {
  const { metadata } = monitor as { metadata: object };
  const { monitor: valid, problems } = validate({ ...monitor, metadata: { ...metadata, namespace: 'any' } });
  if (valid === undefined) throw new Error(JSON.stringify(problems));
  const { images } = readOptions([]) as OperatorOptions;
  const has = { serviceMonitor: true, alertmanagerConfig: true };
  return templateDigest(planFor(valid), {
    images,
    has,
    ownerUid: undefined,
    callers: undefined,
    serviceMonitorLabels: {},
    driftPaused: false,
  });
}
