import Type from 'typebox';
import { duration } from './duration.ts';
import { freeName } from './freeName.ts';
import { objectName } from './objectName.ts';
import { postgresStore } from './postgresStore.ts';
import { words } from './words.ts';

/** `spec.capture`: which predictions are kept, where, and for how long. */
export const captureSchema = Type.Object(
  {
    store: Type.Optional(
      words(['buffer', 'file', 'postgres'], {
        description:
          'Where captured rows and labels are kept. buffer: in the memory of each predictor process, bounded by maxRows and maxAge; file: also in an SQLite file; postgres: also in a PostgreSQL database. When absent, file outside a cluster and buffer in one. A file in a cluster needs volumeClaim and a single pod.',
      }),
    ),
    postgres: Type.Optional(postgresStore),
    volumeClaim: Type.Optional(
      objectName(
        'Name of a PersistentVolumeClaim in the same namespace, mounted by the predictor: it holds the file, or rows that wait for the database.',
      ),
    ),
    maxRows: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 10_000,
      description: 'Number of rows that each process keeps in memory; the oldest are dropped first.',
    }),
    maxAge: duration({ default: '24h', description: 'Longest time that a row is kept in memory.' }),
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
    'x-kubernetes-validations': [
      {
        rule: "(has(self.store) && self.store == 'postgres') == has(self.postgres)",
        message: 'the store postgres requires capture.postgres, and no other store has it',
        fieldPath: '.postgres',
      },
    ],
  },
);

export type CaptureSpec = Type.Static<typeof captureSchema>;
