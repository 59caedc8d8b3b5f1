import type { Clock } from './clock.ts';
import { kindOf } from './errors.ts';
import { listAll, type Selection } from './listAll.ts';
import type { RawObject } from './rawObject.ts';
import { streamAll } from './streamAll.ts';
import type { Transport } from './transport.ts';

/** What is told of a list while it comes in. */
export interface Listing {
  /** The list begins, or begins again: what was taken of it counts for nothing. */
  readonly begin: () => void;
  readonly take: (object: RawObject) => void;
  /** Something that was taken went meanwhile. */
  readonly drop: (object: RawObject) => void;
  readonly signal: AbortSignal;
}

/** Lists everything. @returns the resource version a watch goes on from */
export type Lister = (listing: Listing) => Promise<string>;

/**
 * Lists as a stream; page by page where an API server does not do that, and after a stream that came to no good end, whatever the reason: so
 * nothing that is the matter with streams alone lasts for more than one.
 */
export function createLister(transport: Transport, selection: Selection, clock: Clock): Lister {
  let [refused, brokeOff] = [false, false];
  return async (listing) => {
    if (!refused && !brokeOff) {
      listing.begin();
      try {
        return await streamAll(transport, selection, { ...listing, clock });
      } catch (error) {
        refused = kindOf(error) === 'refused';
        brokeOff = !refused;
        if (brokeOff) throw error;
      }
    }
    listing.begin();
    const version = await listAll(transport, selection, listing);
    brokeOff = false;
    return version;
  };
}
