/**
 * A JSON object in which no member occurs twice; undefined for anything else. Of two members `JSON.parse` takes the last and another parser
 * the first, so that each could admit a different caller.
 */
export function uniqueJson(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && !hasDuplicate(text) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether an object of this well-formed JSON has two members of one name. */
function hasDuplicate(json: string): boolean {
  const open: Set<string>[] = [];
  // Strings are matched as a whole, so that their content does not count; only a name is followed by a colon.
  for (const [token, , colon] of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '}') open.pop();
    else if (colon !== undefined) {
      const names = open.at(-1);
      // Parsed, since "iss" and "i\u0073s" are the same name.
      const name = JSON.parse(token.slice(0, -colon.length)) as string;
      if (names?.has(name)) return true;
      names?.add(name);
    }
  }
  return false;
}
