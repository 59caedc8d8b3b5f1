import Type from 'typebox';

/** `source.file`: a file beside the manifest. */
export const fileSource = Type.Object(
  {
    path: Type.String({
      // No segment starts with a dot: the path leads to no parent directory and to no hidden file.
      pattern: '^[A-Za-z0-9_][-A-Za-z0-9_. ]*(/[A-Za-z0-9_][-A-Za-z0-9_. ]*)*$',
      maxLength: 255,
      'x-expected': 'a relative path of letters, digits, dots, hyphens, underscores and blanks, without ..',
      description: 'Path of the file, relative to the directory of the manifest.',
    }),
  },
  {
    additionalProperties: false,
    description: 'A file beside the manifest, of any size. `modelmonitor run` reads it; in a cluster it has no effect.',
  },
);
