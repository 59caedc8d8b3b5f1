import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Context, Middleware } from 'koa';
import type { RefusedRow } from '../contract/refusedRow.ts';
import { ProblemError, problemKinds } from '../problem.ts';
import type { RecentTraffic } from '../telemetry/recentTraffic.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { answerProblem } from './answerProblem.ts';
import { type BodyBudget, smallBodyBytes } from './bodyBudget.ts';
import { contentDecoder } from './contentDecoder.ts';
import { parseLargeJson } from './parseInPieces.ts';
import { notJsonBody, notUtf8Body, overload, refuseBody, refuseMore, tooLarge } from './requestBody.ts';
import type { RefuseStrangers } from './strangers.ts';

export interface ExchangeOptions {
  readonly telemetry: Telemetry;
  /** Figures of the last minutes, for the page. */
  readonly recent: RecentTraffic;
  /** Seconds of a clock that never goes back. */
  readonly monotonicSeconds: () => number;
  /** Latency, in seconds, above which a prediction request breaches the service level. */
  readonly slaSeconds: () => number;
  /** Takes the rows of a prediction request that were refused for unseen categories. */
  readonly takeRefused: (rows: readonly RefusedRow[]) => void;
  /** Refuses requests of other sites, before any route. */
  readonly refuseStrangers?: RefuseStrangers;
  /** Sets the headers for pages of other origins; whether that was all the request is for. */
  readonly answerOrigin?: (context: Context) => boolean;
  /** Logs errors of the server. */
  readonly logError: (message: string, error: unknown) => void;
}

const clientClosed = problemKinds.client_closed.status;

/** Headers of every response: a page of another site can neither embed it nor have it taken for a script. */
const foreignHeaders = { 'X-Content-Type-Options': 'nosniff', 'Cross-Origin-Resource-Policy': 'same-origin' };

const jsonHeaders = { ...foreignHeaders, 'Content-Type': 'application/json; charset=utf-8' };

/** Paths of prediction requests. */
const predictionPath = /^\/(predict(\/batch)?|v2\/models\/[^/]+(\/versions\/[^/]+)?\/infer)$/;

/** The outermost middleware: measures and counts every exchange, and answers thrown errors as problem details. */
export function exchange({
  telemetry,
  recent,
  monotonicSeconds,
  slaSeconds,
  takeRefused,
  refuseStrangers,
  answerOrigin,
  logError,
}: ExchangeOptions): Middleware {
  return async (context, next) => {
    const start = monotonicSeconds();
    withoutTrailingSlash(context);
    const predicting = context.method === 'POST' && predictionPath.test(context.path);
    try {
      const isAnswered = answerOrigin?.(context) === true;
      refuseStrangers?.(context);
      if (!isAnswered) await next();
    } catch (thrown) {
      const error = answerProblem(context, thrown, logError);
      if (predicting) telemetry.countRefusal(error.kind);
      if (predicting && error.refusedRows.length > 0) takeRefused(error.refusedRows);
    }
    if (!context.res.headersSent) context.set(foreignHeaders);
    const seconds = monotonicSeconds() - start;
    // A client that left is no failure, and how long it took to leave is no latency.
    if (predicting && context.status !== clientClosed) {
      recent.add({ seconds, failed: context.status >= 400 });
      if (seconds > slaSeconds()) telemetry.tallies.slaBreaches.add([]);
    }
    telemetry.countExchange({
      method: methodLabel(context.method),
      route: routeOf(context['_matchedRoute']),
      status: context.status,
      seconds,
    });
  };
}

/** Every route is served with a slash at its end too; the page at /docs/ has relative addresses and redirects by itself. */
function withoutTrailingSlash(context: Context): void {
  const { path } = context;
  if (path.length > 1 && path.endsWith('/') && path !== '/docs/') context.path = path.replace(/\/+$/, '') || '/';
}

/** The method as a label value: an arbitrary method of a client must not create a series. */
function methodLabel(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'].includes(method) ? method : 'other';
}

function routeOf(matched: unknown): string {
  return typeof matched === 'string' ? matched : 'unmatched';
}

/**
 * Reads a request's body as JSON.
 *
 * @param maxBytes largest body accepted, unpacked
 * @throws ProblemError 415 for another content type or encoding, 413 for a larger body, 400 for what is not JSON
 */
