/**
 * Headers of the pages: scripts and styles only from this server, none inline, no frames, no other host.
 *
 * @param images allowed sources of images
 */
export function pageHeaders(images = "'self'"): Record<string, string> {
  const policy = {
    'default-src': "'self'",
    'img-src': images,
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return {
    'Content-Security-Policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join('; '),
    'Referrer-Policy': 'no-referrer',
  };
}
