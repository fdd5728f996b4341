// Environment variables between the driving side and the suite inside the extension host.

/** Names the file that the suite writes its results to. */
export const RESULTS_VARIABLE = 'MASHANG_E2E_RESULTS';

/** Names the suite to run. */
export const SUITE_VARIABLE = 'MASHANG_E2E_SUITE';
