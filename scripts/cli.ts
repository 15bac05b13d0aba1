#!/usr/bin/env node
import module from 'node:module';

/** From Node 22.1. If the cache folder cannot be written, Node continues without a cache. */
const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown };
enableCompileCache?.();

// Only modules that are loaded after that call are cached, so this is a file of its own. The single file does without.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import could move before the call
require('../graph-contracts.cjs');
