import Type from 'typebox';
import { formatsWithoutUnseen, type ModelFormatName, modelFormats } from '../generated/modelFormats.ts';
import { duration } from './duration.ts';
import { freeName } from './freeName.ts';
import { rulesForUnseen } from './rulesForUnseen.ts';
import { modelSourceSchema } from './sources/modelSource.ts';
import { verifySchema } from './verify.ts';
import { versionName } from './versionName.ts';
import { words } from './words.ts';

const range = Type.Object(
  {
    min: Type.Optional(Type.Number({ description: 'Smallest value accepted.' })),
    max: Type.Optional(Type.Number({ description: 'Largest value accepted.' })),
  },
  {
    additionalProperties: false,
    description: 'Accepted values; a request with a value outside gets status 422.',
    'x-kubernetes-validations': [
      {
        rule: '!has(self.min) || !has(self.max) || self.min < self.max',
        message: 'min must be smaller than max',
        messageExpression: "'min must be smaller than max, got %s and %s'.format([self.min, self.max])",
      },
    ],
  },
);

const notation = Type.Object(
  {
    decimal: Type.Optional(words(['.', ','], { description: 'What separates decimals; a point when absent.' })),
    thousands: Type.Optional(words(['.', ',', ' ', "'"], { description: 'What separates groups of digits; nothing when absent.' })),
    unit: Type.Optional(freeName('Unit, currency or % before or after the number, as it is written.')),
  },
  {
    additionalProperties: false,
    description:
      'How texts of requests may write the number beside the notation of programs, as in "1.234,50 €". A text that is two different numbers in ' +
      'the two notations gets status 422.',
    'x-kubernetes-validations': [
      {
        rule: "!has(self.thousands) || self.thousands != (has(self.decimal) ? self.decimal : '.')",
        message: 'decimal and thousands must differ',
        fieldPath: '.thousands',
      },
    ],
  },
);

const feature = Type.Object(
  {
    name: freeName('Name of the feature, as in the training data.'),
    type: words(['numeric', 'categorical'], { description: 'Whether values are numbers or categories.' }),
    range: Type.Optional(range),
    notation: Type.Optional(notation),
    values: Type.Optional(
      Type.Array(freeName('A category.'), {
        minItems: 1,
        maxItems: 1000,
        'x-kubernetes-list-type': 'set',
        description: 'Known categories; those of the model when absent. For a request with any other see unseen.',
      }),
    ),
    unseen: Type.Optional(
      words(['refuse', 'capture', 'predict'], {
        description:
          'What happens to a request with a category that is not known. refuse: it gets status 422; capture, also when absent: it gets ' +
          'status 422, and the row is kept, so that drift checks see the category; predict: the model predicts, treating the category as ' +
          'none of those it knows.',
      }),
    ),
    optional: Type.Boolean({ default: false, description: 'Whether a request may leave the feature out (or send null).' }),
  },
  {
    additionalProperties: false,
    description: 'One input of the model.',
    'x-kubernetes-validations': [
      {
        rule: "self.type == 'numeric' || !has(self.range)",
        message: 'range is for numeric features; use values for a categorical one',
        fieldPath: '.range',
      },
      {
        rule: "self.type == 'numeric' || !has(self.notation)",
        message: 'notation is for numeric features',
        fieldPath: '.notation',
      },
      {
        rule: "self.type == 'categorical' || !has(self.values)",
        message: 'values is for categorical features; use range for a numeric one',
        fieldPath: '.values',
      },
      {
        rule: "self.type == 'categorical' || !has(self.unseen)",
        message: 'unseen is for categorical features; a number outside of range gets status 422',
        fieldPath: '.unseen',
      },
    ],
  },
);

const formatList = Object.entries(modelFormats)
  .map(([name, about]) => `${name} (${about})`)
  .join(', ');

