import Type from 'typebox';
import { archiveSchema } from './archive.ts';
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
    retention: Type.Optional(
      duration({
        description:
          'How long the rows and labels of a file or database are kept; 30d when absent. Whole days (UTC), oldest first, are written to the archive, if there is one, and dropped.',
      }),
    ),
    maxBytes: Type.Optional(
      Type.String({
        pattern: '^[1-9][0-9]{0,14}(k|Ki|M|Mi|G|Gi|T|Ti)?$',
        maxLength: 32,
        'x-expected': 'a whole number of bytes above zero such as 500Mi or 10Gi',
        description:
          'Space that a file or database may take before its oldest days are dropped, whatever the retention; when absent, 1Gi for a file and no limit for a database. The newest day is not dropped.',
      }),
    ),
    archive: Type.Optional(archiveSchema),
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
