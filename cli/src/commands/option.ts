/** One option of a command: its form, its explanation and its parser. */
export interface Option<Value> {
  /** Explanation in the help text. */
  readonly help: string;
  /** One-letter form. */
  readonly short?: string;
  /** Placeholder of the value in the help text; a flag has none. */
  readonly value?: string;
  readonly isRequired?: boolean;
  /** Whether it is an argument without a name; a command has at most one. */
  readonly isArgument?: boolean;
  /** Whether it may be given several times. */
  readonly repeated?: boolean;
  /** Default, written as a user would. */
  readonly default?: string;
  /** Parses the given values (or the default), in order. Throws a RangeError with the expected and the received value. */
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

/** An option that must be given. */
export function mandatory<Value>(read: (text: string) => Value, about: About): Option<Value> {
  return { ...about, isRequired: true, read: ([text = '']) => read(text) };
}

/** An argument without a name that must be given. */
export function argument<Value>(read: (text: string) => Value, about: Omit<About, 'short'>): Option<Value> {
  return { ...mandatory(read, about), isArgument: true };
}

/** An option without a default that may be omitted. */
export function optional<Value>(read: (text: string) => Value, about: About): Option<Value | undefined> {
  return { ...about, read: ([text]) => (text === undefined ? undefined : read(text)) };
}

/** An option with a default. */
export function withDefault<Value>(read: (text: string) => Value, about: About & { readonly default: string }): Option<Value> {
  return { ...about, read: ([text = '']) => read(text) };
}

/** An option that may be given several times. */
export function repeatable<Value>(
  read: (text: string) => Value,
  about: About & { readonly atLeastOnce?: boolean },
): Option<readonly Value[]> {
  const { atLeastOnce = false, ...rest } = about;
  return {
    ...rest,
    repeated: true,
    isRequired: atLeastOnce,
    read: (texts) => texts.map((text) => read(text)),
  };
}
