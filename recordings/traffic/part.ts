import type { InputFormat } from './format.js';
import type { Item } from './list-splitter.js';

/** Some items of an input, cut out and not yet parsed. Its bytes are there only until the next part is asked for. */
export type Part = ObservedPart | PactPart;

/** Exchanges that took place. */
export type ObservedPart = ItemsOf<Exclude<InputFormat, 'pact'>>;

/** Interactions of a pact: how they are read, the version of its specification tells; it is empty where the pact does not say. */
export interface PactPart extends ItemsOf<'pact'> {
  readonly version: string;
}

interface ItemsOf<Format extends InputFormat> {
  /** How messages and reports call the input. */
  readonly name: string;
  readonly format: Format;
  /** The place of the first item within the input, from 0. */
  readonly first: number;
  readonly items: readonly Item[];
}
