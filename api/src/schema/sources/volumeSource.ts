import Type from 'typebox';
import { objectName } from '../objectName.ts';

/** A path in a volume or an image. */
export function pathWithin(description: string) {
  return Type.String({
    // No segment starts with two dots: the path leads to no parent directory.
    pattern: '^[.]?[-A-Za-z0-9_][-A-Za-z0-9_. @+=,]*(/[.]?[-A-Za-z0-9_][-A-Za-z0-9_. @+=,]*)*$',
    maxLength: 1024,
    'x-expected': 'a relative path of letters, digits, dots, hyphens, underscores, blanks and @+=, without ..',
    description,
  });
}

/** `source.persistentVolumeClaim`: a file in a volume. */
export const volumeSource = Type.Object(
  {
    claimName: objectName('Name of the PersistentVolumeClaim, in the same namespace.'),
    path: pathWithin(
      'Path in the volume: a file, or a folder that MLflow saved (with an MLmodel). A file with the same name and .sha256 beside it holds its digest, if there is one.',
    ),
  },
  { additionalProperties: false, description: 'A file in a volume, which pods mount for reading. In a cluster only.' },
);
