/** What went wrong, in words a person can use. */
export class AnswerError extends Error {
  constructor({ status, headers }, problem) {
    super(problem?.detail ?? `the server answered with status ${status}`);
    this.status = status;
    this.problem = problem;
    this.takesToken = /\bbearer\b/i.test(headers.get('www-authenticate') ?? '');
  }
}

let authorization;

/** The token that goes with every request from now on; it is kept in this page only. */
export function useToken(token) {
  authorization = `Bearer ${token}`;
}

/**
 * A JSON answer of this server.
 *
 * @throws AnswerError for a refusal, TypeError or a DOMException when the server is not reachable
 */
export async function ask(path, { method = 'GET', body, timeoutSeconds = 10 } = {}) {
  const answer = await fetch(path, {
    method,
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body }),
    signal: AbortSignal.timeout(timeoutSeconds * 1000),
  });
  const json = await answer.json().catch(() => undefined);
  if (!answer.ok) throw new AnswerError(answer, json);
  return json;
}