export async function readJson(context: Context, maxBytes: number): Promise<unknown> {
  const type = context.req.headers['content-type'];
  if (type === undefined || !/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type)) {
    const received = type === undefined ? 'none' : JSON.stringify(type.slice(0, 60));
    throw refuseBody(context.req, new ProblemError('wrong_content_type', `expected Content-Type: application/json, got ${received}`));
  }
  const bytes = await readBytes(context, maxBytes);
  return bytes.length > largeBytes ? parseLargeJson(bytes) : parseJson(bytes);
}

/** Bodies beyond this size are parsed in pieces. */
const largeBytes = 128 * 1024;

/** A request, and what bodies may hold together; no bound when absent. */
interface BodyContext extends Pick<Context, 'req' | 'res'> {
  readonly bodies?: BodyBudget | undefined;
}

/**
 * The body of a request, unpacked.
 *
 * @throws ProblemError 415 for an unknown encoding, 413 for a body that is larger than allowed, packed or unpacked, 503 while bodies hold too much
 */
export function readBytes({ req, res, bodies }: BodyContext, maxBytes: number): Promise<Buffer> {
  const { 'content-encoding': encoding, 'content-length': declared, expect } = req.headers;
  const decode = encoding === undefined ? undefined : contentDecoder(encoding);
  if (Number(declared ?? 0) > maxBytes) throw refuseBody(req, tooLarge(maxBytes, `${declared} bytes`));
  // A client that waits for it sends no body that would be refused.
  if (expect !== undefined) res.writeContinue();
  const body = collectBody(req, { maxBytes, bodies, expected: Number(declared ?? 0) });
  if (decode === undefined) return body;
  return body.then((packed) => decode(packed, maxBytes)).then((bytes) => hold(bytes, { res, bodies }));
}

/** An unpacked body is held until its response ends: a thousandth of its bytes came over the network. @throws ProblemError 503 as `readBytes` */
function hold(bytes: Buffer, { res, bodies }: Pick<BodyContext, 'res' | 'bodies'>): Buffer {
  if (bodies === undefined || bytes.length <= smallBodyBytes) return bytes;
  const share = bodies.open(bytes.length);
  if (share?.take(bytes.length) !== true) throw overload();
  res.once('close', () => share.release());
  return bytes;
}

interface BodyLimits {
  readonly maxBytes: number;
  readonly bodies: BodyBudget | undefined;
  /** Bytes that the client declared; 0 when unknown. */
  readonly expected: number;
}

function collectBody(request: IncomingMessage, { maxBytes, bodies, expected }: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    let isRefused = false;
    let share: ReturnType<BodyBudget['open']> | undefined;
    const refuse = (refusal: () => ProblemError) => {
      isRefused = true;
      chunks.length = 0;
      share?.release();
      reject(refusal());
    };
    request.on('data', (chunk: Buffer) => {
      if (isRefused) return;
      length += chunk.length;
      if (length > maxBytes) return refuse(() => refuseBody(request, tooLarge(maxBytes, 'more')));
      if (length > smallBodyBytes && bodies !== undefined) {
        const isHeld = share === undefined;
        share ??= bodies.open(expected);
        if (share?.take(isHeld ? length : chunk.length) !== true) return refuse(() => refuseMore(request, bodies));
      }
      chunks.push(chunk);
    });
    request.on('end', () => {
      share?.release();
      resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
    });
    request.on('error', (cause) => reject(new ProblemError('client_closed', 'the connection broke before the body ended', { cause })));
    request.on('close', () => {
      share?.release();
      // Every request closes; an error is worth its stack only when the body is missing something.
      if (!request.complete) reject(new ProblemError('client_closed', 'the connection closed before the body ended'));
    });
  });
}

/** @throws ProblemError (400) for bytes that are no JSON, or no UTF-8 */
function parseJson(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw notUtf8Body(bytes);
  const text = bytes.toString();
  try {
    // Some clients write a byte order mark.
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch (cause) {
    throw notJsonBody(text, cause as Error);
  }
}

/**
 * Answers with JSON, past Koa's own response: its look-ups of type and length and the checks of each header are a tenth of a prediction.
 * Headers that were set before are sent too.
 */
export function writeJson(context: Context, value: unknown): void {
  writeJsonText(context, JSON.stringify(value));
}

/** Answers with a text of JSON, as `writeJson`. */
export function writeJsonText(context: Context, text: string): void {
  context.respond = false;
  context.res.writeHead(200, { ...jsonHeaders, 'Content-Length': Buffer.byteLength(text) });
  context.res.end(text);
}
