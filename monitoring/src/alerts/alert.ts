/** critical pages, warning is looked at in working hours. */
export type Severity = 'critical' | 'warning';

/** An alert: the rules that raise it, what its message says, and what to do. */
export interface Alert {
  readonly name: string;
  readonly rules: readonly AlertRule[];
  /** One sentence without a value: messages are grouped by it. */
  readonly summary: string;
  /** What is so now, with values; a template of Prometheus. Labels that a rule adds are not known to it. */
  readonly description: string | ((rule: AlertRule) => string);
  /** What is compared with what, where it is: the dashboard that shows the one shows the other. */
  readonly compares?: Comparison;
  readonly runbook: Runbook;
}

export interface AlertRule {
  readonly severity: Severity;
  readonly expression: string;
  /** How long it has to hold; at once when absent. */
  readonly for?: string;
  /** How long it is told on after it ended, for series that are away for a moment while operators take turns. */
  readonly keepFiringFor?: string;
  /** Labels beside severity. */
  readonly labels?: Readonly<Record<string, string>>;
}

interface Comparison {
  /** Metric that is measured. */
  readonly quantity: string;
  /** Gauge of the monitor that it is compared with, or a number that is the same for all. */
  readonly threshold: string | number;
}

/** A section of docs/alerts.md. */
interface Runbook {
  readonly meaning: string;
  readonly impact: string;
  readonly look: readonly Look[];
  readonly mend: readonly string[];
}

/** Something to look at: a sentence, and what can be copied. */
export type Look = { readonly say: string } & ({ readonly promql: string } | { readonly shell: string });
