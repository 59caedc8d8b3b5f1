import { readThroughCache } from '../cache/readThroughCache.ts';
import type { SourceKind } from '../source.ts';
import { urlForPeople } from './download.ts';
import { rejectPage } from './rejectPage.ts';
import { authHeaders, certificatesOf } from './requestAuth.ts';
import { revisionOf, validators } from './validators.ts';

/** A file of a web server, read again only when its ETag or its time of change is another. */
export const httpKind: SourceKind<'http'> = {
  read({ value, mostBytes, known }, context) {
    const { url, sha256, auth, ca } = value;
    return readThroughCache(
      {
        key: JSON.stringify(['http', value]),
        sha256,
        known,
        async fetch(revision) {
          const [credentials, authorities] = [await authHeaders(auth, context.readSecret), await certificatesOf(ca, context)];
          const response = await context.download({
            url,
            headers: validators(revision),
            credentials: () => credentials,
            ca: authorities,
            mostBytes,
            expects: (status) => status === 304 && revision !== undefined,
          });
          if (response.status === 304) return undefined;
          const origin = urlForPeople(new URL(url));
          rejectPage(response, origin);
          return { bytes: response.body, origin, revision: revisionOf(response.headers) };
        },
      },
      context,
    );
  },
};
