/** A rule of `spec.model`. */
interface UnseenRule {
  readonly rule: string;
  readonly message: string;
  readonly fieldPath: string;
}

/**
 * The rule that `unseen: predict` needs models that predict such categories; none where every format has them.
 *
 * @param unable formats whose models cannot
 */
export function rulesForUnseen(unable: readonly string[]): UnseenRule[] {
  if (unable.length === 0) return [];
  const listed = unable.map((format) => `'${format}'`).join(', ');
  return [
    {
      rule: `!self.versions.exists(v, v.format in [${listed}]) || !self.features.exists(f, has(f.unseen) && f.unseen == 'predict')`,
      message: `unseen: predict is not for versions of the format ${unable.join(', ')}, whose models know no other categories; expected capture or refuse`,
      fieldPath: '.features',
    },
  ];
}
