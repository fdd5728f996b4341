import type { CandidateView } from './protocol.ts';

/** A stretch of a greeting over which nothing changes. */
export interface Segment {
  readonly text: string;
  /** The details that this stretch carries. */
  readonly details: readonly string[];
  /** What the linter says about this stretch. */
  readonly findings: readonly CandidateView['findings'][number][];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Cuts the greeting wherever a phrase or a finding begins or ends; the texts joined are the greeting. */
export function segments({
  text,
  evidence,
  findings,
}: Pick<CandidateView, 'text' | 'evidence' | 'findings'>): readonly Segment[] {
  const marked = findings.filter(
    (finding) => finding.end > finding.start && !isWhole(finding, text),
  );
  const edges = [
    0,
    text.length,
    ...[...evidence, ...marked].flatMap(({ start, end }) => [start, end]),
  ];
  const cuts = [...new Set(edges.map((edge) => Math.min(edge, text.length)))].sort((a, b) => a - b);
  return cuts.slice(1).map((end, at) => {
    const span = { start: cuts[at] ?? 0, end };
    return {
      text: text.slice(span.start, end),
      details: [
        ...new Set(evidence.filter((phrase) => covers(phrase, span)).map(({ unit }) => unit)),
      ],
      findings: marked.filter((finding) => covers(finding, span)),
    };
  });
}

/** A finding about the greeting as a whole would underline all of it and say nothing. */
function isWhole({ start, end }: Span, text: string): boolean {
  return start === 0 && end >= text.length;
}

function covers(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
