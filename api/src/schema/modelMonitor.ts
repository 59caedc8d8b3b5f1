import Type from 'typebox';
import { alertsSchema, monitoringSchema } from './alerts.ts';
import { captureSchema } from './capture.ts';
import { driftSchema } from './drift.ts';
import { numericOnlyMethods } from './driftMethods.ts';
import { modelSchema } from './model.ts';
import { objectName } from './objectName.ts';
import { servingSchema } from './serving.ts';

const numericOnly = `[${numericOnlyMethods.map((method) => `'${method}'`).join(', ')}]`;
const overrides = 'has(self.drift.methods.features)';
const known = (name: string) => `self.model.features.exists(f, f.name == ${name})`;
const numericMethodOfCategory = `self.drift.methods.features[name].method in ${numericOnly} && self.model.features.exists(f, f.name == name && f.type == 'categorical')`;

/** `spec` of a ModelMonitor. Cross-field rules are CEL, so that a laptop and the API server judge alike. */
const specSchema = Type.Object(
  {
    model: modelSchema,
    serving: servingSchema,
    capture: captureSchema,
    drift: driftSchema,
    alerts: alertsSchema,
    monitoring: monitoringSchema,
  },
  {
    additionalProperties: false,
    description: 'What is wanted.',
    'x-kubernetes-validations': [
      {
        rule: `!has(self.capture.redact) || self.capture.redact.all(name, ${known('name')})`,
        message: 'redact names a feature the model does not have',
        messageExpression: `'redact names a feature the model does not have: ' + self.capture.redact.filter(name, !${known('name')}).join(', ')`,
        fieldPath: '.capture.redact',
      },
      {
        rule: `!${overrides} || self.drift.methods.features.all(name, ${known('name')})`,
        message: 'methods.features names a feature the model does not have',
        messageExpression: `'methods.features names a feature the model does not have: ' + self.drift.methods.features.filter(name, !${known('name')}).join(', ')`,
        fieldPath: '.drift.methods.features',
      },
      {
        rule: `!${overrides} || self.drift.methods.features.all(name, !(${numericMethodOfCategory}))`,
        message: `methods ${numericOnlyMethods.join(', ')} are for numeric features`,
        messageExpression: `'methods ${numericOnlyMethods.join(', ')} are for numeric features, got one for ' + self.drift.methods.features.filter(name, ${numericMethodOfCategory}).join(', ')`,
        fieldPath: '.drift.methods.features',
      },
      {
        rule: 'self.drift.window.maxRows <= self.capture.maxRows',
        message: 'drift.window.maxRows must not exceed capture.maxRows',
        messageExpression:
          "'drift.window.maxRows must not exceed capture.maxRows, got ' + string(self.drift.window.maxRows) + ' and ' + string(self.capture.maxRows)",
        fieldPath: '.drift.window.maxRows',
      },
    ],
  },
);

const metadataSchema = Type.Object(
  {
    name: objectName('Name of the monitor.'),
    namespace: Type.String({
      pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
      maxLength: 63,
      default: 'default',
      'x-wanted': 'lower-case letters, digits and -',
      description: 'Namespace of the monitor.',
    }),
  },
  { description: 'Standard Kubernetes metadata.' },
);

/** The resource, `modelmonitor.dev/v1alpha1`: the one source of types, validation, defaults, CRD and docs. */
export const modelMonitorSchema = Type.Object(
  {
    apiVersion: Type.Literal('modelmonitor.dev/v1alpha1', { description: 'Version of this resource.' }),
    kind: Type.Literal('ModelMonitor', { description: 'Kind of this resource.' }),
    metadata: metadataSchema,
    spec: specSchema,
    status: Type.Optional(
      Type.Unsafe<Record<string, unknown>>({ type: 'object', description: 'What is; written by the operator, ignored here.' }),
    ),
  },
  { additionalProperties: false, description: 'A served, measured and drift-checked model.' },
);

/** A ModelMonitor with its defaults filled in. */
export type ModelMonitor = Type.Static<typeof modelMonitorSchema>;
