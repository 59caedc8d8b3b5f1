import Type from 'typebox';
import { categoricalMethods, numericMethods } from '../generated/driftMethods.ts';
import { defaultLevels } from './defaultLevels.ts';
import { driftSegmentsSchema } from './driftSegments.ts';
import { duration } from './duration.ts';
import { mapOf } from './mapOf.ts';
import { driftNetworkPolicy } from './networkPolicy.ts';
import { objectName } from './objectName.ts';
import { podResources, podTemplate } from './podTemplate.ts';
import { referenceSourceSchema } from './sources/referenceSource.ts';
import { words } from './words.ts';

const threshold = Type.Optional(
  Type.Number({
    exclusiveMinimum: 0,
    maximum: 1_000_000,
    description: "Threshold of the score; the method's own default when absent. A p-value below it, or a distance above it, is drift.",
  }),
);

const methodOf = <const Method extends string>(methods: readonly Method[], description: string) =>
  Type.Optional(
    Type.Object(
      {
        method: words<Method | 'auto'>(['auto', ...methods], {
          default: 'auto',
          description: 'Drift method; auto chooses by type, distinct values and reference rows.',
        }),
        threshold,
      },
      { additionalProperties: false, description },
    ),
  );

const methods = Type.Object(
  {
    numeric: methodOf(numericMethods, 'Method and threshold of numeric features.'),
    categorical: methodOf(categoricalMethods, 'Method and threshold of categorical features.'),
    features: Type.Optional(
      mapOf(
        Type.Object(
          { method: words(['auto', ...numericMethods], { default: 'auto', description: 'Drift method of this feature.' }), threshold },
          { additionalProperties: false, description: 'Method and threshold of one feature.' },
        ),
        { maxProperties: 100, description: 'Method and threshold of single features, by name.' },
      ),
    ),
  },
  { additionalProperties: false, default: {}, description: 'Drift methods and thresholds: per feature, else per type, else automatic.' },
);

const window = Type.Object(
  {
    maxRows: Type.Integer({
      minimum: 1,
      maximum: 1_000_000_000,
      default: 1000,
      description:
        'Number of newest rows a check compares. A buffer holds at most capture.maxRows per pod; of more than 200000 rows, as a file or PostgreSQL holds them, columns are compared by counts, and a seeded sample of 200000 gives the rest.',
    }),
    maxAge: duration({ default: '1h', description: 'Age of the oldest row a check compares.' }),
    counts: Type.Optional(
      words(['rows', 'hours'], {
        description:
          'What columns of more rows than memory takes are compared by: counts of the rows, or counts of closed hours, which are kept and add up, so that no row is read again. Those are exact at up to 1000 values of the reference per feature, and the current hour is not among them. rows when absent.',
      }),
    ),
    minRows: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 50,
      description: 'Rows needed for a verdict; with fewer, it is "unknown".',
    }),
  },
  {
    additionalProperties: false,
    default: {},
    description: 'The captured rows a check compares with the reference.',
    'x-kubernetes-validations': [
      {
        rule: 'self.minRows <= self.maxRows',
        message: 'minRows must not exceed maxRows',
        messageExpression: "'minRows must not exceed maxRows, got %d and %d'.format([self.minRows, self.maxRows])",
        fieldPath: '.minRows',
      },
    ],
  },
);

const level = Type.Object(
  {
    share: Type.Number({ minimum: 0, maximum: 1, description: 'Share of drifted features at which the level is reached.' }),
    action: words(['monitor', 'retrain', 'recollect'], { description: 'Recommended action.' }),
  },
  { additionalProperties: false, description: 'One level.' },
);

const levels = Type.Array(level, {
  maxItems: 10,
  'x-kubernetes-list-type': 'atomic',
  default: defaultLevels,
  description: 'Recommended actions by share of drifted features; the highest level reached is reported.',
});

const referenceRows = {
  minimum: 10,
  maximum: 1_000_000,
  default: 10_000,
  description: 'Number of reference rows to use; from a larger reference, a seeded sample is drawn.',
};

const early = Type.Object(
  {
    rows: Type.Integer({
      minimum: 1,
      maximum: 1_000_000_000,
      default: 1000,
      description: 'Number of new rows that starts a check.',
    }),
    age: duration({ default: '1h', description: 'Age of the oldest new row that starts a check.' }),
    minInterval: duration({
      default: '10m',
      description: 'Shortest time between the start of a check and of one before the schedule, whatever the traffic.',
    }),
  },
  {
    additionalProperties: false,
    description: 'When a check starts before its schedule; checks start only by schedule or every when absent.',
  },
);

