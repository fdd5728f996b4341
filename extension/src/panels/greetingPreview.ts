import { randomInt, randomUUID } from 'node:crypto';
import {
  type CancellationToken,
  CancellationTokenSource,
  type Disposable,
  type ExtensionContext,
  env,
  type Uri,
  ViewColumn,
  type WebviewPanel,
  type WebviewPanelSerializer,
  window,
} from 'vscode';
import { assessGreeting, generateGreeting } from '../../../server/protocol/requests.ts';
import {
  type EngineChoice,
  type Form,
  formCheck,
  HOST,
  type Input,
  type Piece,
  type Request,
  type Run,
  type RunEvent,
  type Snapshot,
  VIEW,
} from '../../webview/greetingPreview/protocol.ts';
import { failedRun, nextRun, started } from '../../webview/greetingPreview/run.ts';
import { Rpc } from '../../webview/rpc.ts';
import type { Link } from '../client/link.ts';
import { addToDataset } from '../datasets/addToDataset.ts';
import { failureView, KnownFailure, restrictedView, type Speaker } from '../failure.ts';
import { act } from '../showFailure.ts';
import { candidateView } from './candidateView.ts';
import { Coalescer } from './coalesce.ts';
import { generateParams, greetingInput } from './greetingInput.ts';
import { KNOWN_VALUES } from './knownValues.ts';
import { preparePage } from './page.ts';
import { panelStrings } from './panelStrings.ts';

export interface PreviewParts {
  readonly context: ExtensionContext;
  readonly link: Link;
  readonly speaker: Speaker;
  readonly isTrusted: () => boolean;
  readonly fail: (error: unknown) => void;
}

export interface OpenOptions {
  /** The Dataset that “Add to dataset” means first. */
  readonly dataset?: Uri | undefined;
  /** What the form is filled with; the last values when absent. */
  readonly input?: Input;
}

const LAST_FORM = 'greetingPreview.lastForm';
const FRAME_MS = 16;
const MOST_SEED = 2 ** 31 - 1;

type PanelRpc = Rpc<typeof HOST, typeof VIEW>;

/** The greeting preview: one panel a window, whose text and state outlive its being hidden. */
export class GreetingPreview implements Disposable, WebviewPanelSerializer {
  readonly viewType = 'mashang.greetingPreview';
  readonly #parts: PreviewParts;
  #panel: { readonly view: WebviewPanel; readonly rpc: PanelRpc } | undefined;
  #run: Run | undefined;
  #stop: CancellationTokenSource | undefined;
  #dataset: Uri | undefined;
  /** What a panel that is not ready yet will be filled with. */
  #fill: Form | undefined;

  constructor(parts: PreviewParts) {
    this.#parts = parts;
  }

