export interface PageParts {
  readonly language: string;
  readonly nonce: string;
  readonly styleSource: string;
  readonly script: string;
  readonly style: string;
}

/** Nothing that a user wrote is ever part of it. */
export function pageHtml({ language, nonce, styleSource, script, style }: PageParts): string {
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${styleSource}`;
  return `<!DOCTYPE html>
<html lang="${language.replaceAll(/[^A-Za-z-]/g, '')}">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
</head>
<body><script nonce="${nonce}" src="${script}"></script></body>
</html>`;
}
