/**
 * A JSON object in which no object names a member twice; undefined for anything else. Of two members `JSON.parse` takes the last and
 * another reader the first, so that both could let in a different caller.
 */
export function uniqueJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && !namesTwice(text) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an object of this JSON, which is well-formed, has two members of one name. */
function namesTwice(json: string): boolean {
  const open: Set<string>[] = [];
  // Strings are matched as a whole, so that nothing inside of one counts; only a name is followed by a colon.
  for (const [token, , colon] of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      const names = open.at(-1);
      // Read, since "iss" and "i\u0073s" are the same name.
      const name = JSON.parse(token.slice(0, -colon.length)) as string;
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}
