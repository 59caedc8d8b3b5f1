export { HttpError, type HttpErrorKind } from './errors.ts';
export { type HttpHead, type HttpMessage, type HttpRequest, type HttpResponse, readBody } from './exchange.ts';
export { createHttpClient, type HttpClient, type HttpStream, type TlsMaterial } from './httpClient.ts';
export { retryAfterSeconds } from './retryAfterSeconds.ts';
