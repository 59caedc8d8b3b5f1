/** The paths of a stored report. */
export function reportLinks(run: string): { readonly json: string; readonly html: string } {
  return { json: `/reports/${run}.json`, html: `/reports/${run}.html` };
}
