// SPDX-License-Identifier: Apache-2.0
//
// The JavaScript half of EmscriptenFileSystem, linked in with --js-library: see file_library.h for each function's
// contract. What is done with files is done by the embedder's `host.files`, a js/files.js.
/* eslint-disable no-undef */
mergeInto(LibraryManager.library, {
  // error: name of the last error. bytes: an answer that waits to be taken.
  $linacFiles: {
    error: '',
    bytes: null,
    // A path's bytes, copied: the host may keep them.
    path: function (pointer, size) {
      return HEAPU8.slice(pointer, pointer + size);
    },
    // What `action` returns, or -1. Errors of the system have names such as ENOENT; others mean that the host does not
    // take such an argument.
    run: function (action) {
      const files = Module['host'].files;
      if (!files) {
        linacFiles.error = 'enotsup';
        return -1;
      }
      try {
        return action(files) || 0;
      } catch (error) {
        linacFiles.error = /^E[A-Z0-9]+$/.test(error.code) ? error.code.toLowerCase() : 'einval';
        return -1;
      }
    },
    putInfo: function (info, fields) {
      fields >>= 3;
      HEAPF64.set(
        [info.size, info.type, info.readable, info.writable, info.accessTime, info.modificationTime, info.changeTime],
        fields,
      );
      HEAPF64.set(
        [info.mode, info.links, info.majorDevice, info.minorDevice, info.inode, info.uid, info.gid],
        fields + 7,
      );
    },
  },

  linac_file_error__deps: ['$linacFiles'],
  linac_file_error: function (pointer, size) {
    const length = Math.min(size, linacFiles.error.length);
    for (let i = 0; i < length; ++i) HEAPU8[pointer + i] = linacFiles.error.charCodeAt(i);
    return length;
  },

  linac_file_open__deps: ['$linacFiles'],
  linac_file_open: function (path, size, modes) {
    return linacFiles.run((files) => files.open(linacFiles.path(path, size), modes));
  },

  linac_file_read__deps: ['$linacFiles'],
  linac_file_read: function (descriptor, offset, pointer, size) {
    return linacFiles.run((files) => files.read(descriptor, offset, HEAPU8.subarray(pointer, pointer + size)));
  },

  linac_file_write__deps: ['$linacFiles'],
  linac_file_write: function (descriptor, offset, pointer, size) {
    return linacFiles.run((files) => files.write(descriptor, offset, HEAPU8.subarray(pointer, pointer + size)));
  },

  linac_file_seek__deps: ['$linacFiles'],
  linac_file_seek: function (descriptor, whence, offset) {
    return linacFiles.run((files) => files.seek(descriptor, whence, offset));
  },

  linac_file_do__deps: ['$linacFiles'],
  linac_file_do: function (operation, descriptor, first, second) {
    const method = ['adopt', 'close', 'sync', 'truncate', 'allocate'][operation];
    return linacFiles.run((files) => files[method](descriptor, first, second));
  },

  linac_path_do__deps: ['$linacFiles'],
  linac_path_do: function (operation, path, size, first, second) {
    const method = [
      'setPermissions',
      'setOwner',
      'setTimes',
      'makeDirectory',
      'deleteDirectory',
      'deleteFile',
      'setWorkingDirectory',
    ][operation];
    return linacFiles.run((files) => files[method](linacFiles.path(path, size), first, second));
  },

  linac_paths_do__deps: ['$linacFiles'],
  linac_paths_do: function (operation, first, firstSize, second, secondSize) {
    const method = ['rename', 'makeHardLink', 'makeSoftLink'][operation];
    return linacFiles.run((files) =>
      files[method](linacFiles.path(first, firstSize), linacFiles.path(second, secondSize)),
    );
  },

  linac_path_ask__deps: ['$linacFiles'],
  linac_path_ask: function (question, path, size) {
    return linacFiles.run((files) => {
      const answer = [
        () => [files.readLink(linacFiles.path(path, size))],
        () => files.listDirectory(linacFiles.path(path, size)),
        () => [files.workingDirectory()],
      ][question]();
      linacFiles.bytes = new Uint8Array(answer.reduce((sum, name) => sum + name.length + 1, 0));
      let at = 0;
      for (const name of answer) {
        linacFiles.bytes.set(name, at);
        at += name.length + 1;
      }
      return linacFiles.bytes.length;
    });
  },

  linac_file_take__deps: ['$linacFiles'],
  linac_file_take: function (pointer) {
    HEAPU8.set(linacFiles.bytes, pointer);
    linacFiles.bytes = null;
  },

  linac_path_info__deps: ['$linacFiles'],
  linac_path_info: function (path, size, followLinks, fields) {
    return linacFiles.run((files) =>
      linacFiles.putInfo(files.info(linacFiles.path(path, size), followLinks !== 0), fields),
    );
  },

  linac_file_info__deps: ['$linacFiles'],
  linac_file_info: function (descriptor, fields) {
    return linacFiles.run((files) => linacFiles.putInfo(files.handleInfo(descriptor), fields));
  },
});
