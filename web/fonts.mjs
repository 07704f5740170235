// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Two subsets of our own of Be Vietnam Pro: "core", which holds all that Vietnamese and English pages need in one small
// file, and "figures": the face has no tabular figures, so the digits are set on one width for columns.

import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const subsetFont = createRequire(import.meta.url)('subset-font');

const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');
const vietnamese = 'àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ';
const signs = '\u00a0§«°²³·»×₫–—‘’“”…−•';
const style = { 400: '400Regular', 600: '600SemiBold', 700: '700Bold' };

export function coreFont(modules, weight) {
  const text = ascii + vietnamese + vietnamese.toUpperCase() + signs;
  return subsetFont(source(modules, weight), text, { targetFormat: 'woff2', keepFeatures: ['kern'], noHinting: true });
}

export function figuresFont(modules, weight) {
  const font = tabular(Buffer.from(source(modules, weight)));
  return subsetFont(font, '0123456789', { targetFormat: 'woff2', keepFeatures: [], noHinting: true });
}

function source(modules, weight) {
  const dir = path.join(modules, '@expo-google-fonts', 'be-vietnam-pro', style[weight]);
  return fs.readFileSync(path.join(dir, fs.readdirSync(dir).find((f) => f.endsWith('.ttf'))));
}

// tabular gives every digit the width of the three, a middling one, the drawing in the middle of it, by its entry in hmtx.
function tabular(font) {
  const hmtx = table(font, 'hmtx');
  const digits = [...'0123456789'].map((d) => glyph(font, d.charCodeAt(0)));
  const width = font.readUInt16BE(hmtx + 4 * digits[3]);
  for (const g of digits) {
    const at = hmtx + 4 * g;
    const shift = Math.round((width - font.readUInt16BE(at)) / 2);
    font.writeUInt16BE(width, at);
    font.writeInt16BE(font.readInt16BE(at + 2) + shift, at + 2);
  }
  return font;
}

function table(font, tag) {
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const at = 12 + 16 * i;
    if (font.toString('latin1', at, at + 4) === tag) return font.readUInt32BE(at + 8);
  }
  throw new Error(`font without ${tag}`);
}

// glyph looks a character up in the format 4 subtable of cmap.
function glyph(font, char) {
  const cmap = table(font, 'cmap');
  for (let i = 0; i < font.readUInt16BE(cmap + 2); i++) {
    const sub = cmap + font.readUInt32BE(cmap + 4 + 8 * i + 4);
    if (font.readUInt16BE(sub) !== 4) continue;
    const segments = font.readUInt16BE(sub + 6) / 2;
    const ends = sub + 14, starts = ends + 2 * segments + 2, deltas = starts + 2 * segments, offsets = deltas + 2 * segments;
    for (let s = 0; s < segments; s++) {
      if (font.readUInt16BE(ends + 2 * s) < char) continue;
      const start = font.readUInt16BE(starts + 2 * s), offset = font.readUInt16BE(offsets + 2 * s);
      if (offset === 0) return (char + font.readUInt16BE(deltas + 2 * s)) & 0xffff;
      return font.readUInt16BE(offsets + 2 * s + offset + 2 * (char - start));
    }
  }
  throw new Error('font without a format 4 cmap');
}
