// SPDX-License-Identifier: Apache-2.0
//
// The JavaScript half of EmscriptenPlatform, linked in with --js-library: see host_library.h for each function's contract.
// `Module.host` is the embedder's object ({write, findModule, onUnit}; js/index.js says what each does). The table
// and the units' instances are handled here, since only code inside the glue sees `wasmTable` and `wasmMemory`.
/* eslint-disable no-undef */
mergeInto(LibraryManager.library, {
  // path, bytes and error: what find_module or install_unit left to be fetched. units: instances of installed units by
  // handle. kept: units by handle that are not installed yet, {wasm, bases}. Emscripten copies this by its source text, so that what is no plain value is made in the postset.
  $linacHost__postset:
    'linacHost.encoder = new TextEncoder(); linacHost.decoder = new TextDecoder(); linacHost.units = new Map(); linacHost.kept = new Map();' +
    "Module['linacImage'] = linacImage;",
  $linacHost: {
    encoder: null,
    decoder: null,
    units: null,
    kept: null,
    nextUnit: 1,
    path: null,
    bytes: null,
    error: null,
    /** Instantiates a unit; 0, with the reason kept, if the engine refuses it. */
    install: function (handle, wasm, bases, errorSize) {
      try {
        const env = { memory: wasmMemory, __indirect_function_table: wasmTable };
        bases.forEach((slot, index) => (env[`slot_base_${index}`] = slot));
        const module = wasm instanceof WebAssembly.Module ? wasm : new WebAssembly.Module(wasm);
        linacHost.units.set(handle, new WebAssembly.Instance(module, { env }));
        return 1;
      } catch (error) {
        linacHost.error = linacHost.encoder.encode(String(error.message || error));
        HEAPU32[errorSize >> 2] = linacHost.error.length;
        return 0;
      }
    },
    text: function (pointer, size) {
      return linacHost.decoder.decode(HEAPU8.subarray(pointer, pointer + size));
    },
  },

  // A machine that does not run as data, and back: js/image.js. Of memory the parts that are not zero count.
  $linacImage__deps: ['$linacHost'],
  $linacImage: {
    save: function () {
      _linac_limit_memory(HEAPU8.length);
      _linac_clear_free_memory();
      _linac_limit_memory(0);
      return {
        parts: linacImage.partsInUse(),
        tableSize: wasmTable.length,
        nextUnit: linacHost.nextUnit,
        units: Array.from(linacHost.kept.entries()),
      };
    },
    // The parts of memory that are not zero, in order; what lies between them is worth a part's end.
    partsInUse: function () {
      const kPiece = 4096;
      const kGap = 65536;
      const parts = [];
      let end = -kGap - 1;
      for (let piece = 0; piece < HEAPU8.length; piece += kPiece) {
        if (!HEAPU32.subarray(piece >> 2, (piece + kPiece) >> 2).some((word) => word !== 0)) continue;
        if (piece - end <= kGap) parts[parts.length - 1].size = piece + kPiece - parts[parts.length - 1].at;
        else parts.push({ at: piece, size: kPiece });
        end = piece + kPiece;
      }
      return parts.map(({ at, size }) => ({ at, bytes: HEAPU8.subarray(at, at + size) }));
    },
    // `thunk`: a slot as all without code are. `read(offset, bytes)` fills bytes from a place in the file.
    restore: function (image, thunk, read) {
      // Memory that this instance has not used yet is zero.
      const used = _linac_heap_end();
      const last = image.parts[image.parts.length - 1];
      const pages = Math.ceil((last.at + last.size - HEAPU8.length) / 65536);
      if (pages > 0) {
        wasmMemory.grow(pages);
        updateGlobalBufferAndViews(wasmMemory.buffer);
      }
      let end = 0;
      for (const part of image.parts) {
        if (end < used) HEAPU8.fill(0, end, Math.min(part.at, used));
        end = part.at + part.size;
        read(part.offset, HEAPU8.subarray(part.at, end));
      }
      if (end < used) HEAPU8.fill(0, end, used);
      const growth = image.tableSize - wasmTable.length;
      if (growth > 0) wasmTable.grow(growth, wasmTable.get(thunk));
      linacHost.nextUnit = image.nextUnit;
      linacHost.kept = new Map(image.units);
    },
  },

  linac_host_write__deps: ['$linacHost'],
  linac_host_write: function (descriptor, pointer, size) {
    // A copy: the host may keep it, and wasm memory moves on.
    Module['host'].write(descriptor, HEAPU8.slice(pointer, pointer + size));
  },

  linac_host_monotonic_ms: function () {
    return performance.now();
  },

  linac_host_system_ms: function () {
    return performance.timeOrigin + performance.now();
  },

  linac_host_find_module__deps: ['$linacHost'],
  linac_host_find_module: function (name, nameSize, pathSize, bytesSize) {
    const found = Module['host'].findModule(linacHost.text(name, nameSize));
    if (!found) return 0;
    linacHost.path = linacHost.encoder.encode(found.path);
    linacHost.bytes = found.bytes;
    HEAPU32[pathSize >> 2] = linacHost.path.length;
    HEAPU32[bytesSize >> 2] = linacHost.bytes.length;
    return 1;
  },

  linac_host_take_module__deps: ['$linacHost'],
  linac_host_take_module: function (path, bytes) {
    HEAPU8.set(linacHost.path, path);
    HEAPU8.set(linacHost.bytes, bytes);
    linacHost.path = linacHost.bytes = null;
  },

  // The questions of host_library.h, in its order; embedders need not have an answer.
  linac_host_ask_files__deps: ['$linacHost'],
  linac_host_ask_files: function (question, path, pathSize, size) {
    const host = Module['host'];
    const method = ['readFile', 'listDirectory', 'codePath', 'workingDirectory'][question];
    const answer = host[method] ? host[method](linacHost.text(path, pathSize)) : null;
    if (!answer) return 0;
    const names = typeof answer === 'string' ? [answer] : answer;
    linacHost.bytes =
      question === 0 ? answer : linacHost.encoder.encode(names.map((name) => name + '\0').join(''));
    HEAPU32[size >> 2] = linacHost.bytes.length;
    return 1;
  },

  linac_host_take_bytes__deps: ['$linacHost'],
  linac_host_take_bytes: function (bytes) {
    HEAPU8.set(linacHost.bytes, bytes);
    linacHost.bytes = null;
  },

  linac_host_grow_table: function (count, thunk) {
    try {
      return wasmTable.grow(count, wasmTable.get(thunk));
    } catch {
      return 0;
    }
  },

  linac_host_reset_slots: function (first, count, thunk) {
    const entry = wasmTable.get(thunk);
    for (let slot = first; slot < first + count; ++slot) wasmTable.set(slot, entry);
  },

  linac_host_install_unit__deps: ['$linacHost'],
  linac_host_install_unit: function (wasm, size, bases, baseCount, errorSize) {
    const handle = linacHost.nextUnit++;
    const slots = HEAPU32.slice(bases >> 2, (bases >> 2) + baseCount);
    return linacHost.install(handle, HEAPU8.subarray(wasm, wasm + size), slots, errorSize) ? handle : 0;
  },

  linac_host_keep_unit__deps: ['$linacHost', '$linacImage'],
  linac_host_keep_unit: function (wasm, size, bases, baseCount) {
    const handle = linacHost.nextUnit++;
    linacHost.kept.set(handle, {
      wasm: HEAPU8.slice(wasm, wasm + size),
      bases: Array.from(HEAPU32.subarray(bases >> 2, (bases >> 2) + baseCount)),
    });
    return handle;
  },

  linac_host_install_kept_unit__deps: ['$linacHost'],
  linac_host_install_kept_unit: function (handle, errorSize) {
    const unit = linacHost.kept.get(handle);
    linacHost.kept.delete(handle);
    const wasm = typeof unit.wasm === 'function' ? unit.wasm() : unit.wasm;
    return linacHost.install(handle, wasm, unit.bases, errorSize);
  },

  linac_host_take_error__deps: ['$linacHost'],
  linac_host_take_error: function (pointer) {
    HEAPU8.set(linacHost.error, pointer);
    linacHost.error = null;
  },

  linac_host_drop_unit__deps: ['$linacHost'],
  linac_host_drop_unit: function (handle) {
    linacHost.units.delete(handle);
  },

  // V8 has let go of instances since 13 or so; before, a table kept all that had ever imported it.
  linac_host_frees_units: function () {
    const version = typeof process === 'object' && process.versions ? process.versions.v8 : undefined;
    return version === undefined || parseInt(version, 10) >= 13 ? 1 : 0;
  },

  linac_host_on_unit__deps: ['$linacHost'],
  linac_host_on_unit: function (name, nameSize, wasm, size) {
    Module['host'].onUnit(linacHost.text(name, nameSize), HEAPU8.slice(wasm, wasm + size));
  },

  linac_host_limit_memory: function (bytes) {
    delete wasmMemory.grow;
    if (bytes === 0) return;
    const grow = wasmMemory.grow.bind(wasmMemory);
    wasmMemory.grow = (pages) => {
      if (wasmMemory.buffer.byteLength + pages * 65536 > bytes) throw new RangeError('memory limit');
      return grow(pages);
    };
  },

  linac_host_crash_report: function (pointer, size) {
    const text = HEAPU8.slice(pointer, pointer + size);
    const host = Module['host'];
    if (host.crashReport) host.crashReport(text);
    else host.write(2, text);
  },

  linac_host_end__deps: ['$linacHost'],
  linac_host_end: function (reason, size) {
    const error = new Error(linacHost.text(reason, size));
    error.name = 'OutOfMemoryError';
    throw error;
  },
});
