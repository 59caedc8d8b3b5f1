/** An alert that is expected at some time: its labels beside its name, and what its description says. */
export interface ExpectedAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly description: string;
}

/** Series as they are scraped once a minute, in promtool's notation, and what comes of them. */
export interface AlertCase {
  readonly series: Readonly<Record<string, string>>;
  readonly checks: readonly { readonly at: string; readonly alerts: readonly ExpectedAlert[] }[];
}

/** What has to be shown of every alert. */
export interface AlertCases {
  /** How often the rules are evaluated, where once a minute would take long: cases of many days. */
  readonly evaluatedEvery?: '10m';
  readonly firing: AlertCase;
  readonly notFiring: AlertCase;
  /** Just at the threshold, and a step beyond. */
  readonly boundary: AlertCase;
  /** Series that are missing raise nothing. */
  readonly noData: AlertCase;
  /** It ends when what raised it ends. */
  readonly recovery: AlertCase;
}
