/** Past participles of irregular verbs; the others end in -ed. */
const irregular = new Set(
  `begun bound broken brought built caught chosen done drawn fed felt forgotten found given gone grown heard held kept known laid left lost made meant met named
   paid proven said seen sent shown slept sold spent spoilt stood sworn taken taught thought thrown told torn understood unsaid unseen woken won worn written`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words in -ed that are none: nouns, verbs, and adjectives that are terms of the field ("weighted mean"). */
const others = new Set(
  `bed embed exceed feed indeed need proceed red seed shed speed succeed
   bagged balanced binned boosted bounded calibrated clipped combined equal estimated expected explained exposed fixed grouped labelled merged observed paired pooled
   ranked regularized sampled scaled seeded shared signed simulated smoothed squared standardised supervised thinned tied trimmed unbalanced unlabelled unquoted unsupported unused weighted`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Whether a name begins with a past participle that is no term of the field: `parsed`, `preparedSide`. */
export function startsWithParticiple(name: string): boolean {
  const [first = ''] = name.split(/(?=[A-Z])|[^A-Za-z]/);
  return irregular.has(first) || (first.endsWith('ed') && first.length > 3 && !others.has(first));
}
