/**
 * The value that an object itself has under a name. `record[name]` also finds what every object inherits: a column may be called
 * `constructor` or `toString`.
 *
 * @example ownValue({ speed: 'numeric' }, 'speed'); // 'numeric'
 * @example ownValue({ speed: 'numeric' }, 'constructor'); // undefined
 */
export function ownValue<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
