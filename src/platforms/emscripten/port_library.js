// SPDX-License-Identifier: Apache-2.0
//
// The JavaScript half of EmscriptenPortHost: see port_library.h for each function's contract. What there is of descriptors,
// programs and a terminal is the embedder's `host.ports` (js/index.js, HostPorts); without it there is nothing.
/* eslint-disable no-undef */
mergeInto(LibraryManager.library, {
  // What a method of the embedder's returns, or `none` if it has no such method.
  $linacPorts: function (method, words, none) {
    const ports = Module['host'].ports;
    return ports && ports[method] ? ports[method](...words) : none;
  },

  linac_port_read__deps: ['$linacPorts'],
  linac_port_read: function (handle, descriptor) {
    return linacPorts('readDescriptor', [handle, descriptor], false) ? 1 : 0;
  },

  linac_port_start_program__deps: ['$linacPorts', '$linacHost'],
  linac_port_start_program: function (handle, fields, size, errorSize) {
    const program = { file: '', arguments: [], environment: {} };
    const words = linacHost.text(fields, size).split('\0');
    for (let i = 0; i + 1 < words.length; i += 2) {
      const [name, value] = [words[i], words[i + 1]];
      const equals = value.indexOf('=', 1);
      if (name === 'argument') program.arguments.push(value);
      else if (name === 'variable') program.environment[value.slice(0, equals)] = value.slice(equals + 1);
      else program[name] = value;
    }
    const started = linacPorts('startProgram', [handle, program], 'enoent');
    if (typeof started === 'number') return started;
    linacHost.bytes = linacHost.encoder.encode(started);
    HEAPU32[errorSize >> 2] = linacHost.bytes.length;
    return -1;
  },

  linac_port_write__deps: ['$linacPorts'],
  linac_port_write: function (handle, bytes, size) {
    return linacPorts('write', [handle, HEAPU8.slice(bytes, bytes + size)], true) ? 1 : 0;
  },

  linac_port_close__deps: ['$linacPorts'],
  linac_port_close: function (handle) {
    linacPorts('close', [handle]);
  },

  linac_port_open_terminal__deps: ['$linacPorts'],
  linac_port_open_terminal: function (handle) {
    return linacPorts('openTerminal', [handle], false) ? 1 : 0;
  },

  linac_port_window_size__deps: ['$linacPorts'],
  linac_port_window_size: function (descriptor, columnsAndRows) {
    const size = linacPorts('windowSize', [descriptor], null);
    if (!size) return 0;
    HEAPU32[columnsAndRows >> 2] = size.columns;
    HEAPU32[(columnsAndRows >> 2) + 1] = size.rows;
    return 1;
  },

  linac_port_environment__deps: ['$linacPorts', '$linacHost'],
  linac_port_environment: function () {
    const variables = Object.entries(linacPorts('environment', [], {}));
    linacHost.bytes = linacHost.encoder.encode(variables.map(([name, value]) => `${name}=${value}\0`).join(''));
    return linacHost.bytes.length;
  },

  linac_port_process_number__deps: ['$linacPorts'],
  linac_port_process_number: function () {
    return linacPorts('processNumber', [], -1);
  },

  linac_port_handle_signal__deps: ['$linacPorts', '$linacHost'],
  linac_port_handle_signal: function (handle, name, size) {
    return linacPorts('handleSignal', [handle, linacHost.text(name, size)], false) ? 1 : 0;
  },

  linac_port_default_signal__deps: ['$linacPorts', '$linacHost'],
  linac_port_default_signal: function (name, size) {
    linacPorts('defaultSignal', [linacHost.text(name, size)]);
  },
});
