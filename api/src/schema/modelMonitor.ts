import Type from 'typebox';
import { numericOnlyMethods } from '../generated/driftMethods.ts';
import { alertsSchema, monitoringSchema } from './alerts.ts';
import { captureSchema } from './capture.ts';
import { driftSchema } from './drift.ts';
import { metadataSchema } from './metadata.ts';
import { modelSchema } from './model.ts';
import { servingSchema } from './serving.ts';

const numericOnly = `[${numericOnlyMethods.map((method) => `'${method}'`).join(', ')}]`;
// Each rule lists the names of the features once: a search of the features for each of many names would exceed the cost limit of the API server.
const namesOf = (features: string) => `[${features}.map(f, f.name)]`;
const features = namesOf('self.model.features');
const categories = namesOf("self.model.features.filter(f, f.type == 'categorical')");
const unknownOf = (names: string) => `${features}.map(known, ${names}.filter(name, !(name in known)))[0]`;
const overrides = 'has(self.drift.methods.features)';
const segments = 'has(self.drift.segments)';
const numericMethod = `self.drift.methods.features[name].method in ${numericOnly}`;

/** `spec` of a ModelMonitor. Cross-field rules are CEL, so that the CLI and the API server reach the same verdict. */
const specSchema = Type.Object(
  {
    class: Type.Optional(
      Type.String({
        pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        maxLength: 50,
        'x-expected': 'a name of lower-case letters, digits and hyphens',
        description:
          'Operator that manages the monitor: the one with this --class; absent: the one without a class. A change hands the monitor over.',
      }),
    ),
    model: modelSchema,
    serving: servingSchema,
    capture: captureSchema,
    drift: driftSchema,
    alerts: alertsSchema,
    monitoring: monitoringSchema,
  },
  {
    additionalProperties: false,
    description:
      'Desired state: the model, how it is served, which predictions are kept, what they are compared with, and who receives alerts.',
    'x-kubernetes-validations': [
      {
        rule: `!has(self.capture.redact) || ${features}.all(known, self.capture.redact.all(name, name in known))`,
        message: 'redact names a feature the model does not have',
        messageExpression: `'redact names a feature the model does not have: %s'.format([${unknownOf('self.capture.redact')}])`,
        fieldPath: '.capture.redact',
      },
      {
        rule: `!${overrides} || ${features}.all(known, self.drift.methods.features.all(name, name in known))`,
        message: 'methods.features names a feature the model does not have',
        messageExpression: `'methods.features names a feature the model does not have: %s'.format([${unknownOf('self.drift.methods.features')}])`,
        fieldPath: '.drift.methods.features',
      },
      {
        rule: `!${overrides} || ${categories}.all(texts, self.drift.methods.features.all(name, !(name in texts) || !(${numericMethod})))`,
        message: `methods ${numericOnlyMethods.join(', ')} are for numeric features`,
        messageExpression: `'methods ${numericOnlyMethods.join(', ')} are for numeric features, got one for %s'.format([${categories}.map(texts, self.drift.methods.features.filter(name, name in texts && ${numericMethod}))[0]])`,
        fieldPath: '.drift.methods.features',
      },
      {
        rule: `!${segments} || ${categories}.all(texts, self.drift.segments.all(s, !has(s.feature) || s.feature in texts))`,
        message: 'segments names a feature that is not a categorical feature of the model',
        messageExpression: `'segments names a feature that is not a categorical feature of the model: %s'.format([${categories}.map(texts, self.drift.segments.filter(s, has(s.feature) && !(s.feature in texts)).map(s, s.feature))[0]])`,
        fieldPath: '.drift.segments',
      },
      {
        rule: `!${segments} || !has(self.capture.redact) || self.drift.segments.all(s, !has(s.feature) || !(s.feature in self.capture.redact))`,
        message: 'segments names a redacted feature',
        fieldPath: '.drift.segments',
      },
      {
        rule: "!has(self.capture.store) || self.capture.store != 'buffer' || self.drift.window.maxRows <= self.capture.maxRows",
        message: 'drift.window.maxRows must not exceed capture.maxRows of a buffer',
        messageExpression:
          "'drift.window.maxRows must not exceed capture.maxRows of a buffer, got %d and %d'.format([self.drift.window.maxRows, self.capture.maxRows])",
        fieldPath: '.drift.window.maxRows',
      },
    ],
  },
);

/** The resource, `modelmonitor.dev/v1alpha1`: the one source of types, validation, defaults, CRD and docs. */
export const modelMonitorSchema = Type.Object(
  {
    apiVersion: Type.Literal('modelmonitor.dev/v1alpha1', { description: 'Version of this resource.' }),
    kind: Type.Literal('ModelMonitor', { description: 'Kind of this resource.' }),
    metadata: metadataSchema,
    spec: specSchema,
    status: Type.Optional(
      Type.Unsafe<Record<string, unknown>>({ type: 'object', description: 'Observed state; written by the operator.' }),
    ),
  },
  { additionalProperties: false, description: 'A served, measured and drift-checked model.' },
);

/** A ModelMonitor with its defaults filled in. */
export type ModelMonitor = Type.Static<typeof modelMonitorSchema>;
