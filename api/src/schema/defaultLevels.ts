/** Recommended actions by share of drifted features, for a resource that sets none. */
export const defaultLevels: { share: number; action: 'monitor' | 'retrain' | 'recollect' }[] = [
  { share: 0.2, action: 'monitor' },
  { share: 0.3, action: 'retrain' },
  { share: 0.5, action: 'recollect' },
];
