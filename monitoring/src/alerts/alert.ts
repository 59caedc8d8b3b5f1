/** critical pages; warning waits for working hours. */
export type Severity = 'critical' | 'warning';

/** An alert: its rules, its message and its runbook. */
export interface Alert {
  readonly name: string;
  readonly rules: readonly AlertRule[];
  /** One sentence without a value: messages are grouped by it. */
  readonly summary: string;
  /** The current state with values; a Prometheus template. It cannot read labels that the rule adds. */
  readonly description: string | ((rule: AlertRule) => string);
  /** What is compared with which threshold: a dashboard that shows the quantity draws the threshold too. */
  readonly compares?: Comparison;
  readonly runbook: Runbook;
}

export interface AlertRule {
  readonly severity: Severity;
  readonly expression: string;
  /** How long the expression must hold; fires at once when absent. */
  readonly for?: string;
  /** How long the alert keeps firing after it ended, for series that are missing briefly while operators take turns. */
  readonly keepFiringFor?: string;
  /** Labels beside severity. */
  readonly labels?: Readonly<Record<string, string>>;
}

interface Comparison {
  /** Measured metric. */
  readonly quantity: string;
  /** Gauge of the monitor that holds the threshold, or a number that is the same for all monitors. */
  readonly threshold: string | number;
}

/** A section of docs/alerts.md. */
interface Runbook {
  readonly meaning: string;
  readonly impact: string;
  readonly diagnosis: readonly DiagnosisStep[];
  readonly remediation: readonly string[];
}

/** A sentence and the query or command to copy. */
export type DiagnosisStep = { readonly text: string } & ({ readonly promql: string } | { readonly shell: string });
