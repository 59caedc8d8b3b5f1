import { absenceAlerts } from './absenceAlerts.ts';
import type { Alert } from './alert.ts';
import { availabilityAlerts } from './availabilityAlerts.ts';
import { captureAlerts } from './captureAlerts.ts';
import { dependencyAlerts } from './dependencyAlerts.ts';
import { driftAlerts } from './driftAlerts.ts';
import { errorAlerts } from './errorAlerts.ts';
import { latencyAlerts } from './latencyAlerts.ts';
import { objectiveAlerts } from './objectiveAlerts.ts';
import { operatorAlerts } from './operatorAlerts.ts';
import { performanceAlerts } from './performanceAlerts.ts';
import { readinessAlerts } from './readinessAlerts.ts';
import { storeAlerts } from './storeAlerts.ts';

/** Alerts on what a predictor does. */
export const servingAlerts: readonly Alert[] = [
  ...availabilityAlerts,
  ...latencyAlerts,
  ...errorAlerts,
  ...captureAlerts,
  ...dependencyAlerts,
  ...storeAlerts,
  ...performanceAlerts,
];

/** Every alert, in the order of docs/alerts.md. */
export const alerts: readonly Alert[] = [
  ...servingAlerts,
  ...objectiveAlerts,
  ...driftAlerts,
  ...readinessAlerts,
  ...operatorAlerts,
  ...absenceAlerts,
];