const version = Type.Object(
  {
    name: versionName('Name of the version, such as v1.'),
    format: words(['auto', ...(Object.keys(modelFormats) as ModelFormatName[])], {
      default: 'auto',
      description: `Format of the model: auto (the content decides), ${formatList}.`,
    }),
    source: modelSourceSchema,
    refresh: Type.Optional(
      Type.Object(
        {
          every: duration({ default: '1m', description: 'How often the source is checked for another model, such as a moved alias.' }),
        },
        {
          additionalProperties: false,
          description:
            'Checks the source for newer bytes. They are loaded beside the model that answers, have to reproduce the rows of verify, and then ' +
            'replace it; until then, and when they fail, the earlier model answers.',
          'x-kubernetes-validations': [
            {
              // Milliseconds alone, or fewer than ten seconds.
              rule: "!self.every.matches('^(0+(s|m|h|d|w))*(0*[1-9]s)?([0-9]+ms)*$')",
              message: 'expected an interval of at least 10s',
              fieldPath: '.every',
            },
          ],
        },
      ),
    ),
    verify: Type.Optional(verifySchema),
    traffic: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 100, description: 'Percent of the requests this version serves; 100 for a single version.' }),
    ),
    shadow: Type.Boolean({
      default: false,
      description: 'Whether the version predicts in the background only: its predictions are counted and never returned.',
    }),
  },
  {
    additionalProperties: false,
    description: 'One version of the model.',
    'x-kubernetes-validations': [
      { rule: '!self.shadow || !has(self.traffic)', message: 'a shadow version has no traffic', fieldPath: '.traffic' },
      {
        rule: '!self.shadow || !has(self.source.events)',
        message: 'a shadow version predicts the rows of requests, and predictions of source.events come without: expected no shadow',
        fieldPath: '.shadow',
      },
    ],
  },
);

const live = 'self.filter(v, !v.shadow)';
const trafficOf = 'has(v.traffic) ? v.traffic : (self.filter(w, !w.shadow).size() == 1 ? 100 : 0)';

const target = Type.Object(
  {
    name: freeName('Name of the target, as in the training data.'),
    classes: Type.Optional(
      Type.Array(freeName('A class.'), {
        minItems: 2,
        maxItems: 100,
        'x-kubernetes-list-type': 'set',
        description: 'Classes of a classification, in the order of the probabilities.',
      }),
    ),
  },
  { additionalProperties: false, description: 'What the model predicts.' },
);

/** `spec.model`: inputs, output and versions of the model. */
export const modelSchema = Type.Object(
  {
    task: words(['classification', 'regression'], { description: 'Whether the model predicts a class or a number.' }),
    features: Type.Array(feature, {
      minItems: 1,
      maxItems: 1000,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      description: 'Inputs of the model; their order is the order of the array form of /predict.',
    }),
    target,
    ignored: Type.Optional(
      Type.Array(freeName('Name of a column.', 1000), {
        maxItems: 1000,
        'x-kubernetes-list-type': 'set',
        description:
          'Columns of the data that are no inputs, such as an id or the target. Requests may hold them, so that callers can send whole rows; ' +
          'their values are not read.',
      }),
    ),
    versions: Type.Array(version, {
      minItems: 1,
      maxItems: 10,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      description: 'Versions loaded side by side.',
      'x-kubernetes-validations': [
        {
          rule: `${live}.map(v, ${trafficOf}).sum() == 100`,
          message: 'traffic of the non-shadow versions must sum to 100',
          messageExpression: `'traffic of the non-shadow versions must sum to 100, got %d'.format([${live}.map(v, ${trafficOf}).sum()])`,
        },
      ],
    }),
  },
  {
    additionalProperties: false,
    description: 'The model: inputs, output, versions.',
    'x-kubernetes-validations': [
      ...rulesForUnseen(formatsWithoutUnseen),
      {
        rule: 'self.task == oldSelf.task',
        message: 'task cannot be changed; create another ModelMonitor',
        fieldPath: '.task',
      },
      {
        rule: 'self.target.name == oldSelf.target.name',
        message: 'target.name cannot be changed: stored rows, labels and reports belong to the old target; create another ModelMonitor',
        fieldPath: '.target.name',
      },
      {
        rule: "self.task == 'regression' || has(self.target.classes)",
        message: 'a classification requires target.classes',
        fieldPath: '.target.classes',
        reason: 'FieldValueRequired',
      },
      {
        rule: "self.task == 'classification' || !has(self.target.classes)",
        message: 'a regression has no target.classes',
        fieldPath: '.target.classes',
      },
    ],
  },
);

export type ModelSpec = Type.Static<typeof modelSchema>;
export type Feature = ModelSpec['features'][number];
export type Version = ModelSpec['versions'][number];
