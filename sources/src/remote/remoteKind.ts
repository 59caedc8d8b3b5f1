import { SourceError } from '../errors.ts';
import type { SourceKind } from '../source.ts';

/** A model on another server: it is called (`Sources.connect`), and has no bytes. */
export const remoteKind: SourceKind<'remote'> = {
  read: async ({ value: { url } }) => {
    throw new SourceError(`expected a source of bytes, got the remote model of ${url}, whose server predicts itself`);
  },
};
