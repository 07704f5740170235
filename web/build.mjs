// SPDX-FileCopyrightText: 2026 The motcua authors
// SPDX-License-Identifier: Apache-2.0

// Builds the front end into internal/platform/ui/static/, from where it is embedded:
// portal.css and desk.css, app.js, fonts, the icon sprite, our own drawings, licences of what is inside,
// a manifest of hashed names, and .br/.gz beside everything that compresses.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import * as sass from 'sass';
import { minify } from 'terser';
import { coreFont, figuresFont } from './fonts.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const modules = path.join(here, 'node_modules');
const ui = path.join(here, '..', 'internal', 'platform', 'ui');
const out = path.join(ui, 'static');
const manifest = {};

clean();
const fonts = await webFonts();
emit('band.svg', drawing('band.svg'));
emit('mark.svg', drawing('mark.svg'));
emit('icons.svg', sprite());
emit('portal.css', css('portal', fonts));
emit('desk.css', css('desk', fonts));
emit('app.js', await script());
paperFonts();
licences();
fs.writeFileSync(path.join(out, 'manifest.json'), JSON.stringify(manifest, null, 1) + '\n');

function clean() {
  for (const name of fs.readdirSync(out)) {
    if (name !== 'placeholder.css') fs.rmSync(path.join(out, name), { recursive: true });
  }
}

// emit writes content under a name that carries its hash, compressed forms beside it, and says how big it is.
function emit(name, content) {
  const data = Buffer.from(content);
  const hash = createHash('sha256').update(data).digest('hex').slice(0, 10);
  const ext = path.extname(name);
  const hashed = `${path.basename(name, ext)}.${hash}${ext}`;
  fs.writeFileSync(path.join(out, hashed), data);
  manifest[name] = hashed;
  let note = '';
  if (ext !== '.woff2') {
    const gz = gzipSync(data, { level: 9 });
    const br = brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    fs.writeFileSync(path.join(out, hashed + '.gz'), gz);
    fs.writeFileSync(path.join(out, hashed + '.br'), br);
    note = `  gz ${gz.length}  br ${br.length}`;
  }
  console.log(`${name.padEnd(22)} ${data.length}${note}`);
  return hashed;
}

function drawing(name) {
  return fs.readFileSync(path.join(here, 'src', name), 'utf8').replace(/<!--[\s\S]*?-->\s*/g, '').replace(/>\s+</g, '><').trim();
}

// sprite packs exactly the icons that icon.go names.
function sprite() {
  const names = [...fs.readFileSync(path.join(ui, 'icon.go'), 'utf8').matchAll(/Icon = "([a-z0-9-]+)"/g)].map((m) => m[1]);
  const symbols = [...new Set(names)].map((name) => {
    const svg = fs.readFileSync(path.join(modules, 'lucide-static', 'icons', `${name}.svg`), 'utf8');
    const body = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s+/g, ' ').trim();
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${body}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
}

// css compiles one style sheet and puts the hashed font names in.
function css(name, fontNames) {
  const { css: text } = sass.compile(path.join(here, 'src', 'scss', `${name}.scss`), {
    style: 'compressed',
    loadPaths: [path.join(modules, 'govuk-frontend', 'dist')],
    quietDeps: true,
  });
  return text.replace(/webfont:([a-z0-9-]+)/g, (whole, font) => {
    if (!fontNames[font]) throw new Error(`unknown font ${whole}`);
    return fontNames[font];
  });
}

async function script() {
  const dir = path.join(here, 'src', 'js');
  const parts = fs.readdirSync(dir).sort().map((f) => `(()=>{${fs.readFileSync(path.join(dir, f), 'utf8')}})();`);
  const { code } = await minify(`'use strict';${parts.join('\n')}`, { ecma: 2020, toplevel: true });
  return code;
}

async function webFonts() {
  const names = {};
  for (const weight of [400, 600, 700]) {
    names[`core-${weight}`] = emit(`core-${weight}.woff2`, await coreFont(modules, weight));
    names[`figures-${weight}`] = emit(`figures-${weight}.woff2`, await figuresFont(modules, weight));
    for (const part of ['latin', 'latin-ext']) {
      const file = `be-vietnam-pro-${part}-${weight}-normal.woff2`;
      names[`${part}-${weight}`] = emit(`${part}-${weight}.woff2`, fs.readFileSync(path.join(modules, '@fontsource', 'be-vietnam-pro', 'files', file)));
    }
  }
  return names;
}

// paperFonts are whole TrueType files for generated papers; they are read by the program, not by browsers.
function paperFonts() {
  const dir = path.join(out, 'fonts');
  fs.mkdirSync(dir);
  const wanted = { tinos: ['400Regular', '700Bold', '400Regular_Italic', '700Bold_Italic'], 'be-vietnam-pro': ['400Regular', '600SemiBold', '700Bold'] };
  const family = { tinos: 'Tinos', 'be-vietnam-pro': 'BeVietnamPro' };
  const style = { '400Regular': 'Regular', '600SemiBold': 'SemiBold', '700Bold': 'Bold', '400Regular_Italic': 'Italic', '700Bold_Italic': 'BoldItalic' };
  for (const [pkg, styles] of Object.entries(wanted)) {
    for (const s of styles) {
      const from = path.join(modules, '@expo-google-fonts', pkg, s);
      const ttf = fs.readdirSync(from).find((f) => f.endsWith('.ttf'));
      fs.copyFileSync(path.join(from, ttf), path.join(dir, `${family[pkg]}-${style[s]}.ttf`));
    }
  }
}

// licences travel with what they cover.
function licences() {
  const dir = path.join(out, 'licences');
  fs.mkdirSync(dir);
  for (const pkg of ['@expo-google-fonts/be-vietnam-pro', '@expo-google-fonts/tinos', '@fontsource/be-vietnam-pro', 'govuk-frontend', 'lucide-static']) {
    for (const file of fs.readdirSync(path.join(modules, pkg)).filter((f) => /^licen[cs]e/i.test(f))) {
      fs.copyFileSync(path.join(modules, pkg, file), path.join(dir, `${pkg.replace(/[@/]/g, '_').replace(/^_/, '')}-${file.replace(/\.\w+$/, '')}.txt`));
    }
  }
}
