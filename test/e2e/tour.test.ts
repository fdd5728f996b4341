// The tour of `npm start`, walked by keyboard and mouse in the window that the script opens.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Frame, Page } from '../support/browser.ts';
import { type Deferred, deferred } from '../support/deferred.ts';
import {
  type Answer,
  begin,
  DONE,
  delta,
  type FakeModelServer,
  fakeModelServer,
  finish,
} from '../support/fakeModelServer.ts';
import { runStart, type Started } from '../support/startScript.ts';
import {
  isolatedHome,
  type OpenWindow,
  openWindow,
  orRemoved,
  useEndpoint,
} from '../support/vscodeServer.ts';
import {
  chooseTheme,
  goTo,
  previewFrame,
  runCommand,
  screenshot,
  statusItem,
  until,
  visible,
} from './workbench.ts';

const DATASET = '拜年.greetings.jsonl';

let model: FakeModelServer;
let started: Started;
let open: OpenWindow;
let page: Page;
let panel: Frame;
const go: Deferred<void> = deferred();

/** Text in two halves, with the second held back until the first has been seen. */
const inHalves: Answer = ({ request, response }) => {
  const text = GREETINGS[(request.seed ?? 0) % GREETINGS.length] ?? '';
  const half = Math.ceil(text.length / 2);
  begin(response, ...Array.from(text.slice(0, half), delta));
  void go.promise.then(() => response.end(delta(text.slice(half)) + finish() + DONE));
};

const GREETINGS = [
  '老魏，过年好！黑马河那两次爆胎，我到现在还能跟人吹一整年。开春咱们换条路再骑一圈，备胎我带足，你只管带上那张不服输的嘴，别半路喊膝盖疼。',
  '老魏新年快乐，祝你身体健康，万事如意，阖家幸福，马到成功！黑马河爆胎那回真够呛。',
  '老魏，又一年了。环青海湖那趟我手机里还存着你蹲在黑马河路边补胎的照片，哪天你飘了我就发群里。今年找个不扎胎的地方，再骑一回。',
];

const says: Answer = ({ response }) => {
  begin(response, delta('老周，年底那个项目总算过了，腊肉给我留一块，初八见。'));
  response.end(finish() + DONE);
};

beforeAll(async () => {
  const home = isolatedHome();
  model = await fakeModelServer([says, inHalves]);
  useEndpoint(home, model.url);
  started = await orRemoved(home, runStart({ ...home.env, LC_ALL: 'zh_CN.UTF-8' }));
  open = await openWindow(home, started.address, started.stop);
  page = open.page;
});

afterAll(async () => {
  await open?.stop();
  await model?.close();
});

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await screenshot(page, 'tour-failed');
});

describe('the tour of npm start', () => {
  it('prints a greeting that the command line has just written', () => {
    expect(started.output).toMatch(/老周/);
  });

  it('opens on a dataset whose faults are underlined, with the daemon ready', async () => {
    await visible(page.locator('.monaco-editor .squiggly-error'));
    await until('ready', async () => (await statusItem(page)) === '码上拜年: 就绪');
    await visible(page.locator('.codelens-decoration').filter({ hasText: '5 行 · 6 错误' }));
    await screenshot(page, 'tour-1-dataset');
  });

  it('repairs a row by a quick fix from the keyboard', async () => {
    await page.locator('.monaco-editor .view-lines').first().click();
    const row = rows().findIndex((text) => text.includes('以下是'));
    await goTo(page, row + 1, (rows()[row]?.indexOf('以下是') ?? 0) + 2);
    await page.keyboard.press('Control+.');
    await visible(page.locator('.action-widget'));
    await screenshot(page, 'tour-2-quick-fix');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+s');
    await until('the repair', () => !rows()[row]?.includes('以下是'));
    await visible(page.locator('.codelens-decoration').filter({ hasText: '5 行 · 5 错误' }));
  });

  it('opens the preview from the palette, filled in by keyboard', async () => {
    await runCommand(page, '码上拜年: 生成祝福');
    panel = await previewFrame(page);
    await panel.locator('#field-称呼').fill('老魏');
    await panel.locator('#field-关系').fill('好友');
    await panel.locator('#field-交往细节').fill('一起骑车环青海湖；在黑马河爆了两次胎');
    await panel.locator('#field-风格').fill('轻松幽默风');
    await panel.locator('#field-字数').fill('50-100字');
  });

  it('shows the text as it is written', async () => {
    const writing = panel.locator('[data-state="running"] p.greeting:not(:empty)').first();
    const seen = writing.waitFor({ state: 'visible' }).then(() => writing.textContent());
    await panel.locator('#field-字数').press('Control+Enter');
    const partial = await seen;
    await screenshot(page, 'tour-3-writing');
    go.resolve();
    await visible(panel.locator('article[data-of]'));
    const texts = await panel.locator('article[data-of] .greeting').allTextContents();
    // Ranking may have moved it, but what was seen stands at the head of one of them.
    const head = (partial ?? '').slice(0, 10);
    expect(
      texts.some((text) => text.startsWith(head) && text.length > (partial ?? '').length),
    ).toBe(true);
  });

  it('shows what carries the details, the length and the problems of each greeting', async () => {
    const best = panel.locator('article[data-of]').first();
    expect(await best.locator('mark').count()).toBeGreaterThan(0);
    expect(await best.locator('.verdict').textContent()).toMatch(/\d+ 字/);
    expect(await best.locator('.findings, .fine').count()).toBe(1);
    await screenshot(page, 'tour-4-light');
  });

  it('looks right in every kind of theme', async () => {
    await chooseTheme(page, '现代深色');
    await screenshot(page, 'tour-4-dark');
    await chooseTheme(page, '深色高对比度');
    await screenshot(page, 'tour-4-high-contrast');
    await chooseTheme(page, '浅色高对比度');
    await screenshot(page, 'tour-4-high-contrast-light');
    await chooseTheme(page, '现代浅色');
  });

  it('adds the greeting to the dataset as a row that says where it comes from', async () => {
    const before = rows().length;
    await panel.locator('article[data-of] [data-do="add"]').first().click();
    await visible(
      panel
        .locator('article[data-of]')
        .first()
        .filter({ hasText: `已加入 ${DATASET}` }),
    );
    await page.locator('.monaco-editor .view-lines').first().click();
    await page.keyboard.press('Control+s');
    await until('the row', () => rows().length === before + 1);
    const added = JSON.parse(rows().at(-1) ?? '');
    expect(added).toMatchObject({
      称呼: '老魏',
      关系: '好友',
      meta: { source: { kind: 'generated' } },
    });
    expect(added.祝福语).toContain('老魏');
    await screenshot(page, 'tour-5-added');
  });
});

/** The rows of the dataset as they are on disk. */
function rows(): string[] {
  const text = readFileSync(join(started.workspace, DATASET), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}
