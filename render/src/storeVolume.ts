import { podPlacement } from '@modelmonitor/api';
import type { Rendering } from './child.ts';

type Fields = Readonly<Record<string, unknown>>;

/** The volume for captured rows, where the resource names a claim. */
export function storeVolume({ plan }: Rendering): Fields[] {
  const claimName = plan.monitor.spec.capture.volumeClaim;
  return claimName === undefined ? [] : [{ name: 'store', persistentVolumeClaim: { claimName } }];
}

export function storeMount({ plan }: Rendering): Fields[] {
  return plan.monitor.spec.capture.volumeClaim === undefined ? [] : [{ name: 'store', mountPath: podPlacement.storeDirectory }];
}
