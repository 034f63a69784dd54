import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conformsAsDocuments } from '../conformance.ts';
import { openSqliteDocuments } from './documents.ts';

conformsAsDocuments('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'patto-documents-'));
  return {
    open: async () => openSqliteDocuments({ file: join(folder, 'documents.db') }),
    dispose: () => rm(folder, { recursive: true }),
  };
});
