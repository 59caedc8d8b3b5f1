/** A reference to an image or artifact, taken apart. */
export interface ImageReference {
  /** Host, with its port where there is one. */
  readonly registry: string;
  readonly repository: string;
  /** Tag or digest, as in the path of the manifest. */
  readonly manifest: string;
  readonly digest: string | undefined;
}

/**
 * @param text as the schema allows it
 *
 * @example
 * imageReference('registry.example.org/models/wine:v3')
 * // => { registry: 'registry.example.org', repository: 'models/wine', manifest: 'v3', digest: undefined }
 */
export function imageReference(text: string): ImageReference {
  const [name = '', digest] = text.split('@');
  const slash = name.indexOf('/');
  const [repository = '', tag = 'latest'] = name.slice(slash + 1).split(':');
  const registry = name.slice(0, slash);
  // The name of the registry of Docker leads to a web site.
  return { registry: registry === 'docker.io' ? 'registry-1.docker.io' : registry, repository, manifest: digest ?? tag, digest };
}
