import type { Layer } from '../../contracts/contract.js';
import type { DocumentedPlace } from '../../contracts/judge/finding.js';
import { code, linkTarget, prose, shownText } from '../verdict/shown-text.js';

/** An explanation, ready to be shown as text or as Markdown. */
export interface ExplanationPage {
  readonly title: string;
  readonly lead: readonly string[];
  readonly sections: readonly { readonly title: string; readonly blocks: readonly ExplanationBlock[] }[];
}

/** A sentence with the lines behind it, or lines that are shown as they are. */
export type ExplanationBlock =
  { readonly text: string; readonly places?: readonly ExplainedPlace[] } | { readonly lines: readonly string[] };

export interface ExplainedPlace extends DocumentedPlace {
  readonly layer?: Layer;
}

export function textPage({ title, lead, sections }: ExplanationPage): string {
  const blocks = sections.map((section) => [
    `${section.title}:`,
    ...section.blocks.flatMap(textBlock).map((line) => `  ${line}`.trimEnd()),
  ]);
  return `${[[title], ...lead.map((line) => [line]), ...blocks].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function textBlock(block: ExplanationBlock): string[] {
  if ('lines' in block) return block.lines.map((line) => shownText(line, 1000));
  return [
    shownText(block.text, 1000),
    ...(block.places ?? []).map((place) => `  ${place.layer === undefined ? '' : `${place.layer}, `}${placeName(place)}`),
  ];
}

export function markdownPage({ title, lead, sections }: ExplanationPage): string {
  const blocks = sections.flatMap((section) => [`### ${prose(section.title)}`, section.blocks.map(markdownBlock).join('\n')]);
  return `${[`## ${prose(title)}`, ...lead.map((line) => prose(line, 1000)), ...blocks].join('\n\n')}\n`;
}

function markdownBlock(block: ExplanationBlock): string {
  if ('lines' in block) return ['', '```text', ...block.lines.map((line) => shownText(line, 1000)), '```', ''].join('\n');
  const places = (block.places ?? []).map((place) => [place.layer ?? '', markdownPlace(place)].filter((part) => part !== '').join(', '));
  return [`- ${prose(block.text, 1000)}`, ...places.map((place) => `  - ${place}`)].join('\n');
}

function markdownPlace(place: DocumentedPlace): string {
  const link = place.url === undefined ? '' : ` ([Microsoft's page](${linkTarget(place.url)}))`;
  return `${code(placeName(place))}${link}`;
}

function placeName({ file, line }: DocumentedPlace): string {
  return `${file}:${line}`;
}
