import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import { configFile } from '../../../server/daemon/connect.ts';

const EMPTY = '{\n  "year": 2026,\n  "engines": []\n}\n';

/** Opens the user's config.json, which is made when there is none. */
export async function openConfig(): Promise<void> {
  const path = configFile(process.env);
  await makeConfig(path);
  await window.showTextDocument(await workspace.openTextDocument(Uri.file(path)));
}

/** Node's own calls, because the editor's cannot keep other users out of the file. */
async function makeConfig(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(EMPTY);
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
