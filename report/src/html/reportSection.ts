import { html, type Interpolated, type Markup } from './markup.ts';
import { type Outcome, verdictMark } from './verdictMark.ts';

/** What stands at the top of a section. */
interface SectionHeading {
  /** Element id, which the page's list of sections points at. */
  readonly id: string;
  readonly heading: string;
  readonly outcome?: Outcome;
}

/** A section of the report under its heading and outcome. */
export function reportSection({ id, heading, outcome }: SectionHeading, content: Interpolated): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${heading}${outcome && html` ${verdictMark(outcome)}`}</h2>
    ${content}
  </section>`;
}