const driftPods = podTemplate(
  {
    resources: Type.Optional(
      podResources(
        'CPU and memory of a check; when absent, at most one CPU and 1Gi of memory, or 2Gi where the window or the reference has more than 200000 rows.',
      ),
    ),
    serviceAccountName: Type.Optional(
      objectName(
        'Account of the pods, for a workload identity, in place of NAME-drift. It may then patch the ConfigMap NAME-drift and read the rows of the predictor pods.',
      ),
    ),
  },
  {
    description:
      'Fields for the specification of the pods of checks. nodeSelector, tolerations, runtimeClassName and imagePullSecrets are those of serving.podTemplate when absent.',
    rules: [
      {
        rule: "!has(self.serviceAccountName) || self.serviceAccountName != 'default'",
        message:
          'expected an account other than default, since every pod without an account of its own could read the rows of the predictor pods',
        fieldPath: '.serviceAccountName',
      },
    ],
  },
);

/** `spec.drift`: when the captured traffic is compared with which reference, and how. */
export const driftSchema = Type.Object(
  {
    schedule: Type.Optional(
      Type.String({
        // White space is spelled out: \s matches other characters in JavaScript than in the API server.
        pattern: '^(@(hourly|daily|weekly|monthly|yearly)|[^ \\t\\r\\n]+([ \\t]+[^ \\t\\r\\n]+){4})$',
        maxLength: 128,
        'x-expected': 'a cron expression of five fields, or @hourly, @daily …',
        description: 'When checks run: a cron expression, in timeZone.',
      }),
    ),
    every: Type.Optional(duration({ description: 'Interval of the checks; 1h when neither schedule nor every is set.' })),
    timeZone: Type.Optional(
      Type.String({ minLength: 1, maxLength: 64, description: 'Time zone of the schedule, such as Europe/Berlin; UTC when absent.' }),
    ),
    early: Type.Optional(early),
    suspend: Type.Boolean({ default: false, description: 'Whether checks are paused.' }),
    reference: Type.Object(
      { source: referenceSourceSchema, rows: Type.Integer(referenceRows) },
      {
        additionalProperties: false,
        description: 'The data the traffic is compared with (CSV or Parquet with one column per feature, or a profile of such data).',
      },
    ),
    window,
    segments: Type.Optional(driftSegmentsSchema),
    methods,
    rules: words(['guarded', 'evidently'], {
      default: 'guarded',
      description:
        'How a score becomes a verdict. guarded: the difference must also be significant after the correction, and at least effectFloor. evidently: the score alone decides, as in Evidently 0.7.21; correction and effectFloor are ignored.',
    }),
    correction: words(['none', 'bonferroni', 'benjaminiHochberg'], {
      default: 'benjaminiHochberg',
      description: 'Correction of the p-values for the number of features.',
    }),
    effectFloor: Type.Number({
      minimum: 0,
      maximum: 1,
      default: 0.02,
      description:
        'Effect size (largest difference of the distribution functions, or total variation distance of the categories) below which a significant p-value from more than 1000 rows is not drift.',
    }),
    confirmation: Type.Object(
      {
        runs: Type.Integer({ minimum: 1, maximum: 100, default: 1, description: 'Number of drifted runs that confirm drift.' }),
        of: Type.Integer({
          minimum: 1,
          maximum: 100,
          default: 1,
          description: 'Number of newest runs considered; runs without a verdict do not count.',
        }),
      },
      {
        additionalProperties: false,
        default: {},
        description: 'How many of the newest runs must be drifted before alerts fire, and to keep them firing.',
        'x-kubernetes-validations': [{ rule: 'self.runs <= self.of', message: 'runs must not exceed of', fieldPath: '.runs' }],
      },
    ),
    share: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      default: 0.5,
      description: 'Share of drifted features at which the data set is drifted.',
    }),
    levels,
    history: Type.Integer({ minimum: 1, maximum: 100, default: 10, description: 'Number of reports kept.' }),
    podTemplate: Type.Optional(driftPods),
    networkPolicy: Type.Optional(driftNetworkPolicy),
  },
  {
    additionalProperties: false,
    description: 'When the captured traffic is compared with which reference, and how.',
    'x-kubernetes-validations': [
      { rule: '!has(self.schedule) || !has(self.every)', message: 'expected schedule or every, got both', fieldPath: '.every' },
      { rule: '!has(self.timeZone) || has(self.schedule)', message: 'timeZone requires schedule', fieldPath: '.timeZone' },
      {
        rule: 'self.confirmation.of <= self.history',
        message: 'confirmation.of must not exceed history',
        fieldPath: '.confirmation.of',
      },
    ],
  },
);

export type DriftSpec = Type.Static<typeof driftSchema>;
export type Correction = DriftSpec['correction'];
