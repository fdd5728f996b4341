import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { row } from '../support/rows.ts';
import { startVsCode, type VsCode } from '../support/vscodeServer.ts';
import { inHostSuite } from './inHostSuite.ts';
import { openFile, runCommand, screenshot, statusItem, until, visible } from './workbench.ts';

await inHostSuite('in a folder that is not trusted', 'restricted', { trusted: false });

const FILE = 'theirs.greetings.jsonl';

describe('Restricted Mode as a person meets it', () => {
  let folder: string;
  let vsCode: VsCode;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mashang-restricted-'));
    writeFileSync(join(folder, FILE), `${row({ 祝福语: '蛇年快乐' })}\n`);
    const extension = { kind: 'installed', vsix: await vsixPath() } as const;
    vsCode = await startVsCode({ workspace: folder, extension, trusted: false, locale: 'zh-cn' });
    await openFile(vsCode.page, FILE);
  });

  afterAll(async () => {
    await vsCode?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await screenshot(vsCode.page, 'restricted-failed');
  });

  it('rows are checked and the status item says what is off', async () => {
    await visible(vsCode.page.locator('.squiggly-error'));
    const said = await until('the status', async () => {
      const text = await statusItem(vsCode.page);
      return text.includes('受限') && text;
    });
    expect(said).toBe('码上拜年: 受限模式：只检查数据，不生成祝福');
  });

  it('the generate command explains itself and starts nothing', async () => {
    await runCommand(vsCode.page, '码上拜年: 生成祝福');
    const toast = vsCode.page
      .locator('.notification-toast')
      .filter({ hasText: '受限模式下不生成祝福' });
    await visible(toast);
    await screenshot(vsCode.page, 'restricted');
    expect(programs().filter((command) => /mashang\.mjs|ggufChild|\bnpm\b/.test(command))).toEqual(
      [],
    );
    expect(existsSync(runtime())).toBe(false);
  });

  it('with the trust comes the daemon', async () => {
    await vsCode.page.locator('.notification-toast .monaco-button').first().click();
    await vsCode.page.locator('.workspace-trust-buttons-row .monaco-button').first().click();
    await until('ready', async () => (await statusItem(vsCode.page)) === '码上拜年: 就绪');
    expect(existsSync(runtime())).toBe(true);
  });

  /** Command lines of what runs with this window's directories. */
  function programs(): string[] {
    return [...vsCode.processes().values()];
  }

  function runtime(): string {
    return join(vsCode.env.XDG_RUNTIME_DIR ?? '', 'mashang');
  }
});
