/** A package.json for the engine alone: the very version this build was tested with, without its GPU binaries. */
export interface EngineManifest {
  readonly private: true;
  readonly dependencies: { readonly 'node-llama-cpp': string };
  readonly overrides: Readonly<Record<string, string>>;
}

interface ExtensionManifest {
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
}

export function engineManifest({
  devDependencies,
  overrides = {},
}: ExtensionManifest): EngineManifest {
  const version = devDependencies['node-llama-cpp'];
  if (version === undefined) throw new Error('package.json names no version of node-llama-cpp');
  return { private: true, dependencies: { 'node-llama-cpp': version }, overrides };
}
