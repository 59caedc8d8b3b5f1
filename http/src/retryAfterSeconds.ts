import type { IncomingHttpHeaders } from 'node:http';

/**
 * Seconds a server asks to wait before the next request (RFC 9110, 10.2.3).
 *
 * @returns undefined when it does not say, or gives a date
 */
export function retryAfterSeconds({ 'retry-after': text }: IncomingHttpHeaders): number | undefined {
  return text !== undefined && /^[0-9]{1,6}$/.test(text) ? Number(text) : undefined;
}
