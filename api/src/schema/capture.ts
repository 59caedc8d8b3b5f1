import Type from 'typebox';
import { duration } from './duration.ts';
import { freeName } from './freeName.ts';
import { words } from './words.ts';

/** `spec.capture`: which predictions are kept, where, and for how long. */
export const captureSchema = Type.Object(
  {
    store: words(['buffer'], {
      default: 'buffer',
      description: 'Where captured rows are kept: a bounded buffer in the memory of each predictor process.',
    }),
    maxRows: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 10_000,
      description: 'Number of rows a pod keeps; the oldest are dropped first.',
    }),
    maxAge: duration({ default: '24h', description: 'Longest time a row is kept.' }),
    sample: Type.Number({ minimum: 0, maximum: 1, default: 1, description: 'Share of the predictions that is captured.' }),
    redact: Type.Optional(
      Type.Array(freeName('Name of a feature.'), {
        maxItems: 100,
        'x-kubernetes-list-type': 'set',
        description: 'Features whose values never leave the process: not captured, not counted, not in a report.',
      }),
    ),
  },
  {
    additionalProperties: false,
    default: {},
    description: 'Which predictions are kept, where, and for how long.',
  },
);

export type CaptureSpec = Type.Static<typeof captureSchema>;
