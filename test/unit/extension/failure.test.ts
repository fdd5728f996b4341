import { describe, expect, it } from 'vitest';
import { failureView, KnownFailure, restrictedView } from '../../../extension/src/failure.ts';
import { AppError } from '../../../server/core/errors.ts';
import { text } from '../../../server/core/text.ts';
import { speaker } from '../../support/speaker.ts';

describe('a failure', () => {
  it('that the daemon answered is told in the language of the editor, with what can be done', () => {
    const error = {
      message: 'x',
      data: { code: 'ENGINE_MISSING', text: text('没有装引擎', 'no engine'), retryable: false },
    };
    const view = failureView(error, speaker('zh-cn'));
    expect(view).toMatchObject({ message: '没有装引擎', code: 'ENGINE_MISSING', retryable: false });
    expect(view.actions.map(({ id }) => id)).toEqual(['installEngine', 'openConfig']);
  });

  it('thrown in this process is told the same way', () => {
    const error = new AppError('DAEMON_UNREACHABLE', text('连不上', 'unreachable'), {
      retryable: true,
    });
    expect(failureView(error, speaker())).toMatchObject({
      message: 'unreachable',
      retryable: true,
    });
  });

  it('never shows the stack that a daemon printed as it died', () => {
    const printed =
      'The daemon did not start\nError: Cannot find module\n    at Module._load (node:internal)';
    const error = new AppError('DAEMON_UNREACHABLE', text(printed, printed));
    expect(failureView(error, speaker()).message).toBe('The daemon did not start');
  });

  it('of the connection says that what was written is kept and can be tried again', () => {
    const view = failureView(Object.assign(new Error('closed'), { code: -32097 }), speaker());
    expect(view.message).toContain('kept');
    expect(view.retryable).toBe(true);
  });

  it('that nobody foresaw names the log and none of its own words', () => {
    const view = failureView(new Error('secret 冰哥'), speaker());
    expect(view.message).not.toContain('冰哥');
    expect(view.actions.map(({ id }) => id)).toEqual(['showLog']);
  });

  it('with a code of a newer daemon still offers the log', () => {
    const data = { code: 'SOMETHING_NEW', text: text('新', 'new'), retryable: false };
    expect(failureView({ data }, speaker()).actions.map(({ id }) => id)).toEqual(['showLog']);
  });

  it('that is worded already is passed on as it is', () => {
    const view = restrictedView(speaker());
    expect(failureView(new KnownFailure(view), speaker())).toBe(view);
  });
});

it('in Restricted Mode the way out is to manage the trust', () => {
  expect(restrictedView(speaker()).actions.map(({ id }) => id)).toEqual(['manageTrust']);
});
