// Writes the JSON Schemas that are published as files: `node scripts/generateSchemas.mjs`.
// It loads TypeScript sources, so it needs Node 22.18 or newer; tests say when a file is stale.
import { writeFile } from 'node:fs/promises';
import { inRepository } from './support/paths.mjs';
import { runScript } from './support/steps.mjs';

const SCHEMAS = [
  {
    source: '../server/core/dataset/rowJsonSchema.ts',
    builder: 'rowJsonSchema',
    file: 'datasets/schemas/row.schema.json',
  },
];

await runScript(async () => {
  for (const { source, builder, file } of SCHEMAS) {
    const module = await import(new URL(source, import.meta.url).href);
    await writeFile(inRepository(file), `${JSON.stringify(module[builder](), null, 2)}\n`);
    console.log(file);
  }
});
