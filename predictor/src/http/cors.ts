import type { Context } from 'koa';

const methods = 'GET, HEAD, POST';
const requestHeaders = 'Authorization, Content-Encoding, Content-Type, Inference-Header-Content-Length';
const responseHeaders = 'Inference-Header-Content-Length, Retry-After';

/** How long a browser may keep the answer to a preflight, in seconds. */
const maxAgeSeconds = 600;

/**
 * Lets pages of other origins send requests and read responses, refusals among them (CORS). A listed origin may send the credentials of the
 * browser; with `*` no origin may.
 *
 * @param allowed `spec.serving.cors.origins`
 * @returns whether the request was a preflight, which is answered
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function answerCors(context: Context, allowed: readonly string[]): boolean {
  const anyOrigin = allowed.includes('*');
  if (!anyOrigin) context.vary('Origin');
  const origin = context.get('Origin');
  if (origin === '' || !(anyOrigin || allowed.some((one) => isSameOrigin(one, origin)))) return false;
  context.set('Access-Control-Allow-Origin', anyOrigin ? '*' : origin);
  if (!anyOrigin) context.set('Access-Control-Allow-Credentials', 'true');
  if (context.method !== 'OPTIONS' || context.get('Access-Control-Request-Method') === '') {
    context.set('Access-Control-Expose-Headers', responseHeaders);
    return false;
  }
  context.set({
    'Access-Control-Allow-Methods': methods,
    'Access-Control-Allow-Headers': requestHeaders,
    'Access-Control-Max-Age': String(maxAgeSeconds),
  });
  context.status = 204;
  return true;
}

/** A listed origin may have the usual port of its scheme or capitals, which browsers do not send. */
export function isSameOrigin(listed: string, origin: string): boolean {
  if (listed === origin) return true;
  return URL.canParse(listed) && new URL(listed).origin === origin;
}
