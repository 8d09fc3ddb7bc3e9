// SPDX-License-Identifier: Apache-2.0
//
// The JavaScript half of EmscriptenNetworkHost: see network_library.h for its contract. What there is of a network is the
// embedder's `host.network` (js/index.js, HostNetwork); without it there is none.
/* eslint-disable no-undef */
mergeInto(LibraryManager.library, {
  linac_network_request__deps: ['$linacHost'],
  linac_network_request: function (operation, operationSize, handle, bytes, size, answerSize) {
    const network = Module['host'].network;
    let isAnswer = 1;
    try {
      if (!network) throw { code: 'ENOTSUP' };
      const name = linacHost.text(operation, operationSize);
      linacHost.bytes = network.request(name, handle, HEAPU8.slice(bytes, bytes + size)) || new Uint8Array(0);
    } catch (error) {
      const code = String((error && error.code) || '');
      linacHost.bytes = linacHost.encoder.encode(/^E[A-Z0-9]+$/.test(code) ? code.toLowerCase() : 'einval');
      isAnswer = 0;
    }
    HEAPU32[answerSize >> 2] = linacHost.bytes.length;
    return isAnswer;
  },
});
