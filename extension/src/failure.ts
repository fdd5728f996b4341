import type * as vscode from 'vscode';
import type { ErrorCode } from '../../server/core/errors.ts';
import type { ErrorData } from '../../server/protocol/requests.ts';
import type { Action, FailureView } from '../webview/greetingPreview/protocol.ts';
import { localised } from './language.ts';

/** The part of the editor that says things in the user's language. */
export interface Speaker {
  readonly l10n: Pick<typeof vscode.l10n, 't'>;
  readonly language: string;
}

const LONGEST_MESSAGE = 900;
/** What vscode-jsonrpc answers when the connection goes away under a request. */
const CONNECTION_CODES: readonly unknown[] = [-32097, -32099, -32098];

/** Thrown on behalf of a failure that is worded already. */
export class KnownFailure extends Error {
  readonly failure: FailureView;

  constructor(failure: FailureView) {
    super(failure.message);
    this.failure = failure;
  }
}

/** A failure as people see it: what happened, and what to do next. Never a stack. */
export function failureView(error: unknown, speaker: Speaker): FailureView {
  if (error instanceof KnownFailure) return error.failure;
  const data = errorData(error);
  if (data !== undefined) {
    return {
      message: cut(localised(data.text, speaker.language)),
      code: data.code,
      // Who stopped before the first word may think again.
      retryable: data.retryable || data.code === 'STOPPED',
      actions: actionsFor(data.code).map((id) => ({ id, label: actionLabel(id, speaker) })),
    };
  }
  return isConnectionLost(error) ? lostView(speaker) : bugView(speaker);
}

/** What an AppError carries, whether it was thrown here or came back from the daemon as `data`. */
export function errorData(error: unknown): ErrorData | undefined {
  const carried = (error as { readonly data?: unknown } | undefined)?.data;
  return [carried, error].find(isErrorData);
}

export function lostView(speaker: Speaker): FailureView {
  const { l10n } = speaker;
  return {
    message: l10n.t(
      'The connection to the daemon broke off. What was written so far is kept; try again in a moment.',
    ),
    code: '',
    retryable: true,
    actions: (['restart', 'showLog'] as const).map((id) => ({
      id,
      label: actionLabel(id, speaker),
    })),
  };
}

export function restrictedView(speaker: Speaker): FailureView {
  const { l10n } = speaker;
  return {
    message: l10n.t(
      'Greetings are not generated in Restricted Mode: no program is started and no connection is made for a folder that you do not trust. Checking rows works as usual.',
    ),
    code: '',
    retryable: false,
    actions: [{ id: 'manageTrust', label: actionLabel('manageTrust', speaker) }],
  };
}

export function actionLabel(action: Action, { l10n }: Speaker): string {
  switch (action) {
    case 'openConfig':
      return l10n.t('Open config.json');
    case 'restart':
      return l10n.t('Restart daemon');
    case 'showLog':
      return l10n.t('Show log');
    case 'installEngine':
      return l10n.t('Install engine');
    case 'manageTrust':
      return l10n.t('Manage workspace trust');
  }
}

function bugView(speaker: Speaker): FailureView {
  const { l10n } = speaker;
  return {
    message: l10n.t(
      'Something went wrong inside the program. The log says where; try again, and report it if it stays.',
    ),
    code: '',
    retryable: true,
    actions: [{ id: 'showLog', label: actionLabel('showLog', speaker) }],
  };
}

function actionsFor(code: ErrorCode): readonly Action[] {
  switch (code) {
    case 'CONFIG_INVALID':
    case 'ENGINE_UNKNOWN':
    case 'MODEL_NOT_FOUND':
    case 'MODEL_INVALID':
    case 'ENDPOINT_REFUSED':
    case 'ENDPOINT_STATUS':
    case 'ENDPOINT_NONSENSE':
      return ['openConfig'];
    case 'ENGINE_MISSING':
      return ['installEngine', 'openConfig'];
    case 'ENGINE_CRASHED':
      return ['showLog', 'openConfig'];
    case 'RESTRICTED_MODE':
      return ['manageTrust'];
    case 'DAEMON_UNREACHABLE':
      return ['restart', 'showLog'];
    case 'DAEMON_DIRECTORY_UNSAFE':
      return ['restart'];
    case 'ENDPOINT_RESET':
    case 'ENDPOINT_STALLED':
    case 'QUEUE_FULL':
    case 'STOPPED':
    case 'INPUT_INVALID':
    case 'FILE_UNREADABLE':
    case 'FILE_UNWRITABLE':
      return [];
    default:
      // A newer daemon may know a code that this build does not.
      return ['showLog'];
  }
}

function isConnectionLost(error: unknown): boolean {
  return CONNECTION_CODES.includes((error as { readonly code?: unknown } | undefined)?.code);
}

function isErrorData(value: unknown): value is ErrorData {
  const { code, text } = (value ?? {}) as {
    readonly code?: unknown;
    readonly text?: { zh?: unknown; en?: unknown };
  };
  return typeof code === 'string' && typeof text?.zh === 'string' && typeof text.en === 'string';
}

/** After its first line a message may quote what a program wrote as it failed; the log holds all of it. */
function cut(message: string): string {
  return message.split('\n', 1)[0]?.slice(0, LONGEST_MESSAGE) ?? '';
}
