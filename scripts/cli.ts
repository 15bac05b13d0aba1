#!/usr/bin/env node
import module from 'node:module';

/** Node 22.1 and later keep compiled code in a folder of their own; where that cannot be written, Node goes on without, and says nothing. */
const { enableCompileCache } = module as { readonly enableCompileCache?: () => unknown };
enableCompileCache?.();

// Only what is loaded from here on is cached, so the command is a file of its own.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import could move before the call
require('./cli/main.js');
