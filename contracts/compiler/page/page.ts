import type { Block, Heading } from './blocks.js';

/** A heading with what stands under it, down to the next heading of its level or above. */
export interface Section {
  readonly heading?: Heading;
  readonly blocks: readonly Exclude<Block, Heading>[];
  readonly sections: readonly Section[];
}

/** The blocks of a section and of all sections below it, in the order of the page. */
export function allBlocks(section: Section): Exclude<Block, Heading>[] {
  return [...section.blocks, ...section.sections.flatMap(allBlocks)];
}

/** Folds a list of blocks into sections by heading level; what stands before the first heading belongs to the root. */
export function foldSections(blocks: readonly Block[]): Section {
  interface Growing {
    heading?: Heading;
    blocks: Exclude<Block, Heading>[];
    sections: Growing[];
  }
  const root: Growing = { blocks: [], sections: [] };
  const open: Growing[] = [root];
  for (const block of blocks) {
    if (block.kind === 'heading') {
      while (open.length > 1 && (open.at(-1)?.heading?.level ?? 0) >= block.level) open.pop();
      const section: Growing = { heading: block, blocks: [], sections: [] };
      open.at(-1)?.sections.push(section);
      open.push(section);
    } else {
      open.at(-1)?.blocks.push(block);
    }
  }
  return root;
}
