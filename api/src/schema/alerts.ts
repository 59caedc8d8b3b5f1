import Type from 'typebox';
import { dataKey } from './dataKey.ts';
import { duration } from './duration.ts';
import { mapOf } from './mapOf.ts';
import { objectName } from './objectName.ts';
import { secretToSend } from './sources/secretToSend.ts';

const secretRef = (description: string) =>
  Type.Object(
    { name: objectName('Name of the Secret.'), key: dataKey('Key of the Secret.') },
    { additionalProperties: false, description },
  );

// White space is spelled out: \s and . match other characters in JavaScript than in the API server.
const emailAddress = (description: string) =>
  Type.String({ pattern: '^[^@ \\t\\r\\n]+@[^@ \\t\\r\\n]+$', maxLength: 254, 'x-expected': 'an e-mail address', description });

const receiver = Type.Object(
  {
    slack: Type.Optional(
      Type.Object(
        {
          secretRef: secretRef('Secret with the webhook address.'),
          channel: Type.Optional(Type.String({ maxLength: 80, description: 'Channel, such as #models.' })),
        },
        { additionalProperties: false, description: 'A Slack channel.' },
      ),
    ),
    email: Type.Optional(
      Type.Object(
        {
          to: emailAddress('Address of the receiver.'),
          from: Type.Optional(emailAddress("Address of the sender; Alertmanager's own when absent.")),
          smarthost: Type.Optional(
            Type.String({
              pattern: '^[^ \\t\\r\\n]+:[0-9]+$',
              maxLength: 260,
              'x-expected': 'HOST:PORT',
              description: "Mail server; when absent, Alertmanager's own, of which this resource knows nothing.",
            }),
          ),
          username: Type.Optional(Type.String({ maxLength: 254, description: 'User name for the mail server.' })),
          secretRef: Type.Optional(secretToSend({ key: dataKey('Key of the Secret.') }, 'Secret with the password.')),
        },
        {
          additionalProperties: false,
          description: 'An e-mail address.',
          'x-kubernetes-validations': [
            { rule: '!has(self.smarthost) || has(self.from)', message: 'expected from beside smarthost' },
            {
              rule: 'has(self.smarthost) || !(has(self.username) || has(self.secretRef))',
              message: 'expected smarthost beside username and secretRef',
            },
          ],
        },
      ),
    ),
    pagerDuty: Type.Optional(
      Type.Object(
        { secretRef: secretRef('Secret with the routing key.') },
        { additionalProperties: false, description: 'A PagerDuty service; it receives critical alerts only.' },
      ),
    ),
  },
  {
    additionalProperties: false,
    description: 'One receiver: exactly one of slack, email, pagerDuty.',
    'x-kubernetes-validations': [
      {
        rule: '(has(self.slack) ? 1 : 0) + (has(self.email) ? 1 : 0) + (has(self.pagerDuty) ? 1 : 0) == 1',
        message: 'expected exactly one of slack, email, pagerDuty',
      },
    ],
  },
);

/** `spec.alerts`: thresholds of the alerts, and who receives them. */
export const alertsSchema = Type.Object(
  {
    latency: Type.Object(
      {
        p95Seconds: Type.Number({
          exclusiveMinimum: 0,
          maximum: 60,
          default: 1,
          description: '95th percentile of the latency, in seconds, above which HighPredictionLatency fires.',
        }),
        slaSeconds: Type.Number({
          exclusiveMinimum: 0,
          maximum: 60,
          default: 2,
          description: 'Latency, in seconds, above which a request breaches the service level.',
        }),
      },
      { additionalProperties: false, default: {}, description: 'Latency thresholds.' },
    ),
    errorRatio: Type.Number({
      exclusiveMinimum: 0,
      maximum: 1,
      default: 0.05,
      description: 'Share of failed predictions above which HighPredictionErrorRate fires.',
    }),
    objective: Type.Number({
      minimum: 0.5,
      maximum: 0.9999,
      default: 0.99,
      description:
        'Service level objective: share of the prediction requests that succeed, and share that take at most slaSeconds. The alerts on error budgets are derived from it.',
    }),
    driftShare: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1,
        description:
          'Share of drifted features at which DataDriftDetected fires; drift.share when absent. SevereDataDrift fires at the highest share of drift.levels if that is larger, otherwise halfway between this share and 1.',
      }),
    ),
    staleAfter: Type.Optional(
      duration({
        description:
          'Age of the newest report at which DriftReportStale fires; when absent, the time of the third scheduled check after it.',
      }),
    ),
    receivers: Type.Optional(
      Type.Array(receiver, { maxItems: 10, 'x-kubernetes-list-type': 'atomic', description: 'Receivers of the alerts.' }),
    ),
    labels: Type.Optional(
      mapOf(Type.String({ maxLength: 63, description: 'Value of the label.' }), {
        maxProperties: 32,
        description: 'Labels by which Alertmanager selects the AlertmanagerConfig of the receivers.',
      }),
    ),
  },
  { additionalProperties: false, default: {}, description: 'Thresholds of the alerts, and who receives them.' },
);

/** `spec.monitoring`: how Prometheus finds the predictor. */
export const monitoringSchema = Type.Object(
  {
    serviceMonitor: Type.Object(
      {
        enabled: Type.Boolean({ default: true, description: 'Whether to create a ServiceMonitor.' }),
        interval: duration({ default: '10s', description: 'Scrape interval.' }),
        labels: mapOf(Type.String({ maxLength: 63, description: 'Value of the label.' }), {
          maxProperties: 32,
          default: {},
          description: 'Labels by which Prometheus selects the ServiceMonitor, such as release: kube-prometheus-stack.',
        }),
      },
      { additionalProperties: false, default: {}, description: 'The ServiceMonitor by which the Prometheus operator finds the pods.' },
    ),
  },
  { additionalProperties: false, default: {}, description: 'How Prometheus finds the predictor.' },
);
