// SPDX-License-Identifier: Apache-2.0
//
// The engine's own code beside an image: taken where it fits, and not elsewhere.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { openEngineCode } from '../../src/platforms/emscripten/js/engine_code.js';
import { engineCodeFile, imageFile, openImage, programIdentity, withIdentity } from '../../src/platforms/emscripten/js/node_images.js';
import { readProgramFile } from '../../src/platforms/emscripten/js/node.js';
import { scratch } from './support/linac.js';

const wasm = readProgramFile();

function imageNamed(name) {
  return openImage(imageFile(name), wasm);
}

for (const name of ['light', 'otp']) {
  test(`${name}.code has linac.wasm and units of ${name}.image`, () => {
    const { source, header } = imageNamed(name);
    const code = openEngineCode(engineCodeFile(name), header);
    assert.ok(code.program(wasm) instanceof WebAssembly.Module);
    const units = header.units.filter(({ handle, offset, size }) => {
      const bytes = new Uint8Array(size);
      source.read(header.base + offset, bytes);
      const unit = code.unit(handle, bytes);
      assert.ok(unit === null || WebAssembly.Module.imports(unit).length > 0);
      return unit !== null;
    });
    assert.ok(units.length > 0);
    assert.equal(code.unit(1e6, wasm), null);
  });
}

test('code of another image, another engine, or a file cut short is not taken', () => {
  const { header } = imageNamed('light');
  const bytes = fs.readFileSync(engineCodeFile('light'));
  const openBytes = (changed, image = header) => {
    const file = path.join(scratch, 'changed.code');
    fs.writeFileSync(file, changed);
    return openEngineCode(file, image);
  };
  assert.ok(openBytes(bytes));
  assert.equal(openBytes(bytes, imageNamed('otp').header), null);
  assert.equal(openBytes(bytes.subarray(0, bytes.length - 1)), null);
  assert.equal(openBytes(bytes.subarray(0, 100)), null);
  assert.equal(openBytes(Buffer.alloc(0)), null);
  const text = bytes.toString('latin1');
  assert.equal(openBytes(Buffer.from(text.replace('LINACCO1', 'LINACCO0'), 'latin1')), null);
  const other = process.versions.v8.replace(/^\d/, '0');
  assert.equal(openBytes(Buffer.from(text.replace(process.versions.v8, other), 'latin1')), null);
  assert.equal(openEngineCode(path.join(scratch, 'none.code'), header), null);
});

test('a program file says what identifies it', () => {
  const bare = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  const marked = withIdentity(bare);
  assert.ok(WebAssembly.validate(marked));
  assert.equal(programIdentity(marked), programIdentity(bare));
  assert.notEqual(programIdentity(wasm), programIdentity(bare));
  assert.deepEqual(Buffer.from(wasm.subarray(-20)).toString('hex'), programIdentity(wasm));
});
