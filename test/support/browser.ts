// The few parts of playwright-core that the tests use. The package itself lives in the user's cache,
// not in package.json, so its types are written down here.
import { pathToFileURL } from 'node:url';
import { ensureBrowser } from '../../scripts/support/browser.mjs';

export interface Locator {
  readonly first: () => Locator;
  readonly nth: (index: number) => Locator;
  readonly last: () => Locator;
  readonly locator: (selector: string) => Locator;
  readonly filter: (options: { readonly hasText: string | RegExp }) => Locator;
  readonly click: (options?: { readonly button?: 'left' | 'right' }) => Promise<void>;
  readonly hover: () => Promise<void>;
  readonly fill: (text: string) => Promise<void>;
  readonly press: (key: string) => Promise<void>;
  readonly focus: () => Promise<void>;
  readonly selectOption: (value: string) => Promise<unknown>;
  readonly count: () => Promise<number>;
  readonly textContent: () => Promise<string | null>;
  readonly inputValue: () => Promise<string>;
  readonly allTextContents: () => Promise<string[]>;
  readonly getAttribute: (name: string) => Promise<string | null>;
  readonly isVisible: () => Promise<boolean>;
  readonly isEnabled: () => Promise<boolean>;
  readonly waitFor: (options?: WaitOptions) => Promise<void>;
}

export interface WaitOptions {
  readonly state?: 'attached' | 'detached' | 'visible' | 'hidden';
  readonly timeout?: number;
}

export interface Frame {
  readonly url: () => string;
  readonly locator: (selector: string) => Locator;
  readonly evaluate: <T>(body: string) => Promise<T>;
}

export interface Page extends Frame {
  readonly goto: (url: string) => Promise<unknown>;
  readonly reload: () => Promise<unknown>;
  readonly frames: () => Frame[];
  readonly keyboard: {
    readonly press: (key: string) => Promise<void>;
    readonly type: (text: string, options?: { readonly delay?: number }) => Promise<void>;
    readonly insertText: (text: string) => Promise<void>;
  };
  readonly screenshot: (options: { readonly path: string }) => Promise<unknown>;
  readonly setDefaultTimeout: (timeoutMs: number) => void;
  readonly on: (event: 'console', listener: (message: { text: () => string }) => void) => void;
}

export interface Browser {
  readonly newPage: (options: {
    readonly viewport: { readonly width: number; readonly height: number };
    readonly locale: string;
    readonly deviceScaleFactor?: number;
  }) => Promise<Page>;
  readonly close: () => Promise<void>;
}

interface Playwright {
  readonly chromium: {
    readonly launch: (options: {
      readonly executablePath: string;
      readonly args: readonly string[];
      readonly env: NodeJS.ProcessEnv;
    }) => Promise<Browser>;
  };
}

export async function launchBrowser(): Promise<Browser> {
  const { playwright, executable, env } = await ensureBrowser();
  const { chromium } = (await import(pathToFileURL(playwright).href)) as Playwright;
  // Chromium refuses its own sandbox to root, and a container has no user namespaces to build one.
  const args = ['--no-sandbox'];
  return chromium.launch({ executablePath: executable, args, env: { ...process.env, ...env } });
}
