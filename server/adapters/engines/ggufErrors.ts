import { basename } from 'node:path';
import { AppError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import type { LoadFailure, RequestFailure } from './ggufProtocol.ts';

/** What an error text may say about a model file: its name, never its directory. */
export interface ModelFile {
  readonly id: string;
  readonly path: string;
}

export function modelNotFound({ id, path }: ModelFile): AppError {
  return new AppError(
    'MODEL_NOT_FOUND',
    text(
      `引擎「${id}」的模型文件 ${basename(path)} 不在了，或者读不了。请核对 config.json 里的 path`,
      `The model file ${basename(path)} of engine "${id}" is missing or unreadable. Check its path in config.json`,
    ),
  );
}

export function notGguf({ id, path }: ModelFile): AppError {
  return new AppError(
    'MODEL_INVALID',
    text(
      `引擎「${id}」的文件 ${basename(path)} 不是 GGUF 模型。请在 config.json 里换成 .gguf 模型文件`,
      `The file ${basename(path)} of engine "${id}" is not a GGUF model. Name a .gguf model file in config.json`,
    ),
  );
}

export function brokenGguf({ id, path }: ModelFile): AppError {
  return new AppError(
    'MODEL_INVALID',
    text(
      `引擎「${id}」的模型文件 ${basename(path)} 打不开：可能没下载完，或 llama.cpp 不认识这种模型。请重新下载，或换一个`,
      `The model file ${basename(path)} of engine "${id}" cannot be loaded: it may be cut short, or of a kind llama.cpp does not know. Download it again or choose another`,
    ),
  );
}

export function packageMissing({ id }: ModelFile): AppError {
  return new AppError(
    'ENGINE_MISSING',
    text(
      `引擎「${id}」要用的 llama.cpp 还没装，或不适合这台机器。请运行命令“码上拜年: 安装内置引擎”，或用 mashang doctor 查看`,
      `llama.cpp, which engine "${id}" needs, is not installed or does not fit this machine. Run the command "Mashang: Install Embedded Engine…", or see mashang doctor`,
    ),
  );
}

export function outOfMemory({ id, path }: ModelFile): AppError {
  return new AppError(
    'ENGINE_CRASHED',
    text(
      `内存不够装下引擎「${id}」的模型 ${basename(path)}。请在 config.json 里调小 contextSize，或换小一些的模型`,
      `There is not enough memory for the model ${basename(path)} of engine "${id}". Lower its contextSize in config.json or choose a smaller model`,
    ),
  );
}

export function crashed({ id }: ModelFile): AppError {
  return new AppError(
    'ENGINE_CRASHED',
    text(
      `引擎「${id}」的进程意外退出了，这一条没写完。再试一次就会重新启动它`,
      `The process of engine "${id}" ended unexpectedly, and this greeting was not finished. Trying again starts it anew`,
    ),
    { retryable: true },
  );
}

export function crashedTooOften({ id, path }: ModelFile): AppError {
  return new AppError(
    'ENGINE_CRASHED',
    text(
      `引擎「${id}」一分钟内崩溃了好几次，先不再启动。请等一分钟，或换一个引擎；若总是如此，${basename(path)} 可能损坏，或内存不够`,
      `Engine "${id}" crashed several times within a minute and is not started for now. Wait a minute or choose another engine; if it goes on, ${basename(path)} may be damaged or memory short`,
    ),
  );
}

export function notReady(model: ModelFile, failure: LoadFailure): AppError {
  switch (failure) {
    case 'package':
      return packageMissing(model);
    case 'model':
      return brokenGguf(model);
    case 'memory':
      return outOfMemory(model);
  }
}

export function requestFailed(model: ModelFile, failure: RequestFailure): AppError {
  switch (failure) {
    case 'too-long':
      return new AppError(
        'INPUT_INVALID',
        text(
          `内容太长，引擎「${model.id}」的上下文装不下。请删减交往细节，或在 config.json 里调大 contextSize`,
          `The details are too long for the context of engine "${model.id}". Shorten them, or raise contextSize in config.json`,
        ),
      );
    case 'template':
      return new AppError(
        'MODEL_INVALID',
        text(
          `引擎「${model.id}」的模型 ${basename(model.path)} 自带的对话模板用不了。请换一个模型`,
          `The chat template inside the model ${basename(model.path)} of engine "${model.id}" cannot be used. Choose another model`,
        ),
      );
    case 'other':
      return new AppError(
        'ENGINE_CRASHED',
        text(
          `引擎「${model.id}」写这一条时 llama.cpp 出错了。再试一次；若总是如此，请换一个模型`,
          `llama.cpp failed while engine "${model.id}" wrote this greeting. Try again; if it goes on, choose another model`,
        ),
        { retryable: true },
      );
  }
}
