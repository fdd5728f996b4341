/** The 春节 that greetings are for unless a setting says otherwise (丙午马年); never "today". */
export const DEFAULT_YEAR = 2026;
