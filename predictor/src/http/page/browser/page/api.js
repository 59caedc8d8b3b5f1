/** A refused request, with a message for the user. */
export class ResponseError extends Error {
  constructor({ status, headers }, problem) {
    super(problem?.detail ?? `the server responded with status ${status}`);
    this.status = status;
    this.problem = problem;
    this.takesToken = /\bbearer\b/i.test(headers.get('www-authenticate') ?? '');
  }
}

let authorization;

/** Sets the token of all further requests; it is kept only in this page. */
export function useToken(token) {
  authorization = `Bearer ${token}`;
}

/**
 * Requests JSON from this server.
 *
 * @throws ResponseError for a refusal, TypeError or a DOMException when the server is not reachable
 */
export async function request(path, { method = 'GET', body, timeoutSeconds = 10 } = {}) {
  const response = await fetch(path, {
    method,
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  });
  const json = await response.json().catch(() => undefined);
  if (!response.ok) throw new ResponseError(response, json);
  return json;
}
