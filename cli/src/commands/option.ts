/** One option of a command: how it is written, explained and read. */
export interface Option<Value> {
  /** What it does, for the help text. */
  readonly help: string;
  /** One-letter form. */
  readonly short?: string;
  /** What the value is called in the help text; a flag has none. */
  readonly value?: string;
  /** Whether it may be given several times. */
  readonly repeated?: boolean;
  /** What counts when it is not given, written as a user would. */
  readonly default?: string;
  /** Reads what was given (or the default), in order. Throws a RangeError that says what was wanted and what came. */
  readonly read: (texts: readonly string[]) => Value;
}

interface About {
  readonly help: string;
  readonly value: string;
  readonly short?: string;
}

/** An option without a value. */
export function flag(help: string): Option<boolean> {
  return { help, read: (texts) => texts.length > 0 };
}

/** An option that has to be given. */
export function required<Value>(read: (text: string) => Value, about: About): Option<Value> {
  return { ...about, read: ([text]) => read(given(text)) };
}

/** An option that may be left out. */
export function optional<Value>(read: (text: string) => Value, about: About): Option<Value | undefined> {
  return { ...about, read: ([text]) => (text === undefined ? undefined : read(text)) };
}

/** An option with a default. */
export function defaulted<Value>(read: (text: string) => Value, about: About & { readonly default: string }): Option<Value> {
  return { ...about, read: ([text]) => read(given(text)) };
}

/** An option that may be given several times. */
export function repeated<Value>(
  read: (text: string) => Value,
  about: About & { readonly atLeastOnce?: boolean },
): Option<readonly Value[]> {
  const { atLeastOnce = false, ...rest } = about;
  return {
    ...rest,
    repeated: true,
    read: (texts) => (atLeastOnce ? [given(texts[0]), ...texts.slice(1)] : texts).map((text) => read(text)),
  };
}

function given(text: string | undefined): string {
  if (text === undefined) throw new RangeError('is required');
  return text;
}
