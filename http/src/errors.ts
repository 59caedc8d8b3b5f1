/** Why a request got no usable response. */
export type HttpErrorKind =
  /** The server refused the connection: nothing listens there. */
  | 'refused'
  /** No connection: unknown host, no route, no connection in time. */
  | 'unreachable'
  /** No TLS connection: a certificate that is not trusted, or a server without TLS. */
  | 'untrusted'
  /** The connection ended before the response was complete. */
  | 'reset'
  /** No complete response before the deadline. */
  | 'timeout'
  /** The response is not HTTP. */
  | 'malformed'
  /** The response has more bytes, or more bytes of headers, than expected. */
  | 'tooLarge'
  /** The response points to another address. */
  | 'redirect'
  /** The server's address is one that the client does not connect to. */
  | 'forbidden'
  /** The request itself cannot be sent, such as one with a header that HTTP does not allow. */
  | 'invalid'
  /** The client was closed meanwhile. */
  | 'closed';

interface HttpErrorOptions extends ErrorOptions {
  readonly kind: HttpErrorKind;
  readonly code?: string | undefined;
  readonly status?: number;
  readonly location?: string | undefined;
}

/** A request without a usable response. The message continues the name of the server ("10.0.0.1:9090: it …") and holds nothing that was sent. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly kind: HttpErrorKind;
  /** The system's code, such as ECONNREFUSED; undefined where there is none. */
  readonly code: string | undefined;
  /** Status of a redirect; undefined otherwise. */
  readonly status: number | undefined;
  /** Where a redirect points to, as the server gave it. It may contain credentials, such as a signature: not for people. */
  readonly location: string | undefined;

  constructor(message: string, { kind, code, status, location, ...options }: HttpErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.code = code;
    this.status = status;
    this.location = location;
  }
}

export function timeoutError(milliseconds: number): HttpError {
  return new HttpError(`it did not answer within ${milliseconds / 1000} s`, { kind: 'timeout', code: 'ETIMEDOUT' });
}

export function stallError(milliseconds: number): HttpError {
  return new HttpError(`it sent nothing for ${milliseconds / 1000} s`, { kind: 'timeout', code: 'ETIMEDOUT' });
}

/** @param got bytes that were announced; undefined when only more came than expected */
export function tooLargeError(mostBytes: number, got?: number): HttpError {
  return new HttpError(`its response is too large: expected at most ${mostBytes} bytes, got ${got ?? 'more'}`, { kind: 'tooLarge' });
}

const longestLocation = 200;

/** @param location as the server gave it, if it did */
export function redirectError(status: number, location: string | undefined): HttpError {
  // The query may be a signature.
  const target = location === undefined ? 'another address' : location.replace(/[?#].*$/s, '').slice(0, longestLocation);
  return new HttpError(`it answered ${status}, a redirect to ${target}; redirects are not followed`, {
    kind: 'redirect',
    status,
    location,
  });
}

/** @param address a host's address, as numbers */
export function forbiddenError(address: string): HttpError {
  return new HttpError(`its address is ${address}, which is not allowed`, { kind: 'forbidden' });
}

/** Codes of Node and undici, or names of errors without one, by what they mean. */
const kindsOfCodes: readonly (readonly [RegExp, HttpErrorKind, string])[] = [
  [/^ECONNREFUSED$/, 'refused', 'it refused the connection'],
  [/^(ECONNRESET|ECONNABORTED|EPIPE|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/, 'reset', 'it closed the connection too early'],
  [/^(UND_ERR_HEADERS_OVERFLOW|HPE_HEADER_OVERFLOW)$/, 'tooLarge', 'the headers of its response are too large'],
  [/^(UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/, 'timeout', 'it did not answer in time'],
  [/^HPE_|^HTTPParserError$/, 'malformed', 'its response is not HTTP'],
  [
    /CERT|SIGNATURE|ISSUER|CRL|^EPROTO$|^ERR_SSL|^ERR_TLS|^HOSTNAME_MISMATCH$|^INVALID_/,
    'untrusted',
    'no TLS connection to it could be established',
  ],
  [/^(UND_ERR_CLOSED|UND_ERR_DESTROYED)$/, 'closed', 'the connections to it were closed'],
  [/^(UND_ERR_INVALID_ARG|UND_ERR_NOT_SUPPORTED)$/, 'invalid', 'the request to it is not valid'],
];

/** The error of a failure below HTTP. */
export function connectionError(cause: unknown): HttpError {
  if (cause instanceof HttpError) return cause;
  const { code: given, message, name } = cause as NodeJS.ErrnoException;
  const [, kind, words] = kindsOfCodes.find(([pattern]) => pattern.test(given ?? name)) ?? [
    undefined,
    'unreachable' as const,
    'it cannot be reached',
  ];
  // undici has names of its own for what the system calls so.
  const code = kind === 'reset' ? 'ECONNRESET' : given === 'UND_ERR_CONNECT_TIMEOUT' ? 'ETIMEDOUT' : given;
  return new HttpError(`${words} (${kind === 'invalid' ? message : (code ?? message)})`, { kind, code, cause });
}
