import type { RawList } from './rawList.ts';
import type { RawObject } from './rawObject.ts';
import type { Transport } from './transport.ts';

/** What is listed or watched. */
export interface Selection {
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Media types of a list and of a watch. */
  readonly accept: { readonly list: string; readonly watch: string };
  /** Objects of one page of a list: few enough that reading one does not hold up the event loop. */
  readonly pageSize: number;
}

/**
 * Lists everything, page by page, as of one moment.
 *
 * @param take is given each object as it comes, so that no more than a page is held
 * @returns the resource version a watch goes on from
 * @throws ApiError of kind `gone` when the list took so long that its moment is no longer known
 */
export async function listAll(
  transport: Transport,
  { path, query, accept, pageSize }: Selection,
  { take, signal }: { take: (object: RawObject) => void; signal: AbortSignal },
): Promise<string> {
  for (let next: string | undefined; ; ) {
    const page = { ...query, limit: String(pageSize), continue: next };
    const { metadata, items } = (await transport.request({ method: 'GET', path, query: page, accept: accept.list, signal })) as RawList;
    for (const item of items ?? []) take(item);
    next = metadata.continue === '' ? undefined : metadata.continue;
    if (next === undefined) return metadata.resourceVersion;
  }
}
