#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Plain JavaScript, so that nothing is left to strip once the cache is warm: loading what strips types takes longer than all else here.
enableCompileCache();
await import('./bin.ts');
