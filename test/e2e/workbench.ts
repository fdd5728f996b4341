// What a person does in the window and sees there.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inRepository } from '../../scripts/support/paths.mjs';
import type { Frame, Locator, Page } from '../support/browser.ts';

const WAIT_MS = 60_000;

/** Asks again until the answer is there; what is asked for is seen to happen sooner or later. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  limitMs = WAIT_MS,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: not within ${limitMs} ms`);
    await delay(50);
  }
}

/** Chooses a command in the palette by its title. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  await input.waitFor({ state: 'visible', timeout: WAIT_MS });
  await input.fill(`>${title}`);
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
  await row.waitFor({ state: 'visible', timeout: WAIT_MS });
  await page.keyboard.press('Enter');
}

/** Opens a file of the folder by its name. */
export async function openFile(page: Page, name: string): Promise<void> {
  const entry = page.locator('.explorer-folders-view .monaco-list-row').filter({ hasText: name });
  await visible(entry);
  await entry.first().click();
  await visible(page.locator('.tabs-container .tab').filter({ hasText: name }));
}

/** Puts the caret at a 1-based line and column of the active editor. */
export async function goTo(page: Page, line: number, column: number): Promise<void> {
  await page.keyboard.press('Control+g');
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  await input.waitFor({ state: 'visible', timeout: WAIT_MS });
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden', timeout: WAIT_MS });
}

/** The key is lost while the focus is still on its way back to the editor; then it is pressed again. */
export async function openQuickFixes(page: Page): Promise<void> {
  const menu = page.locator('.action-widget').first();
  await until('quick fixes', async () => {
    await page.keyboard.press('Control+.');
    return menu.waitFor({ state: 'visible', timeout: 3_000 }).then(
      () => true,
      () => false,
    );
  });
}

/** What the status item says to those who cannot see it. */
export async function statusItem(page: Page): Promise<string> {
  const item = page.locator('[id="mashang.mashang.mashang.status"]').first();
  await item.waitFor({ state: 'attached', timeout: WAIT_MS });
  return (await item.getAttribute('aria-label')) ?? '';
}

/** The page inside the greeting preview, once its form is there. */
export async function previewFrame(page: Page): Promise<Frame> {
  return until('the preview', async () => {
    for (const frame of page.frames()) {
      if ((await countIn(frame, '#field-称呼')) > 0) return frame;
    }
    return undefined;
  });
}

/** A frame may be replaced while it is asked; then it is not the one that is looked for. */
async function countIn(frame: Frame, selector: string): Promise<number> {
  return frame
    .locator(selector)
    .count()
    .catch(() => 0);
}

export async function visible(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'visible', timeout: WAIT_MS });
}

/** Kept for people to look at, outside of git. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const directory = inRepository('artifacts', 'screenshots');
  mkdirSync(directory, { recursive: true });
  await page.screenshot({ path: join(directory, `${name}.png`) });
}

/** Chooses a built-in colour theme by its Chinese name. */
export async function chooseTheme(page: Page, theme: Theme): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+t');
  const input = page.locator('.quick-input-widget input[type="text"]').first();
  await input.waitFor({ state: 'visible', timeout: WAIT_MS });
  await input.fill(theme);
  await visible(page.locator('.quick-input-list .monaco-list-row').filter({ hasText: theme }));
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden', timeout: WAIT_MS });
  await visible(page.locator(`.monaco-workbench.${THEMES[theme]}`));
}

/** With the class by which the workbench says which kind of theme is on. */
const THEMES = {
  现代浅色: 'vs',
  现代深色: 'vs-dark',
  深色高对比度: 'hc-black',
  浅色高对比度: 'hc-light',
} as const;
export type Theme = keyof typeof THEMES;
