import type { ModelMonitor } from '@modelmonitor/api';
import { createClaims } from '../../operator/src/claims/claims.ts';

/** What an operator with a class does with a monitor. */
export function operatorOfClass({ spec }: ModelMonitor): unknown {
  const claims = createClaims({ clock: { monotonic: () => 0 }, operator: 'a/b', class: 'gold' });
  return claims.stand({ key: 'a', uid: 'a', generation: 1, spec, status: {} });
}
