import { setTimeout } from 'node:timers/promises';
import { requestsOf, type Scraped, scrape } from './scrape.ts';

/** How long nothing may happen before everything counts as done, in milliseconds. */
const quietMilliseconds = 3000;

/**
 * Waits until an operator has nothing to do and writes nothing, its lease left out.
 *
 * @param onLook is given what was exported at each look
 * @returns the moment since when nothing happened, in milliseconds of the monotonic clock
 */
export async function quiet(operator: { readonly url: string }, onLook: (scraped: Scraped) => void = () => undefined): Promise<number> {
  let [last, since] = [Number.NaN, performance.now()];
  while (performance.now() - since < quietMilliseconds) {
    const scraped = await scrape(operator);
    onLook(scraped);
    const { patch, post, delete: deleted } = requestsOf(scraped);
    const now = patch + post + deleted + scraped.sum('workqueue_depth');
    if (now !== last) [last, since] = [now, performance.now()];
    await setTimeout(500);
  }
  return since;
}
