// The VSIX as a user has it: installed into VS Code, away from the checkout and what lies beside it.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { vsixPath } from '../../scripts/package.mjs';
import { inRepository } from '../../scripts/support/paths.mjs';
import { signal } from '../../scripts/support/process.mjs';
import type { Frame } from '../support/browser.ts';
import { row } from '../support/rows.ts';
import { startVsCode, type VsCode } from '../support/vscodeServer.ts';
import {
  openFile,
  previewFrame,
  runCommand,
  screenshot,
  statusItem,
  until,
  visible,
} from './workbench.ts';

const FILE = 'mine.greetings.jsonl';

let folder: string;
let vsCode: VsCode;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mashang-installed-'));
  writeFileSync(join(folder, FILE), `${row({ 祝福语: '蛇年快乐' })}\n`);
  const extension = { kind: 'installed', vsix: await vsixPath() } as const;
  vsCode = await startVsCode({ workspace: folder, extension });
  await openFile(vsCode.page, FILE);
});

afterAll(async () => {
  await vsCode?.stop();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await screenshot(vsCode.page, 'installed-failed');
});

describe('the installed extension', () => {
  it('checks rows through a daemon of its own', async () => {
    await visible(vsCode.page.locator('.squiggly-error'));
    await ready();
    expect(daemons()).toHaveLength(1);
  });

  it('says in the preview what is missing when the embedded engine is not installed', async () => {
    await runCommand(vsCode.page, 'Mashang: Generate Greeting…');
    const panel = await previewFrame(vsCode.page);
    await fillIn(panel);
    await panel.locator('#field-字数').press('Control+Enter');
    const failure = panel.locator('.failure');
    await visible(failure);
    expect(await failure.locator('p').textContent()).toMatch(/llama\.cpp.*Install Embedded Engine/);
    await screenshot(vsCode.page, 'installed-no-engine');
  });

  it('says what it would fetch before it fetches the engine', async () => {
    const panel = await previewFrame(vsCode.page);
    await panel.locator('.failure [data-of="installEngine"]').click();
    const dialog = vsCode.page.locator('.monaco-dialog-box');
    await visible(dialog.filter({ hasText: /npm will fetch node-llama-cpp \d+\.\d+\.\d+/ }));
    await screenshot(vsCode.page, 'installed-install-engine');
    await vsCode.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  });

  it('writes with the model it brings along, once the engine is where its command installs it', async () => {
    const engine = join(vsCode.env.XDG_CACHE_HOME ?? '', 'mashang', 'engine');
    mkdirSync(engine, { recursive: true });
    symlinkSync(inRepository('node_modules'), join(engine, 'node_modules'));
    const panel = await previewFrame(vsCode.page);
    await panel.locator('#field-字数').press('Control+Enter');
    await visible(panel.locator('article[data-of]'));
    expect(await panel.locator('.greeting').first().textContent()).not.toBe('');
    await screenshot(vsCode.page, 'installed-greeting');
  });
});

describe('when the daemon is killed', () => {
  it('the window starts another and goes on checking', async () => {
    await ready();
    const states = await recordedStates();
    const [killed = 0] = daemons();
    signal(killed, 'SIGKILL');
    await until('another daemon', () => daemons().some((pid) => pid !== killed));
    await ready();
    expect(await states()).toEqual(expect.arrayContaining(['Mashang: starting', 'Mashang: ready']));
    await checksWhatIsTyped();
  });

  it('and the restart command ends one and starts one', async () => {
    const [before = 0] = daemons();
    await runCommand(vsCode.page, 'Mashang: Restart Daemon');
    await until('another daemon', () => daemons().some((pid) => pid !== before));
    await ready();
    expect(daemons()).not.toContain(before);
    await checksWhatIsTyped();
  });
});

async function ready(): Promise<void> {
  await until('ready', async () => (await statusItem(vsCode.page)) === 'Mashang: ready');
}

function daemons(): number[] {
  const all = [...vsCode.processes()];
  return all.filter(([, command]) => command.includes('daemon run')).map(([pid]) => pid);
}

/** Adds a line that is no row, waits for its squiggle, and takes it away again. */
async function checksWhatIsTyped(): Promise<void> {
  const { page } = vsCode;
  await page.locator('.monaco-editor .view-lines').first().click();
  const squiggles = page.locator('.squiggly-error');
  await visible(squiggles);
  const before = await squiggles.count();
  await page.keyboard.press('Control+End');
  await page.keyboard.insertText('坏');
  await until('a new squiggle', async () => (await squiggles.count()) > before);
  await page.keyboard.press('Backspace');
  await until('no new squiggle', async () => (await squiggles.count()) === before);
}

/** What the status item has said since, in order. */
async function recordedStates(): Promise<() => Promise<string[]>> {
  await vsCode.page.evaluate(`{
    const item = document.getElementById('mashang.mashang.mashang.status');
    window.saidByStatusItem = [];
    new MutationObserver(() => window.saidByStatusItem.push(item.getAttribute('aria-label')))
      .observe(item, { attributes: true });
  }`);
  return () => vsCode.page.evaluate<string[]>('window.saidByStatusItem');
}

async function fillIn(panel: Frame): Promise<void> {
  await panel.locator('#field-称呼').fill('老魏');
  await panel.locator('#field-关系').fill('好友');
  await panel.locator('#field-交往细节').fill('一起骑车环青海湖；在黑马河爆了两次胎');
  await panel.locator('#field-风格').fill('轻松幽默风');
  await panel.locator('#field-字数').fill('50-100字');
}
