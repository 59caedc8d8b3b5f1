import { SourceError } from '../errors.ts';
import type { SourceKind } from '../source.ts';

/** A model that is served elsewhere: its predictions come as events, and it has no bytes. */
export const eventsKind: SourceKind<'events'> = {
  read: async () => {
    throw new SourceError('expected a source of bytes, got events of a model that is served elsewhere');
  },
};
