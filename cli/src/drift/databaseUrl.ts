/** Whether a side of a comparison is the URL of a database, and not a path. */
export function isDatabaseUrl(text: string): boolean {
  return /^(postgres|postgresql|clickhouses?):\/\//i.test(text);
}
