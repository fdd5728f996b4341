/** What people see of an engine; never a credential, never a full path. */
export interface EngineView {
  readonly id: string;
  readonly kind: 'endpoint' | 'gguf';
  /** Where it points: a URL without credentials, or a model file's name. */
  readonly target: string;
  readonly isDefault: boolean;
}
