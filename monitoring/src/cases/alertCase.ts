/** An expected alert: its labels beside its name, and its description. */
export interface ExpectedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly description: string;
}

/** Series scraped once per minute, in promtool's notation, and the alerts they raise. */
export interface AlertCase {
  readonly series: Readonly<Record<string, string>>;
  readonly checks: readonly { readonly at: string; readonly alerts: readonly ExpectedAlert[] }[];
}

/** The cases that every alert must have. */
export interface AlertCases {
  /** Evaluation interval of cases that span many days, for which one minute would be slow. */
  readonly evaluatedEvery?: '10m';
  readonly firing: AlertCase;
  readonly notFiring: AlertCase;
  /** At the threshold, and one step beyond. */
  readonly boundary: AlertCase;
  /** Missing series raise no alert, unless it is about their absence. */
  readonly noData: AlertCase;
  /** The alert ends when its cause ends. */
  readonly recovery: AlertCase;
}
