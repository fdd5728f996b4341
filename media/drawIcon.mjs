// Draws media/icon.png: the strokes of 马 in gold on a red speech bubble. `node media/drawIcon.mjs`.
import { writeFileSync } from 'node:fs';
import { crc32, deflateSync } from 'node:zlib';

const SIZE = 256;
const RED = [200, 22, 36];
const GOLD = [255, 214, 112];
const STROKE = 11;

/** @typedef {readonly [number, number]} Point */

/** @type {readonly (readonly Point[])[]} the three strokes of 马 */
const STROKES = [
  [
    [84, 56],
    [166, 56],
    [161, 106],
  ],
  [
    [98, 76],
    [91, 124],
    [182, 124],
    [176, 172],
    [172, 180],
    [152, 175],
  ],
  [
    [64, 152],
    [144, 152],
  ],
];

/** @param {Point} p @param {Point} a @param {Point} b */
function toSegment([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

/** Signed distance to the bubble: a rounded square and a tail at its lower left. @param {Point} p */
function toBubble([x, y]) {
  const [centreX, centreY, half, radius] = [128, 118, 110, 44];
  const qx = Math.abs(x - centreX) - half + radius;
  const qy = Math.abs(y - centreY) - half + 4 + radius;
  const box = Math.hypot(Math.max(qx, 0), Math.max(qy, 0)) + Math.min(Math.max(qx, qy), 0) - radius;
  const tail = Math.max(200 - y, (x - 60) * 0.55 + (y - 248) * 0.83 - 12, 44 - x);
  return Math.min(box, tail);
}

/** @param {Point} p */
function toGlyph(p) {
  const distances = STROKES.flatMap((stroke) =>
    stroke.slice(1).map((end, at) => toSegment(p, stroke[at] ?? end, end)),
  );
  return Math.min(...distances) - STROKE;
}

/** How much of a pixel lies inside, from the distance of its centre to the edge. @param {number} distance */
const coverage = (distance) => Math.min(1, Math.max(0, 0.5 - distance));

/** @param {number} x @param {number} y */
function pixel(x, y) {
  /** @type {Point} */
  const centre = [x + 0.5, y + 0.5];
  const glyph = coverage(toGlyph(centre));
  const colour = RED.map((red, channel) =>
    Math.round(red + ((GOLD[channel] ?? red) - red) * glyph),
  );
  return [...colour, Math.round(255 * coverage(toBubble(centre)))];
}

/** @param {string} name @param {Buffer} data */
function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]);
header.writeUInt32BE(SIZE, 0);
header.writeUInt32BE(SIZE, 4);
const rows = Array.from({ length: SIZE }, (_, y) => [
  0,
  ...Array.from({ length: SIZE }, (_, x) => pixel(x, y)).flat(),
]);
const image = deflateSync(Buffer.from(rows.flat()), { level: 9 });
writeFileSync(
  new URL('icon.png', import.meta.url),
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', image),
    chunk('IEND', Buffer.alloc(0)),
  ]),
);
