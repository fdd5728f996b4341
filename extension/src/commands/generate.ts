import type { Host } from '../host.ts';
import { uriArgument } from './uriArgument.ts';

/** Opens the preview with the last values; a lens also says which Dataset it stands in. */
export async function generate(host: Host, uri?: unknown): Promise<void> {
  host.preview.open({ dataset: uriArgument(uri) });
}