  open({ dataset, input }: OpenOptions): void {
    this.#dataset = dataset ?? this.#dataset;
    const form = input === undefined ? undefined : { ...(this.#lastForm() ?? DEFAULT_FORM), input };
    this.#fill = form;
    if (this.#panel === undefined) {
      this.#adopt(
        window.createWebviewPanel(
          this.viewType,
          this.#parts.speaker.l10n.t('Greeting'),
          ViewColumn.Beside,
        ),
      );
      return;
    }
    this.#panel.view.reveal();
    if (form !== undefined) this.#panel.rpc.note('fill', form);
  }

  /** The editor brings back the panel of an earlier session; its own state is with the webview. */
  deserializeWebviewPanel(view: WebviewPanel): Promise<void> {
    this.#panel?.view.dispose();
    this.#adopt(view);
    return Promise.resolve();
  }

  dispose(): void {
    this.#stop?.cancel();
    this.#panel?.view.dispose();
  }

  #adopt(view: WebviewPanel): void {
    const rpc: PanelRpc = new Rpc({
      local: HOST,
      remote: VIEW,
      handlers: {
        ready: () => this.#snapshot(),
        assess: async ({ input, text }) =>
          candidateView(
            await this.#parts.link.request(assessGreeting, { input: greetingInput(input), text }),
            env.language,
          ),
        copy: async ({ text }) => {
          await env.clipboard.writeText(text);
          return null;
        },
        add: (row) => this.#add(row),
        generate: ({ form, seed }) =>
          void this.#generate({ form, seed: seed ?? randomInt(MOST_SEED) }).catch(this.#parts.fail),
        stop: () => this.#stop?.cancel(),
        act: (action) => void act(action).catch(this.#parts.fail),
      },
      post: (message) => void view.webview.postMessage(message),
      describe: (error) => failureView(error, this.#parts.speaker).message,
    });
    this.#panel = { view, rpc };
    view.webview.onDidReceiveMessage((message: unknown) => rpc.receive(message));
    view.onDidDispose(() => {
      rpc.dispose();
      if (this.#panel?.rpc !== rpc) return;
      this.#stop?.cancel();
      this.#panel = undefined;
      this.#run = undefined;
    });
    preparePage(view, this.#parts.context.extensionUri, env.language);
  }

  async #snapshot(): Promise<Snapshot> {
    const form = this.#lastForm();
    const fill = this.#fill;
    this.#fill = undefined;
    void this.#sendEngines();
    return {
      strings: panelStrings(this.#parts.speaker),
      known: KNOWN_VALUES,
      engines: this.#engines(),
      mac: process.platform === 'darwin',
      ...(form === undefined ? {} : { form }),
      ...(fill === undefined ? {} : { fill }),
      ...(this.#run === undefined ? {} : { run: this.#run }),
    };
  }

  async #sendEngines(): Promise<void> {
    await this.#parts.link.refreshStatus();
    this.#panel?.rpc.note('engines', this.#engines());
  }

  #engines(): readonly EngineChoice[] {
    const { state } = this.#parts.link;
    const engines = state.kind === 'running' ? (state.daemon?.engines ?? []) : [];
    return engines.map(({ id, target, isDefault }) => ({
      id,
      label: `${id} (${target})`.slice(0, 1000),
      isDefault,
    }));
  }

  async #generate(request: Request): Promise<void> {
    if (this.#run?.kind === 'running') return;
    const { link, isTrusted, speaker } = this.#parts;
    const run = started(randomUUID(), request);
    const stop = new CancellationTokenSource();
    this.#stop = stop;
    this.#tell(run);
    try {
      await this.#parts.context.globalState.update(LAST_FORM, request.form);
      if (!isTrusted()) throw new KnownFailure(restrictedView(speaker));
      const event = await this.#written(run.id, request, stop.token);
      if (this.#run?.id === run.id) this.#tell(event);
    } catch (error) {
      // Of a panel that was closed meanwhile nothing is left to be told.
      if (this.#run?.id === run.id) this.#tell(failedRun(this.#run, failureView(error, speaker)));
    } finally {
      stop.dispose();
      if (this.#stop === stop) this.#stop = undefined;
    }
    await link.refreshStatus();
  }

  /** The finished Run; its text is told as it arrives, a frame at a time. */
  async #written(id: string, request: Request, token: CancellationToken): Promise<Run> {
    const { link, speaker } = this.#parts;
    const pieces = new Coalescer<Piece>(FRAME_MS, (items) =>
      this.#tell({ kind: 'delta', id, pieces: items }),
    );
    const listening = link.onDelta(id, ({ candidate, text }) => pieces.add({ candidate, text }));
    try {
      const result = await link.request(generateGreeting, generateParams(id, request), token);
      const candidates = result.candidates.map((one) => candidateView(one, speaker.language));
      const { engine, firstTokenMs, totalMs } = result;
      return { kind: 'finished', id, request, engine, candidates, firstTokenMs, totalMs };
    } finally {
      listening.dispose();
      pieces.finish();
    }
  }

  async #add({
    input,
    text,
    edited,
    by,
  }: {
    readonly input: Input;
    readonly text: string;
    readonly edited: boolean;
    readonly by: string;
  }): Promise<{ readonly place: string }> {
    const row = {
      input: greetingInput(input),
      text,
      sourceKind: edited ? 'edited' : 'generated',
      by,
    } as const;
    return { place: (await addToDataset(this.#parts.link, this.#dataset, row)) ?? '' };
  }

  #tell(event: RunEvent): void {
    this.#run = nextRun(this.#run, event);
    this.#panel?.rpc.note('run', event);
  }

  #lastForm(): Form | undefined {
    const form: unknown = this.#parts.context.globalState.get(LAST_FORM);
    return formCheck(form) ? form : undefined;
  }
}

const DEFAULT_FORM: Pick<Form, 'engine' | 'count'> = { engine: '', count: 3 };
